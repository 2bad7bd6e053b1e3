package dev.sds.verification;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Prints two tables over the protocol library: what its mutants and weaknesses are, and how each
 * seeded design mistake is found and blamed. Not part of the suite; the arguments are the protocols
 * to look at, all by default.
 */
final class DesignBugsBench {

  private static final Limits LIMITS = new Limits(300, 1024, 200_000);

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path scratch;

  private DesignBugsBench(Path scratch) {
    this.scratch = scratch;
  }

  public static void main(String[] names) throws IOException, InterruptedException {
    var bench = new DesignBugsBench(Files.createTempDirectory("sds-bench-"));
    List<String> wanted = names.length == 0 ? ProtocolLibrary.names() : List.of(names);
    bench.strength(wanted);
    bench.bugs(wanted);
  }

  private void strength(List<String> names) throws InterruptedException {
    out.println("| protocol | states | TLC s | noticed | same | score | s a mutant | weaknesses |");
    out.println("|---|---|---|---|---|---|---|---|");
    for (String name : names) {
      ProtocolFamily family = ProtocolLibrary.family(name);
      var protocol = family.protocol(family.sound());
      var instance = family.instance(family.faults());
      long start = System.nanoTime();
      new TlcRunner(scratch, 1).check(protocol, instance, LIMITS);
      double checked = seconds(start);
      start = System.nanoTime();
      StrengthRun.Result result = new StrengthRun(scratch, LIMITS).examine(protocol, instance);
      double took = seconds(start);
      out.println(
          switch (result) {
            case StrengthRun.Result.Known(Strength s) ->
                "| %s | %d | %.1f | %d of %d | %d | %.2f | %.2f | %s |"
                    .formatted(
                        name,
                        s.states(),
                        checked,
                        s.killed(),
                        s.mutants().size(),
                        s.mutants().size() - s.real(),
                        (double) s.killed() / s.real(),
                        took / s.mutants().size(),
                        s.weaknesses().isEmpty() ? "none" : s.weaknesses().toString());
            case StrengthRun.Result.Unknown(String why) -> "| " + name + " | " + why + " |";
            case StrengthRun.Result.Failed(String why) -> "| " + name + " | " + why + " |";
          });
    }
    out.println();
  }

  private void bugs(List<String> names) throws InterruptedException {
    out.println("| protocol | mistake | found by | property | steps | s | nogood | right |");
    out.println("|---|---|---|---|---|---|---|---|");
    int found = 0;
    int right = 0;
    int all = 0;
    for (String name : names) {
      ProtocolFamily family = ProtocolLibrary.family(name);
      var blame = new DesignBlame(new TlcRunner(scratch, 1), LIMITS, family);
      for (Decisions slip : family.slips()) {
        all++;
        long start = System.nanoTime();
        CheckOutcome outcome = blame.outcome(slip);
        double took = seconds(start);
        Decisions planted = difference(family, slip);
        if (outcome instanceof CheckOutcome.Verified) {
          out.printf("| %s | %s | not found |%n", name, planted);
          continue;
        }
        found++;
        Decisions nogood = blame.nogood(slip);
        boolean exact = nogood.equals(planted);
        right += exact ? 1 : 0;
        out.printf(
            "| %s | %s | %s | %.2f | %s | %s |%n",
            name, planted, words(outcome), took, nogood, exact ? "yes" : "no");
      }
    }
    out.printf("%d of %d found, %d blamed right%n", found, all, right);
  }

  private static Decisions difference(ProtocolFamily family, Decisions slip) {
    Decisions planted = Decisions.NONE;
    for (Map.Entry<String, String> made : slip.values().entrySet()) {
      if (!family.sound().value(made.getKey()).orElseThrow().equals(made.getValue())) {
        planted = planted.with(made.getKey(), made.getValue());
      }
    }
    return planted;
  }

  private static String words(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Violated(Counterexample c, _) ->
          rung(c.kind()) + " | " + c.property() + " | " + (c.steps().size() - 1);
      case CheckOutcome.Vacuous v -> "coverage | " + v.never() + " | -";
      case CheckOutcome.ModelError e -> "parse | " + e.message() + " | -";
      case CheckOutcome.Verified _, CheckOutcome.Bounded _, CheckOutcome.ToolFailure _ ->
          "nothing | - | -";
    };
  }

  private static String rung(Counterexample.Kind kind) {
    return switch (kind) {
      case INVARIANT -> "safety";
      case DEADLOCK -> "deadlock";
      case LIVENESS -> "liveness";
      case REFINEMENT -> "refinement";
    };
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
