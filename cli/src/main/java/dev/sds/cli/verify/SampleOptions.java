package dev.sds.cli.verify;

import dev.sds.spec.BadInputException;
import dev.sds.verification.child.walk.Sample;
import picocli.CommandLine.Option;

/** What can be told of random behaviours. */
final class SampleOptions {

  @Option(
      names = "--simulate",
      description = {
        "FILE.tla, FILE.yaml: follows random behaviours instead of examining every state; finding",
        "nothing wrong ends with 5, as it says nothing of the others"
      })
  private boolean simulate;

  @Option(
      names = "--behaviours",
      paramLabel = "N",
      description = {
        "how many random behaviours are followed (default: ${DEFAULT-VALUE}), by --simulate or where",
        "a limit ends the examination of all states; 0: none there"
      })
  private long behaviours = Sample.usual().behaviours();

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "the most states of a random behaviour (default: ${DEFAULT-VALUE})")
  private int depth = Sample.usual().depth();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "which random behaviours (default: ${DEFAULT-VALUE})")
  private long seed = Sample.usual().seed();

  /** Whether random behaviours are followed instead of examining every state. */
  boolean simulate() {
    return simulate;
  }

  /** The random behaviours that are meant; none if they were turned off. */
  Sample sample() throws BadInputException {
    if (behaviours < 0 || depth < 2 || (simulate && behaviours == 0)) {
      throw BadInputException.of(
          "verify.sample",
          "Random behaviours cannot be %d of at most %d states.".formatted(behaviours, depth),
          "Give --behaviours 1 or more, and --depth 2 or more.");
    }
    return behaviours == 0 ? Sample.NONE : new Sample(behaviours, depth, seed);
  }
}
