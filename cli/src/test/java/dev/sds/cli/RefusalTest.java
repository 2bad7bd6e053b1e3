package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's no goes back to the search. */
final class RefusalTest {

  @TempDir Path folder;

  private Screen screen() throws IOException {
    var screen = new Screen(folder);
    screen.write("in/spec.yaml", Screen.spec(Map.of()));
    return screen;
  }

  private static Shown refine(Screen screen, String where) {
    return screen.run("refine", where, "--workspace", "ws", "--until", "architecture");
  }

  private static Shown again(Screen screen) {
    return screen.run("refine", "ws", "--until", "architecture");
  }

  private static String proposed(Screen screen) {
    return screen.run("review", "architecture", "-C", "ws").out();
  }

  @Test
  void whatAPersonTurnedDown_isNotProposedAgain_untilTheSpecAsksForSomethingElse()
      throws IOException {
    Screen screen = screen();
    assertThat(refine(screen, "in").code()).isEqualTo(4);
    boolean ledgerFirst = proposed(screen).contains("recovery      ledger");

    Shown no = screen.run("reject", "architecture", "-C", "ws", "--why", "Too clever.");
    assertThat(no.out()).contains("will not be proposed again").contains("recovery");

    Shown second = again(screen);
    assertThat(second.code()).as(second.err()).isEqualTo(4);
    assertThat(proposed(screen).contains("recovery      ledger")).isNotEqualTo(ledgerFirst);

    screen.run("reject", "architecture", "-C", "ws", "--why", "Nor this.");
    Shown none = again(screen);
    assertThat(none.code()).as(none.err()).isEqualTo(3);
    assertThat(none.out()).contains("a person turned down what was left: Nor this.");

    Path spec = folder.resolve("ws/spec.yaml");
    Files.writeString(spec, Files.readString(spec).replace("4000 s", "3900 s"));
    assertThat(again(screen).code()).as("another spec").isEqualTo(4);
    assertThat(proposed(screen).contains("recovery      ledger")).isEqualTo(ledgerFirst);
  }
}
