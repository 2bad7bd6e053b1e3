package dev.sds.verification;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<Decisions, CheckOutcome> known = new HashMap<>();

  /** For the designs of one family, under all its faults. */
  public DesignBlame(TlcRunner tlc, Limits limits, ProtocolFamily family) {
    this.tlc = tlc;
    this.limits = limits;
    this.family = family;
    this.instance = family.instance(family.faults());
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
    if (passes(failing)) {
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
      if (passes(completion)) {
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

  private boolean passes(Decisions design) throws InterruptedException {
    return switch (outcome(design)) {
      case CheckOutcome.Verified _ -> true;
      case CheckOutcome.Violated _, CheckOutcome.Vacuous _, CheckOutcome.ModelError _ -> false;
      case CheckOutcome.Bounded b ->
          throw new IllegalStateException("The design " + design + " is too large: " + b.reason());
      case CheckOutcome.ToolFailure f -> throw new IllegalStateException(f.why());
    };
  }
}
