package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time stops a run, and decides nothing. */
final class WallBudgetTest {

  @TempDir Path folder;

  @Test
  void whenItIsOver_refineStops_andGoesOnWithMore() throws IOException {
    var screen = new Screen(folder);
    screen.write("in/spec.yaml", Screen.spec(Map.of("wall: 10 min", "wall: 1 us")));

    Shown stopped = screen.run("refine", "in", "--workspace", "ws", "--until", "architecture");

    assertThat(stopped.code()).as(stopped.err()).isEqualTo(5);
    assertThat(stopped.err())
        .contains("`budget.wall`")
        .contains("run the same command again to go on")
        .doesNotContain("internal error");

    Path spec = folder.resolve("ws/spec.yaml");
    Files.writeString(spec, Files.readString(spec).replace("wall: 1 us", "wall: 10 min"));
    Shown gone = screen.run("refine", "ws", "--until", "architecture");
    assertThat(gone.code()).as(gone.err()).isEqualTo(4);
  }

  @Test
  void moneyForLanguageModels_isSaidToBeUnspent() throws IOException {
    var screen = new Screen(folder);
    screen.write(
        "in/spec.yaml",
        Screen.spec(Map.of("wall: 10 min", "wall: 1 us", "model-cost: 0", "model-cost: 5")));

    assertThat(screen.run("refine", "in", "--workspace", "ws").err())
        .contains("Nothing of `budget.model-cost` will be spent");
  }
}
