package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.cli.Screen.Shown;
import dev.sds.cli.workspace.Kits;
import dev.sds.evaluators.Simulation;
import dev.sds.evaluators.Trial;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workloads that a person recorded: replayed, or drawn from. */
final class RecordedTraceTest {

  private static final String TRAIN =
      """
          lengths: chat-like
          arrivals: {lognormal-gaps: {sigma: 2}, rate: 6.5/s}
          for: 60 s
          seeds: [1, 2]
      """;

  private static final int ROWS = 120;

  @TempDir private Path folder;
  private Screen screen;

  @BeforeEach
  void start() {
    screen = new Screen(folder);
  }

  /** Prompts of 100 tokens and more, each with an answer of a tenth of it. */
  private static String requests(int first) {
    return "arrived_at,num_prefill_tokens,num_decode_tokens\n"
        + IntStream.range(0, ROWS)
            .mapToObj(i -> "%d,%d,%d\n".formatted(i, 10 * (first + i), first + i))
            .collect(Collectors.joining());
  }

  private void write(String train, int first) throws IOException {
    screen.write("in/spec.yaml", Screen.spec(Map.of(TRAIN, train)));
    screen.write("in/requests.csv", requests(first));
  }

  private Spec read(Kits kits) throws BadInputException {
    return kits.read(folder.resolve("in/spec.yaml"), folder + "/in/spec.yaml").spec();
  }

  private static Workload train(Spec spec) {
    return spec.workloads(Workload.Role.TRAIN).getFirst();
  }

  @Test
  void aReplay_hasTheRowsThatCount_atTheirTimes() throws Exception {
    write("    trace: requests.csv\n    rows: 11-13\n", 10);
    Kits kits = Kits.installed();
    Spec spec = read(kits);
    Simulation simulation = kits.find(spec.kit()).orElseThrow().simulation();

    String task = simulation.task(spec, Trial.plain(train(spec), 1, 1));

    assertThat(task)
        .contains("\"arrivedAt\":[0.0,1.0,2.0]")
        .contains("\"promptTokens\":[200,210,220]")
        .contains("\"decodeTokens\":[20,21,22]");
  }

  @Test
  void drawnRequests_areRowsOfTheTrace_andDifferBySeed() throws Exception {
    write(
        """
            trace: requests.csv
            arrivals: {poisson: {}, rate: 5/s}
            for: 30 s
            seeds: [1, 2]
        """,
        10);
    Kits kits = Kits.installed();
    Spec spec = read(kits);
    Simulation simulation = kits.find(spec.kit()).orElseThrow().simulation();

    String one = simulation.task(spec, Trial.plain(train(spec), 1, 1));

    assertThat(one).isEqualTo(simulation.task(spec, Trial.plain(train(spec), 1, 1)));
    assertThat(one).isNotEqualTo(simulation.task(spec, Trial.plain(train(spec), 2, 1)));
    assertThat(simulation.baseline("round-robin", spec, Trial.plain(train(spec), 1, 1)).requests())
        .isBetween(100L, 200L);
  }

  @Test
  void aTraceThatChangesMeanwhile_isNotTakenForTheOneThatWasRead() throws Exception {
    write("    trace: requests.csv\n", 10);
    Kits kits = Kits.installed();
    Spec spec = read(kits).withDigests(_ -> "another");

    assertThatThrownBy(
            () ->
                kits.find(spec.kit())
                    .orElseThrow()
                    .simulation()
                    .task(spec, Trial.plain(train(spec), 1, 1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("was changed while SDS worked");
  }

  @Test
  void rowsBeyondTheTrace_areRefused() throws IOException {
    write("    trace: requests.csv\n    rows: 100-121\n", 10);

    Shown shown = elsewhere().run("refine", folder + "/in", "--workspace", folder + "/out");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("has 120 requests, and `rows: 100-121` end after them");
  }

  @Test
  void aChangedTrace_isAChangeOfWhatIsJudged() throws IOException {
    write("    trace: requests.csv\n", 10);
    Shown first = refine("in", "--workspace", folder + "/out");
    assertThat(first.code()).isZero();
    assertThat(first.err()).doesNotContain("Not in Git");
    assertThat(status()).doesNotContain("the trace");

    Files.writeString(folder.resolve("out/requests.csv"), requests(11));

    assertThat(status()).contains("the trace requests.csv");
    Shown again = refine("out");
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("Not in Git as it is here: requests.csv.");
    assertThat(status()).doesNotContain("the trace");
  }

  private Shown refine(String where, String... more) {
    var words = new ArrayList<>(List.of("refine", folder + "/" + where));
    words.addAll(List.of("--auto", "--until", "architecture"));
    words.addAll(List.of(more));
    return elsewhere().run(words.toArray(String[]::new));
  }

  private String status() {
    return elsewhere().run("status", folder + "/out").out();
  }

  /** A trace is found beside its spec, wherever the command is run. */
  private Screen elsewhere() {
    return new Screen(folder.resolve("elsewhere"));
  }
}
