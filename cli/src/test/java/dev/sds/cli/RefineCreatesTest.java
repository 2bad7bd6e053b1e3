package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Json;
import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refinement that writes code of its own, where its spec grants a budget for it. */
final class RefineCreatesTest {

  private static final String[] REFINE = {"refine", "ws", "--until", "design", "--json"};

  @TempDir Path folder;

  private record Answer(int simulationsRun) {}

  /** Everything pinned but the order of service, which nothing else coordinates with. */
  private static String spec() {
    return Screen.spec(
        Map.of(
            "order: arrival, ", "recovery: ledger, ",
            "rate: 6.5/s", "rate: 30/s",
            "for: 60 s", "for: 15 s",
            "simulations: 20", "simulations: 20, creation: 3",
            "architecture: human", "architecture: auto"));
  }

  private String file(String name) throws IOException {
    return Files.readString(folder.resolve("ws").resolve(name));
  }

  /** What is kept of new code. */
  private List<String> created() throws IOException {
    var created = new ArrayList<>(file("techniques.yaml").lines().toList());
    file("evidence/design.md").lines().filter(l -> l.contains("created-")).forEach(created::add);
    String search = file("evidence/search.md");
    created.add(search.substring(search.indexOf("## New code")));
    return created;
  }

  @Test
  void whatItWrites_isKeptAndJudged_andNotSearchedForAgain_unlessTakenOut() throws IOException {
    var screen = new Screen(folder);
    screen.write("in/spec.yaml", spec());

    Shown first = screen.run("refine", "in", "--workspace", "ws", "--until", "design", "--json");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("new code is searched for, with 3 whole runs of its own");
    List<String> created = created();
    assertThat(file("techniques.yaml")).containsPattern("decisions: \\{order: created-[0-9a-f]+}");
    assertThat(file("evidence/design.md"))
        .containsPattern("New code: the evolving author searched with seed 1.* of 3 whole runs")
        .containsPattern("order: created-[0-9a-f]+.*\\| evolving, ");
    assertThat(file("evidence/search.md")).contains("## New code");
    assertThat(screen.run("log", "ws").out()).contains("Create the technique created-");

    Shown again = screen.run(REFINE);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(Json.read(again.out(), Answer.class).simulationsRun()).isZero();
    assertThat(created()).isEqualTo(created);

    screen.write("ws/techniques.yaml", "kit: llm-serving\n");
    Shown without = screen.run(REFINE);

    assertThat(without.code()).as(without.err()).isZero();
    assertThat(Json.read(without.out(), Answer.class).simulationsRun()).isZero();
    assertThat(file("techniques.yaml")).doesNotContain("created-");
    assertThat(file("evidence/search.md")).contains("was taken out of techniques.yaml since");
  }
}
