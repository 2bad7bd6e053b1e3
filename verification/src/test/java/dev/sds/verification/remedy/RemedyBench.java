package dev.sds.verification.remedy;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.DesignBlame;
import dev.sds.verification.Limits;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.TlcRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints what is said to be wrong in protocols of the library with a known mistake of each kind: a
 * decision, an action that forgets an effect, a property that asks too much. Not part of the suite;
 * the arguments are the protocols, some small ones by default.
 */
final class RemedyBench {

  private static final Limits LIMITS = new Limits(120, 512, 50_000);

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path scratch;

  private RemedyBench(Path scratch) {
    this.scratch = scratch;
  }

  /** Properties that ask too much: protocol, name, formula. */
  private static final List<List<String>> WRONG =
      List.of(
          List.of("turns", "OneOwner", "Cardinality(owner) <= 1 /\\ Cardinality(waiting) <= 1"),
          List.of("turns", "NothingOutOfDate", "recorded = turn"),
          List.of("once", "AtMostOnce", "\\A c \\in Ids : effects[c] > 0 => c \\in known"),
          List.of("once", "KnownIsDone", "\\A c \\in wanted : effects[c] > 0"),
          List.of("agreement", "OnlyProposed", "Cardinality(proposed) <= 1"),
          List.of(
              "atomic-commit",
              "CommitNeedsAll",
              "\\A p, q \\in Participants : outcome[p] = \"committed\" => outcome[q] = \"committed\""));

  public static void main(String[] names) throws IOException, InterruptedException {
    var bench = new RemedyBench(Files.createTempDirectory("sds-bench-"));
    bench.run(
        names.length == 0
            ? List.of("turns", "once", "agreement", "atomic-commit", "lease", "breaker")
            : List.of(names));
  }

  private void run(List<String> names) throws InterruptedException {
    out.println("| protocol | mistake | broken | said to be wrong | by | runs | s |");
    out.println("|---|---|---|---|---|---|---|");
    for (String name : names) {
      ProtocolFamily family = ProtocolLibrary.family(name);
      for (Decisions slip : family.slips()) {
        row(name + " | decision " + different(family, slip), family, slip);
      }
      Protocol sound = family.protocol(family.sound());
      for (Action action : sound.actions()) {
        if (action.origin() == Action.Origin.SYSTEM) {
          for (String variable : action.effects().keySet()) {
            if (!sound.history().contains(variable)) {
              row(
                  "%s | %s forgets %s".formatted(name, action.name(), variable),
                  Altered.withoutEffect(family, action.name(), variable),
                  family.sound());
            }
          }
        }
      }
      for (List<String> wrong : WRONG) {
        if (wrong.get(0).equals(name)) {
          row(
              "%s | %s asks %s".formatted(name, wrong.get(1), wrong.get(2).replace("\\", "\\\\")),
              Altered.asking(family, wrong.get(1), wrong.get(2)),
              family.sound());
        }
      }
    }
  }

  private static String different(ProtocolFamily family, Decisions slip) {
    return slip.values().entrySet().stream()
        .filter(made -> !family.sound().value(made.getKey()).orElseThrow().equals(made.getValue()))
        .findFirst()
        .orElseThrow()
        .toString();
  }

  private void row(String title, ProtocolFamily family, Decisions design)
      throws InterruptedException {
    long start = System.nanoTime();
    var tlc = new TlcRunner(scratch, 1);
    var blame = new DesignBlame(tlc, LIMITS, family);
    CheckOutcome outcome = blame.outcome(design);
    if (!(outcome instanceof CheckOutcome.Violated found)) {
      out.printf("| %s | (%s) |%n", title, outcome.getClass().getSimpleName());
      return;
    }
    String broken = found.counterexample().property();
    DesignBlame.Finding decisions = blame.blame(design);
    if (!decisions.passing().values().isEmpty() || !decisions.unsettled().isEmpty()) {
      out.printf(
          "| %s | %s | DESIGN | %s | %d | %.0f |%n",
          title, broken, decisions.nogood(), decisions.checked(), seconds(start));
      return;
    }
    Remedies.Finding said = new Remedies(tlc, LIMITS, family, family.faults()).find(design, found);
    List<String> by =
        java.util.stream.Stream.of(said.faults(), said.edit().stream().toList(), said.parts())
            .flatMap(List::stream)
            .map(Remedy::words)
            .toList();
    out.printf(
        "| %s | %s | %s | %s | %d and %d | %.0f |%n",
        title, broken, said.wrong(), by, decisions.checked(), said.tried(), seconds(start));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
