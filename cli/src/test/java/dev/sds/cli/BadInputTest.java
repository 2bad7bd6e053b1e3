package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong input ends in one clear error, its exit code, and nothing half-written. */
final class BadInputTest {

  private static final String TRAIN =
      """
          lengths: chat-like
          arrivals: {lognormal-gaps: {sigma: 2}, rate: 6.5/s}
          for: 60 s
          seeds: [1, 2]
      """;

  @TempDir Path folder;

  private Screen screen;

  @BeforeEach
  void open() {
    screen = new Screen(folder);
  }

  static Stream<Arguments> badSpecs() {
    return Stream.of(
        Arguments.of("requirements:\n", "requirements: [\n", "spec.yaml:"),
        Arguments.of("budget:", "budgte:", "`budget`"),
        Arguments.of("<= 4000 s", "<= 4000 GiB", "4000 GiB"),
        Arguments.of(
            "minimize: response_time.mean", "minimize: respons_time.mean", "`response_time.mean`"),
        Arguments.of(
            "  R3:\n",
            "  R4:\n    text: At least\n    bound: response_time.p99 >= 5000 s\n  R3:\n",
            "response_time.p99"),
        Arguments.of(TRAIN, "    trace: none.csv\n    seeds: [1]\n", "none.csv"));
  }

  @ParameterizedTest
  @MethodSource("badSpecs")
  void spec_withAMistake_isRefusedAndLeavesNothing(String text, String wrong, String named)
      throws IOException {
    screen.write("in/spec.yaml", Screen.spec(Map.of(text, wrong)));

    Shown shown = screen.run("refine", "in", "--workspace", "out");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("error: ").contains(named).contains("in/spec.yaml");
    assertThat(shown.err()).doesNotContain("Exception").doesNotContain("internal error");
    assertThat(count(shown.err(), "error: ")).isEqualTo(1);
    assertThat(shown.out()).isEmpty();
    assertThat(names()).containsExactly("in");
  }

  @ParameterizedTest
  @CsvSource({
    "'arrived_at,num_prefill_tokens,num_decode_tokens\n0,-5,10\n', -5",
    "'arrived_at,num_prefill_tokens,num_decode_tokens\n0,,10\n', num_prefill_tokens",
    "'arrived_at,num_prefill_tokens,num_decode_tokens\n-1,5,10\n', -1",
    "'arrived_at,num_prefill_tokens\n0,5\n', answer"
  })
  void trace_withoutSoundNumbers_isRefused(String trace, String named) throws IOException {
    screen.write(
        "in/spec.yaml", Screen.spec(Map.of(TRAIN, "    trace: requests.csv\n    seeds: [1]\n")));
    screen.write("in/requests.csv", trace);
    // A trace is found beside its spec, wherever the command is run.
    var elsewhere = new Screen(folder.resolve("elsewhere"));

    Shown shown = elsewhere.run("refine", folder + "/in", "--workspace", folder + "/out");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("requests.csv").contains(named);
    assertThat(count(shown.err(), "error: ")).isEqualTo(1);
    assertThat(names()).containsExactly("in");
  }

  @Test
  void spec_thatNoDesignCanMeet_isProvenSoWithoutASimulation() throws IOException {
    screen.write("in/spec.yaml", Screen.spec(Map.of("<= 4000 s", "<= 1 s")));

    Shown shown = screen.run("refine", "in", "--workspace", "out", "--auto");

    assertThat(shown.code()).isEqualTo(3);
    assertThat(shown.out()).contains("No design meets this spec (proven).").contains("Binding: R2");
    assertThat(shown.err()).contains("0 simulations run");
    assertThat(screen.run("status", "out").out())
        .contains("No design meets the spec (proven): R2 binds.")
        .contains("Next: relax the spec, then `sds refine out`");
  }

  @Test
  void folder_withoutASpec_saysHowToMakeOne() {
    Shown shown = screen.run("refine");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("There is no spec at spec.yaml.").contains("sds init");
  }

  @ParameterizedTest
  @CsvSource({"status", "log", "verify", "'explain,R1'", "'review,design'", "'approve,design'"})
  void command_outsideAGitRepository_saysSo(String command) throws IOException {
    screen.write("spec.yaml", Screen.spec(Map.of()));

    Shown shown = screen.run(command.split(","));

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("is not the top folder of a Git repository");
    assertThat(count(shown.err(), "error: ")).isEqualTo(1);
    assertThat(names()).containsExactly("spec.yaml");
  }

  @ParameterizedTest
  @CsvSource({"'approve,code'", "'reject,code,--why,no'", "refine", "'settle,code/x,--mine'"})
  void workspace_thatAnotherRunHolds_isNotTouched(String command) throws Exception {
    screen.run("init", ".", "--kit", "llm-serving");
    try (var held =
        dev.sds.workspace.Workspace.open(
            folder, dev.sds.workspace.files.Access.WRITE, InstantSource.system())) {
      Shown shown = screen.run(command.split(","));

      assertThat(shown.code()).isEqualTo(65);
      assertThat(shown.err()).contains("Another run is using this workspace");
      assertThat(held.store().humanEdits()).isEmpty();
      assertThat(screen.run("status").out()).contains("A run is at work here now: process");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'review,desing', Did you mean `design`?",
    "'review', Missing required parameter: 'STAGE'",
    "'reject,design', Missing required option: '--why=TEXT'",
    "'settle,x', '(--mine | --generated)'",
    "'settle,x,--mine,--generated', mutually exclusive",
    "'log,-n,many', 'many' is no whole number",
    "'bench,search,--runs,9999999999', is no whole number of at most 2147483647",
    "'bench,search,--method,RANDOM', Try `sds bench search --help`.",
    "'statsu', Did you mean `status`?"
  })
  void commandLine_thatIsWrong_endsInAHintAnd64(String command, String hint) {
    Shown shown = screen.run(command.split(","));

    assertThat(shown.code()).isEqualTo(64);
    assertThat(shown.err()).contains(hint);
    assertThat(shown.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'--runs,0', --runs 0 simulates nothing.",
    "'--searches,0', --searches 0 searches nothing.",
    "'--fresh,0', --fresh 0 compares nothing.",
    "'--without,ordr=arrival', Did you mean `order`?",
    "'--without,order', Write order=CHOICE.",
    "'--without,order=arival', Did you mean `arrival`?"
  })
  void searchBench_thatCannotCompare_saysWhy_andRunsNothing(String options, String hint)
      throws IOException {
    screen.write("spec.yaml", Screen.spec(Map.of()));

    Shown shown = screen.run(("bench,search," + options).split(","));

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains(hint).doesNotContain("search seed");
    assertThat(shown.out()).isEmpty();
  }

  @Test
  void error_underJson_isOneDocumentOnStandardOutput() {
    Shown shown = screen.run("status", "--json");

    assertThat(shown.code()).isEqualTo(65);
    Map<String, Object> document = dev.sds.artifacts.Json.readTree(shown.out());
    assertThat(String.valueOf(document.get("diagnostics")))
        .contains("workspace.not-a-repository", "severity", "message", "fix");
  }

  private Stream<String> listed() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  private java.util.List<String> names() throws IOException {
    return listed().toList();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
