package dev.sds.verification.ladder;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.Limits;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.child.walk.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints what random behaviours find of the library's seeded mistakes, in the smallest instance and
 * in the next larger one, beside a search breadth first of 500 and of 50,000 states. Not part of
 * the suite; the arguments are how many behaviours, then the protocols, all by default.
 */
final class SamplingBench {

  private static final Limits LIMITS = new Limits(300, 1024, 50_000);
  private static final int DEPTH = 100;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path scratch;
  private final Sample sample;
  private final int[] found = new int[3];
  private int asked;

  private SamplingBench(Path scratch, Sample sample) {
    this.scratch = scratch;
    this.sample = sample;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var sample = new Sample(Long.parseLong(arguments[0]), DEPTH, 1);
    var bench = new SamplingBench(Files.createTempDirectory("sds-bench-"), sample);
    List<String> named = List.of(arguments).subList(1, arguments.length);
    bench.run(named.isEmpty() ? ProtocolLibrary.names() : named);
  }

  private void run(List<String> names) throws InterruptedException {
    out.println("| protocol | mistake | at random | steps | 500 states | 50,000 states |");
    out.println("|---|---|---|---|---|---|");
    for (String name : names) {
      ProtocolFamily family = ProtocolLibrary.family(name);
      Instance smallest = family.instance(family.faults());
      for (Decisions slip : family.slips()) {
        Protocol protocol = family.protocol(slip);
        row(name + " | " + slip, protocol, smallest);
        Symmetry symmetry = Symmetry.of(protocol, smallest);
        if (!symmetry.isEmpty()) {
          row(name + ", larger | " + slip, protocol, symmetry.grown(0).in(smallest));
        }
      }
    }
    out.printf(
        "%d asked; found at random %d, within 500 states %d, within 50,000 %d%n",
        asked, found[0], found[1], found[2]);
  }

  private void row(String title, Protocol protocol, Instance instance) throws InterruptedException {
    asked++;
    CheckOutcome random = new Sampling(scratch, LIMITS, sample).of(protocol, instance);
    Protocol safe = protocol.withProperties(protocol.safety());
    var tlc = new TlcRunner(scratch, 1);
    CheckOutcome few = tlc.safety(safe, instance, new Limits(300, 1024, 500), List.of());
    CheckOutcome many = tlc.safety(safe, instance, LIMITS, List.of());
    List<CheckOutcome> all = List.of(random, few, many);
    for (int i = 0; i < all.size(); i++) {
      found[i] += all.get(i) instanceof CheckOutcome.Violated ? 1 : 0;
    }
    out.printf(
        "| %s | %s | %s | %s | %s |%n", title, word(random), steps(random), word(few), word(many));
  }

  private static String word(CheckOutcome outcome) {
    return outcome instanceof CheckOutcome.Violated v
        ? v.counterexample().property()
        : outcome.getClass().getSimpleName();
  }

  private static String steps(CheckOutcome outcome) {
    return outcome instanceof CheckOutcome.Violated v
        ? Integer.toString(v.counterexample().steps().size() - 1)
        : "-";
  }
}
