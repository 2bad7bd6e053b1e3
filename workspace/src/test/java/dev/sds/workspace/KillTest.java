package dev.sds.workspace;

import static dev.sds.workspace.Steps.SPEC;
import static dev.sds.workspace.Steps.design;
import static dev.sds.workspace.Steps.git;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Journal.Entry;
import dev.sds.artifacts.Store.History;
import dev.sds.workspace.files.Access;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills writers at odd moments. The seed fixes only the pauses. */
final class KillTest {

  private static final int KILLS = 6;

  private static final int WARM_STEPS = 1;

  /** What a writer promises in a step. */
  private static final int PROMISES = 3;

  @TempDir private Path temporary;

  /** Writes until it is killed, and says what it was promised. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      int from = Integer.parseInt(arguments[1]);
      try (var workspace = Workspace.open(Path.of(arguments[0]), Access.WRITE)) {
        System.out.println("open");
        for (int i = from; ; i++) {
          workspace.journal().append(new Entry("evaluation", "k" + i, "{\"n\":" + i + "}"));
          System.out.println("journal " + i);
          workspace.store().reject(design("r" + i, Map.of("design/a", "r" + i + "\n")));
          System.out.println("reject " + i);
          Map<String, String> files =
              Map.of("design/a", "a" + i + "\n", "design/m" + i % 3 + "/b", "b" + i + "\n");
          workspace.store().commit(design("h" + i, files));
          System.out.println("commit " + i);
        }
      }
    }
  }

  @Test
  void killedWriters_loseNothingAcknowledged_andTheNextGoesOn() throws Exception {
    Path root = temporary.resolve("router");
    Workspace.create(root, SPEC).close();
    var random = new Random(7);
    int commits = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Acknowledged last = runAndKill(root, kill, random.nextInt(30));
      assertThat(git(root, "fsck", "--full", "--strict")).doesNotContain("error", "missing");
      commits = check(root, last, commits);
    }
    assertThat(commits).isGreaterThan(KILLS * WARM_STEPS);
  }

  /** The numbers of the last promises; -1 for none. */
  private record Acknowledged(int journal, int reject, int commit) {

    Acknowledged orElse(Acknowledged earlier) {
      return new Acknowledged(
          Math.max(journal, earlier.journal),
          Math.max(reject, earlier.reject),
          Math.max(commit, earlier.commit));
    }
  }

  private static int check(Path root, Acknowledged last, int before) throws Exception {
    try (var workspace = Workspace.open(root, Access.WRITE)) {
      if (last.journal() >= 0) {
        assertThat(workspace.journal().find("evaluation", "k" + last.journal())).isPresent();
      }
      if (last.reject() >= 0) {
        assertThat(workspace.store().readRejected("r" + last.reject(), "design/a")).isPresent();
      }
      var log = workspace.store().log(History.ACCEPTED);
      if (last.commit() >= 0) {
        assertThat(log.subList(0, 2))
            .extracting(logged -> logged.trailers().get("Sds-Hypothesis"))
            .contains("h" + last.commit());
      }
      assertThat(log).noneMatch(logged -> "human".equals(logged.trailers().get("Sds-Author")));
      assertThat(workspace.store().humanEdits()).isEmpty();
      assertThat(git(root, "status", "--porcelain")).isEmpty();
      assertThat(log.size()).isGreaterThanOrEqualTo(before);
      return log.size();
    }
  }

  /** Kills a writer some time after it promised one thing, each of the three in turn. */
  private static Acknowledged runAndKill(Path root, int kill, int afterMillis) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process writer =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                root.toString(),
                Integer.toString(kill * 1_000_000))
            .redirectError(root.resolveSibling("errors").toFile())
            .start();
    try (BufferedReader output = writer.inputReader()) {
      assertThat(output.readLine()).isEqualTo("open");
      Acknowledged warm = read(output, PROMISES * WARM_STEPS + kill % PROMISES);
      assertThat(warm.commit()).isGreaterThanOrEqualTo(0);
      Thread.sleep(afterMillis);
      assertThat(writer.toHandle().destroyForcibly()).isTrue(); // Leaves its output readable.
      writer.waitFor();
      return read(output, Integer.MAX_VALUE).orElse(warm);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private static Acknowledged read(BufferedReader output, int lines) throws IOException {
    var last = new Acknowledged(-1, -1, -1);
    for (int i = 0; i < lines; i++) {
      String line = output.readLine();
      if (line == null) {
        break;
      }
      assertThat(line).matches("(journal|reject|commit) \\d+");
      int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
      last =
          switch (line.substring(0, line.indexOf(' '))) {
            case "journal" -> new Acknowledged(number, last.reject(), last.commit());
            case "reject" -> new Acknowledged(last.journal(), number, last.commit());
            default -> new Acknowledged(last.journal(), last.reject(), number);
          };
    }
    return last;
  }
}
