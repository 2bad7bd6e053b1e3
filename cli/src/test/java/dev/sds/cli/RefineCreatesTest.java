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
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refinement that writes code of its own, where its spec grants a budget for it. */
final class RefineCreatesTest {

  private static final String[] REFINE = {"refine", "ws", "--until", "design", "--json"};

  @TempDir private static Path folder;

  private static Screen screen;
  private static Shown first;
  private static List<String> journal;
  private static Map<String, String> contents;

  @BeforeAll
  static void refine() throws IOException {
    screen = new Screen(folder);
    screen.write("in/spec.yaml", spec());
    first = screen.run("refine", "in", "--workspace", "ws", "--until", "design", "--json");
    journal = Files.readAllLines(journal("ws"));
    contents = contents("ws");
  }

  private record Answer(int simulationsRun) {}

  /** Whom to send on, and in which order, with a single declared choice for each. */
  private static String spec() {
    return Screen.spec(
        Map.of(
            "order: arrival, ",
            "",
            "admission: at-once, ",
            "",
            "queueing: held}",
            """
            queueing: held}
              forbid:
                admission: [head-room, commit-limit, bounded-queue, projected-memory]
                order: [shortest-prompt, aged-prompt, predicted-total]\
            """,
            "rate: 6.5/s",
            "rate: 30/s",
            "for: 60 s",
            "for: 15 s",
            "simulations: 20",
            "simulations: 20, creation: 20",
            "architecture: human",
            "architecture: auto"));
  }

  private static String file(String name) throws IOException {
    return Files.readString(folder.resolve("ws").resolve(name));
  }

  /** What is kept of new code. */
  private static List<String> created() throws IOException {
    var created = new ArrayList<>(file("techniques.yaml").lines().toList());
    file("evidence/design.md").lines().filter(l -> l.contains("created-")).forEach(created::add);
    String search = file("evidence/search.md");
    created.add(search.substring(search.indexOf("## New code")));
    return created;
  }

  @Test
  void whatItWrites_isKeptAndJudged_andNotSearchedForAgain_unlessTakenOut() throws IOException {
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("new code is searched for, with 20 whole runs of its own");
    List<String> created = created();
    assertThat(file("techniques.yaml"))
        .containsPattern("decisions: \\{admission: created-[0-9a-f]+, order: [a-z]+");
    assertThat(file("evidence/design.md"))
        .containsPattern("New code: the evolving author searched with seed 1.* of 20 whole runs")
        .containsPattern("admission: created-[0-9a-f]+.*\\| evolving, ");
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

  @Test
  void killedWhileItSearches_itGoesOnFromItsRuns_andEndsInTheSameBytes() throws IOException {
    screen.run("refine", "in", "--workspace", "killed", "--until", "architecture");
    int reported = place(journal, "creation", journal.size());
    int lost = place(journal, "simulation", place(journal, "simulation", reported));
    Files.write(journal("killed"), journal.subList(0, lost));

    Shown resumed = screen.run("refine", "killed", "--until", "design", "--json");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("new code is searched for");
    assertThat(runs(Files.readAllLines(journal("killed"))))
        .doesNotHaveDuplicates()
        .hasSameElementsAs(runs(journal));
    assertThat(runs(journal.subList(lost, reported))).as("runs lost").hasSize(2);
    assertThat(runs(journal.subList(0, lost))).as("runs kept").hasSizeGreaterThan(2);
    assertThat(contents("killed")).containsKey("techniques.yaml").isEqualTo(contents);
  }

  private static Path journal(String workspace) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(workspace).resolve(".sds/journal"))) {
      return files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList().getLast();
    }
  }

  /** Where the last entry of a kind before a place stands. */
  private static int place(List<String> journal, String kind, int before) {
    return IntStream.range(0, before)
        .filter(i -> journal.get(i).contains("\"kind\":\"" + kind + "\""))
        .max()
        .orElseThrow();
  }

  private static List<String> runs(List<String> journal) {
    return journal.stream().filter(l -> l.contains("\"kind\":\"simulation\"")).toList();
  }

  /** Of every file but those of Git and the journal. */
  private static Map<String, String> contents(String workspace) throws IOException {
    Path root = folder.resolve(workspace);
    var contents = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        Path name = root.relativize(path);
        if (!name.startsWith(".git") && !name.startsWith(".sds")) {
          contents.put(name.toString(), Files.readString(path));
        }
      }
    }
    return contents;
  }
}
