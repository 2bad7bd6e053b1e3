package dev.sds.verification;

import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.ModelError;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Checks protocols with TLC, in child JVMs: safety and deadlock first, then liveness. The same
 * protocol, instance and limits give the same outcome, unless the time limit ends the run.
 */
public final class TlcRunner {

  private final Path scratch;
  private final Sany sany;
  private final Semaphore places;

  /**
   * A runner.
   *
   * @param scratch the folder under which each run has its own
   * @param parallel the most child JVMs at a time
   */
  public TlcRunner(Path scratch, int parallel) {
    this.scratch = scratch;
    this.sany = new Sany(scratch);
    this.places = new Semaphore(parallel, true);
  }

  /** Checks all properties of a protocol within the bounds of an instance. */
  public CheckOutcome check(Protocol protocol, Instance instance, Limits limits)
      throws InterruptedException {
    return within(protocol, instance, new TlcRun(protocol, instance, limits, scratch)::check);
  }

  /**
   * Checks invariants and deadlock only, and takes states for the same that differ by an exchange
   * of members.
   *
   * @param symmetric constants that stand for sets whose members may be exchanged
   */
  public CheckOutcome safety(
      Protocol protocol, Instance instance, Limits limits, List<String> symmetric)
      throws InterruptedException {
    var run = new TlcRun(protocol, instance, limits, scratch);
    return within(protocol, instance, () -> run.safety(symmetric));
  }

  /**
   * Checks the liveness properties only, every state for itself.
   *
   * @param states how many the instance has at most, all of which were found safe
   */
  public CheckOutcome liveness(Protocol protocol, Instance instance, Limits limits, long states)
      throws InterruptedException {
    var run = new TlcRun(protocol, instance, limits, scratch);
    return within(protocol, instance, () -> run.liveness(states));
  }

  private CheckOutcome within(Protocol protocol, Instance instance, Check check)
      throws InterruptedException {
    List<String> missing = missing(protocol, instance);
    if (!missing.isEmpty()) {
      return new ModelError(
          "The instance '%s' gives no value to %s.".formatted(instance.label(), missing), "");
    }
    List<Sany.Problem> problems = sany.parse(protocol);
    if (!problems.isEmpty()) {
      return Sany.error(protocol, problems);
    }
    places.acquire();
    try {
      return check.run();
    } finally {
      places.release();
    }
  }

  static List<String> missing(Protocol protocol, Instance instance) {
    return protocol.constants().stream()
        .map(Constant::name)
        .filter(name -> !instance.constants().containsKey(name))
        .toList();
  }

  /** What a place among the children is wanted for. */
  private interface Check {
    CheckOutcome run() throws InterruptedException;
  }
}
