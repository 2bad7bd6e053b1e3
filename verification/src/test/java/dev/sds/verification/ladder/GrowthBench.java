package dev.sds.verification.ladder;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.verification.Limits;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.TlcRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * Prints how far each protocol of the library holds within a budget of states, and what symmetry
 * saves at the smallest instance. Not part of the suite; the first argument is the budget, and the
 * others are the protocols to look at, all by default.
 */
final class GrowthBench {

  private GrowthBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var limits = new Limits(300, 1024, args.length == 0 ? 200_000 : Long.parseLong(args[0]));
    var tlc = new TlcRunner(Files.createTempDirectory("sds-bench-"), 1);
    out.println("| protocol | smallest | with symmetry | largest completed | states | s |");
    out.println("|---|---|---|---|---|---|");
    List<String> some = List.of(args).subList(Math.min(1, args.length), args.length);
    for (String name : some.isEmpty() ? ProtocolLibrary.names() : some) {
      ProtocolFamily family = ProtocolLibrary.family(name);
      var whole = family.protocol(family.sound());
      var protocol = whole.withProperties(whole.safety());
      var instance = family.instance(family.faults());
      List<String> sets = List.copyOf(Symmetry.of(protocol, instance).sets().keySet());
      long plain = distinct(tlc.safety(protocol, instance, limits, List.of()));
      long folded = distinct(tlc.safety(protocol, instance, limits, sets));
      long start = System.nanoTime();
      Growth.Climb climb = new Growth(tlc, limits).climb(whole, instance);
      double seconds = (System.nanoTime() - start) / 1e9;
      out.printf(
          "| %s | %,d | %,d | %s%s | %,d | %.1f |%n",
          name,
          plain,
          folded,
          climb.completed().map(rung -> rung.symmetry().words()).orElse("none"),
          climb.broken().map(rung -> ", broken: " + rung.outcome()).orElse(""),
          climb.states(),
          seconds);
    }
  }

  private static long distinct(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Verified v -> v.statistics().distinct();
      case CheckOutcome.Bounded b -> b.statistics().distinct();
      case CheckOutcome.Vacuous v -> v.passed().statistics().distinct();
      case CheckOutcome.Violated _, CheckOutcome.ModelError _, CheckOutcome.ToolFailure _ -> -1;
    };
  }
}
