package dev.sds.verification.ladder;

import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Bounded;
import dev.sds.artifacts.protocol.CheckOutcome.Verified;
import dev.sds.artifacts.protocol.CheckOutcome.Violated;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.Limits;
import dev.sds.verification.TlcRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks a protocol in ever larger instances, one member more at a time, until a budget of
 * different states is used up or something breaks: first its safety, where states that differ only
 * by an exchange of members count once, then, within as many states again, its liveness in the
 * instances that are safe. Of liveness every state counts, since symmetry makes it unsound.
 */
public final class Growth {

  /** More ways to exchange members cost more than the states they save. */
  private static final long MOST_PERMUTATIONS = 240;

  private static final int MOST_RUNGS = 8;

  private final Model model;
  private final Limits limits;

  /** With limits for the whole climb; time and memory are those of each run. */
  public Growth(TlcRunner tlc, Limits limits) {
    this(new OfAProtocol(tlc), limits);
  }

  /** With another model than the protocol's own. */
  public Growth(Model model, Limits limits) {
    this.model = model;
    this.limits = limits;
  }

  /** What is climbed with: a protocol's own module, or one that stands in its place. */
  public interface Model {

    /**
     * Asks for safety and deadlock.
     *
     * @param symmetry of the members, which may be taken for one another
     */
    CheckOutcome safety(Protocol safe, Instance instance, Limits limits, Symmetry symmetry)
        throws InterruptedException;

    /**
     * Asks for liveness alone, every state for itself.
     *
     * @param states how many there are at most, all of which were found safe
     */
    CheckOutcome liveness(Protocol live, Instance instance, Limits limits, long states)
        throws InterruptedException;

    /** How many states one that was examined for safety stands for, at most. */
    long each(Symmetry symmetry);
  }

  private record OfAProtocol(TlcRunner tlc) implements Model {

    @Override
    public CheckOutcome safety(Protocol safe, Instance instance, Limits limits, Symmetry symmetry)
        throws InterruptedException {
      return tlc.safety(safe, instance, limits, List.copyOf(symmetry.sets().keySet()));
    }

    @Override
    public CheckOutcome liveness(Protocol live, Instance instance, Limits limits, long states)
        throws InterruptedException {
      return tlc.liveness(live, instance, limits, states);
    }

    @Override
    public long each(Symmetry symmetry) {
      return symmetry.permutations();
    }
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
   * @param rungs of safety, from the first that is larger than the smallest instance; only the last
   *     may be anything but verified
   * @param next the smallest instance whose safety was not completed; nothing if none is larger
   * @param live of liveness, in the same instances as far as the budget reached
   */
  public record Climb(List<Rung> rungs, Optional<Instance> next, List<Rung> live) {
    public Climb {
      rungs = List.copyOf(rungs);
      live = List.copyOf(live);
    }

    /** The largest instance in which all invariants held. */
    public Optional<Rung> completed() {
      return completed(rungs);
    }

    /** The largest instance in which all liveness properties held. */
    public Optional<Rung> lively() {
      return completed(live);
    }

    private static Optional<Rung> completed(List<Rung> rungs) {
      return rungs.reversed().stream()
          .filter(rung -> rung.outcome() instanceof Verified)
          .findFirst();
    }

    /** What was found wrong, or how the checker failed. */
    public Optional<Rung> broken() {
      return Stream.concat(rungs.stream(), live.stream())
          .filter(
              rung -> !(rung.outcome() instanceof Verified) && !(rung.outcome() instanceof Bounded))
          .findFirst();
    }

    /** All different states examined for safety. */
    public long states() {
      return rungs.stream().mapToLong(rung -> examined(rung.outcome())).sum();
    }
  }

  /** Climbs from an instance that is known to hold. */
  public Climb climb(Protocol whole, Instance smallest) throws InterruptedException {
    Protocol protocol = whole.withProperties(whole.safety());
    Symmetry symmetry = Symmetry.of(protocol, smallest);
    if (symmetry.isEmpty()) {
      return new Climb(List.of(), Optional.empty(), List.of());
    }
    List<Rung> rungs = new ArrayList<>();
    long left = limits.maxStates();
    long last = 0;
    while (true) {
      symmetry = symmetry.grown(rungs.size() % symmetry.sets().size());
      Instance instance = symmetry.in(smallest);
      boolean further = rungs.size() < MOST_RUNGS && symmetry.permutations() <= MOST_PERMUTATIONS;
      if (!further || left <= last) {
        return new Climb(rungs, Optional.of(instance), live(whole, rungs));
      }
      CheckOutcome outcome = model.safety(protocol, instance, within(left), symmetry);
      rungs.add(new Rung(instance, symmetry, outcome));
      if (!(outcome instanceof Verified)) {
        return new Climb(rungs, Optional.of(instance), live(whole, rungs));
      }
      last = examined(outcome);
      left -= last;
    }
  }

  /** Liveness in the instances that are safe; none where something is not. */
  private List<Rung> live(Protocol whole, List<Rung> rungs) throws InterruptedException {
    List<Property> properties = whole.properties(Property.Kind.LIVENESS);
    List<Rung> live = new ArrayList<>();
    if (properties.isEmpty() || rungs.stream().anyMatch(r -> r.outcome() instanceof Violated)) {
      return live;
    }
    Protocol protocol = whole.withProperties(properties);
    long left = limits.maxStates();
    for (Rung safe : rungs) {
      long most = examined(safe.outcome()) * model.each(safe.symmetry());
      if (!(safe.outcome() instanceof Verified) || most > left) {
        return live;
      }
      CheckOutcome outcome = model.liveness(protocol, safe.instance(), within(left), most);
      live.add(new Rung(safe.instance(), safe.symmetry(), outcome));
      if (!(outcome instanceof Verified)) {
        return live;
      }
      left -= examined(outcome);
    }
    return live;
  }

  private Limits within(long states) {
    return new Limits(limits.seconds(), limits.heapMiB(), states);
  }

  private static long examined(CheckOutcome outcome) {
    return switch (outcome) {
      case Verified v -> v.statistics().distinct();
      case Bounded b -> b.statistics().distinct();
      case CheckOutcome.Vacuous v -> v.passed().statistics().distinct();
      case Violated _, CheckOutcome.ModelError _, CheckOutcome.ToolFailure _ -> 0;
    };
  }
}
