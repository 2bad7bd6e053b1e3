package dev.sds.verification.ladder;

import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Bounded;
import dev.sds.artifacts.protocol.CheckOutcome.Verified;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.Limits;
import dev.sds.verification.TlcRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the safety of a protocol in ever larger instances, one member more at a time, until a
 * budget of different states is used up or something breaks. States that differ only by an exchange
 * of members count once. Liveness is not checked, since symmetry makes it unsound.
 */
public final class Growth {

  /** More ways to exchange members cost more than the states they save. */
  private static final long MOST_PERMUTATIONS = 240;

  private static final int MOST_RUNGS = 8;

  private final TlcRunner tlc;
  private final Limits limits;

  /** With limits for the whole climb; time and memory are those of each run. */
  public Growth(TlcRunner tlc, Limits limits) {
    this.tlc = tlc;
    this.limits = limits;
  }

  /**
   * One instance.
   *
   * @param symmetry of its members
   */
  public record Rung(Instance instance, Symmetry symmetry, CheckOutcome outcome) {}

  /**
   * A climb that is over.
   *
   * @param rungs from the first that is larger than the smallest instance; only the last may be
   *     anything but verified
   * @param next the smallest instance that was not completed; nothing if none is larger
   */
  public record Climb(List<Rung> rungs, Optional<Instance> next) {
    public Climb {
      rungs = List.copyOf(rungs);
    }

    /** The largest instance in which everything held. */
    public Optional<Rung> completed() {
      return rungs.reversed().stream()
          .filter(rung -> rung.outcome() instanceof Verified)
          .findFirst();
    }

    /** What was found wrong, or how the checker failed. */
    public Optional<Rung> broken() {
      return rungs.stream()
          .filter(
              rung -> !(rung.outcome() instanceof Verified) && !(rung.outcome() instanceof Bounded))
          .findFirst();
    }

    /** All different states examined. */
    public long states() {
      return rungs.stream().mapToLong(rung -> examined(rung.outcome())).sum();
    }
  }

  /** Climbs from an instance that is known to hold. */
  public Climb climb(Protocol whole, Instance smallest) throws InterruptedException {
    Protocol protocol = whole.withProperties(whole.safety());
    Symmetry symmetry = Symmetry.of(protocol, smallest);
    if (symmetry.isEmpty()) {
      return new Climb(List.of(), Optional.empty());
    }
    List<Rung> rungs = new ArrayList<>();
    long left = limits.maxStates();
    long last = 0;
    while (true) {
      symmetry = symmetry.grown(rungs.size() % symmetry.sets().size());
      Instance instance = symmetry.in(smallest);
      boolean further = rungs.size() < MOST_RUNGS && symmetry.permutations() <= MOST_PERMUTATIONS;
      if (!further || left <= last) {
        return new Climb(rungs, Optional.of(instance));
      }
      var within = new Limits(limits.seconds(), limits.heapMiB(), left);
      CheckOutcome outcome =
          tlc.safety(protocol, instance, within, List.copyOf(symmetry.sets().keySet()));
      rungs.add(new Rung(instance, symmetry, outcome));
      if (!(outcome instanceof Verified)) {
        return new Climb(rungs, Optional.of(instance));
      }
      last = examined(outcome);
      left -= last;
    }
  }

  private static long examined(CheckOutcome outcome) {
    return switch (outcome) {
      case Verified v -> v.statistics().distinct();
      case Bounded b -> b.statistics().distinct();
      case CheckOutcome.Vacuous v -> v.passed().statistics().distinct();
      case CheckOutcome.Violated _, CheckOutcome.ModelError _, CheckOutcome.ToolFailure _ -> 0;
    };
  }
}
