package dev.sds.kits.llmserving.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The faults of a run.
 *
 * @param faults in any order; crashes and suspicions of one replica do not overlap, nor do its
 *     slowdowns
 */
public record FaultPlan(List<Fault> faults) {

  /** No faults. */
  public static final FaultPlan NONE = new FaultPlan(List.of());

  public FaultPlan {
    faults = List.copyOf(faults);
    for (int i = 0; i < faults.size(); i++) {
      for (int j = i + 1; j < faults.size(); j++) {
        requireApart(faults.get(i), faults.get(j));
      }
    }
  }

  /** A plan of these faults. */
  public static FaultPlan of(Fault... faults) {
    return new FaultPlan(List.of(faults));
  }

  private static void requireApart(Fault a, Fault b) {
    boolean sameKind = a instanceof Fault.Slowdown == b instanceof Fault.Slowdown;
    boolean overlap = a.at() <= b.at() + b.lasts() && b.at() <= a.at() + a.lasts();
    if (a.replica() == b.replica() && sameKind && overlap) {
      throw new IllegalArgumentException(
          "faults of one replica overlap: %s and %s".formatted(a, b));
    }
  }

  /** What happens when, in the order of time; equal times keep the order of the plan. */
  public List<Step> steps() {
    var steps = new ArrayList<Step>();
    for (Fault fault : faults) {
      double end = fault.at() + fault.lasts();
      switch (fault) {
        case Fault.Crash crash -> {
          steps.add(new Step(fault.at(), Step.Kind.CRASH, fault.replica(), 1));
          double noticed = fault.at() + crash.detectedAfter();
          steps.add(new Step(noticed, Step.Kind.DOWN, fault.replica(), 1));
          steps.add(new Step(end, Step.Kind.RESTART, fault.replica(), 1));
        }
        case Fault.FalseSuspicion _ -> {
          steps.add(new Step(fault.at(), Step.Kind.SUSPECT, fault.replica(), 1));
          steps.add(new Step(end, Step.Kind.UNSUSPECT, fault.replica(), 1));
        }
        case Fault.Slowdown slow -> {
          steps.add(new Step(fault.at(), Step.Kind.SPEED, fault.replica(), slow.factor()));
          steps.add(new Step(end, Step.Kind.SPEED, fault.replica(), 1));
        }
      }
    }
    steps.sort(Comparator.comparingDouble(Step::at));
    return steps;
  }

  /** A point of time at which a fault begins, is noticed or ends. */
  public record Step(double at, Kind kind, int replica, double factor) {

    /** What happens. */
    public enum Kind {
      CRASH,
      DOWN,
      RESTART,
      SUSPECT,
      UNSUSPECT,
      SPEED
    }
  }
}
