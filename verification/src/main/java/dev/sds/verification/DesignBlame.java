package dev.sds.verification;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Bounded;
import dev.sds.artifacts.protocol.CheckOutcome.ToolFailure;
import dev.sds.artifacts.protocol.CheckOutcome.Vacuous;
import dev.sds.artifacts.protocol.CheckOutcome.Verified;
import dev.sds.artifacts.protocol.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the decisions of a protocol's design that a failure is due to: those that cannot be left
 * open without some other design passing. Designs are checked at most once.
 */
public final class DesignBlame {

  private final TlcRunner tlc;
  private final Limits limits;
  private final ProtocolFamily family;
  private final Instance instance;
  private final Map<Decisions, CheckOutcome> known = new LinkedHashMap<>();

  /** For the designs of one family, under all its faults. */
  public DesignBlame(TlcRunner tlc, Limits limits, ProtocolFamily family) {
    this(tlc, limits, family, family.instance(family.faults()));
  }

  /** For the designs of one family in an instance. */
  public DesignBlame(TlcRunner tlc, Limits limits, ProtocolFamily family, Instance instance) {
    this.tlc = tlc;
    this.limits = limits;
    this.family = family;
    this.instance = instance;
  }

  /**
   * What is to blame for a failure.
   *
   * @param nogood the decisions with which every design fails; empty if every design does
   * @param passing a design without one of them that passes; empty if none was found
   * @param checked how many designs were checked
   * @param unsettled designs that were too large or failed to be checked, taken for passing
   * @param vacuous designs that break nothing, since something never happens in them, taken for
   *     failing
   */
  public record Finding(
      Decisions nogood,
      Decisions passing,
      int checked,
      List<Decisions> unsettled,
      List<Decisions> vacuous) {
    public Finding {
      unsettled = List.copyOf(unsettled);
      vacuous = List.copyOf(vacuous);
    }
  }

  /** Finds what is to blame for a design that failed somewhere. */
  public Finding blame(Decisions failing) throws InterruptedException {
    Decisions design = family.sound().with(failing);
    if (!fails(design)) {
      return new Finding(design, Decisions.NONE, known.size(), List.of(design), List.of());
    }
    Decisions nogood = nogood(failing);
    List<Decisions> passing = designs(Verified.class);
    var unsettled = new ArrayList<Decisions>(designs(Bounded.class));
    unsettled.addAll(designs(ToolFailure.class));
    return new Finding(
        nogood,
        passing.isEmpty() ? Decisions.NONE : passing.getFirst(),
        known.size(),
        unsettled,
        designs(Vacuous.class));
  }

  private List<Decisions> designs(Class<? extends CheckOutcome> ending) {
    return known.entrySet().stream()
        .filter(design -> ending.isInstance(design.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What checking a design found. */
  public CheckOutcome outcome(Decisions decisions) throws InterruptedException {
    Decisions all = family.sound().with(decisions);
    CheckOutcome outcome = known.get(all);
    if (outcome == null) {
      outcome = tlc.check(family.protocol(all), instance, limits);
      known.put(all, outcome);
    }
    return outcome;
  }

  /**
   * A minimal set of a failing design's decisions with which every design fails, whatever else it
   * decides.
   */
  public Decisions nogood(Decisions failing) throws InterruptedException {
    if (!fails(failing)) {
      throw new IllegalArgumentException("The design " + failing + " does not fail.");
    }
    Decisions needed = family.sound().with(failing);
    for (ProtocolFamily.Question question : family.questions()) {
      Decisions fewer = needed.without(question.name());
      if (failsEverywhere(fewer)) {
        needed = fewer;
      }
    }
    return needed;
  }

  private boolean failsEverywhere(Decisions some) throws InterruptedException {
    for (Decisions completion : completions(some)) {
      if (!fails(completion)) {
        return false;
      }
    }
    return true;
  }

  /** All designs that make some decisions, the sound ones first, as they are likely to pass. */
  private List<Decisions> completions(Decisions some) {
    List<Decisions> designs = List.of(some);
    for (ProtocolFamily.Question question : family.questions()) {
      if (some.value(question.name()).isEmpty()) {
        List<Decisions> more = new ArrayList<>();
        for (String choice : question.choices()) {
          designs.forEach(design -> more.add(design.with(question.name(), choice)));
        }
        designs = more;
      }
    }
    return designs;
  }

  /** Whether a design is known to fail; one that could not be settled may pass. */
  private boolean fails(Decisions design) throws InterruptedException {
    return switch (outcome(design)) {
      case CheckOutcome.Violated _, Vacuous _, CheckOutcome.ModelError _ -> true;
      case Verified _, Bounded _, ToolFailure _ -> false;
    };
  }
}
