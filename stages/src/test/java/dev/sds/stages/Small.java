package dev.sds.stages;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.evaluators.fixtures.MadeUp;
import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.Quantity;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The smallest domain with something to decide. */
final class Small {

  static final Requirement FAST =
      requirement("R1", new Check.Objective(Check.Direction.MINIMIZE, "time.mean"));
  static final Requirement BOUNDED =
      requirement(
          "R2",
          new Check.Bound("time.p99", Check.Comparison.AT_MOST, Quantity.of(10, Dimension.TIME)));
  static final Requirement SAFE = requirement("R3", new Check.Invariant("Safe"), "crash");

  private Small() {}

  static Requirement requirement(String id, Check check, String... under) {
    return MadeUp.requirement(id, check, under);
  }

  static Spec spec(Requirement... requirements) {
    return spec(Map.of(), Map.of(), requirements);
  }

  static Spec spec(
      Map<String, String> pinned, Map<String, List<String>> forbidden, Requirement... wanted) {
    return MadeUp.spec("small", MadeUp.day(2, 50), List.of(wanted), pinned, forbidden);
  }

  /** Two kinds for the architecture and two for the design; keep needs log, twice excludes it. */
  static Catalogue catalogue() {
    return new Catalogue(
        List.of(),
        List.of(
            kind("memory", Stage.ARCHITECTURE, choice("none"), choice("log", Set.of("logs"))),
            kind("place", Stage.ARCHITECTURE, choice("here"), choice("there")),
            kind(
                "safety",
                Stage.DESIGN,
                choice("hope"),
                new Choice("keep", "", "", Set.of(), Set.of("logs"), Set.of(), List.of(), Map.of()),
                new Choice(
                    "twice", "", "", Set.of(), Set.of(), Set.of("logs"), List.of(), Map.of())),
            kind("order", Stage.DESIGN, choice("first"), choice("last"))),
        List.of(),
        List.of());
  }

  private static DecisionKind kind(String name, Stage stage, Choice... choices) {
    return new DecisionKind(name, stage, "module", name + "?", List.of(choices));
  }

  private static Choice choice(String name) {
    return choice(name, Set.of());
  }

  private static Choice choice(String name, Set<String> traits) {
    return new Choice(name, "", "", traits, Set.of(), Set.of(), List.of(), Map.of());
  }

  static Decisions decisions(String... pairs) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Decisions.of(values);
  }

  static Hypothesis hypothesis(Decisions decisions) {
    return new Hypothesis(
        Stage.DESIGN, "test", decisions, new TreeMap<>(), "", "", null, List.of());
  }

  static Judged accepted(Decisions decisions, Evidence... evidence) {
    return new Judged(hypothesis(decisions), new Verdict.Accepted(List.of(evidence), ""));
  }

  static Judged rejected(Decisions decisions, String requirement, Evidence... evidence) {
    return new Judged(
        hypothesis(decisions),
        new Verdict.Rejected(List.of(evidence), "it fails", requirement, null));
  }

  static Judged open(Decisions decisions, String why, Evidence... evidence) {
    return new Judged(hypothesis(decisions), new Verdict.Inconclusive(List.of(evidence), why));
  }

  static Evidence.Measurement measured(
      String metric, String workload, long seed, double value, Fidelity fidelity) {
    return new Evidence.Measurement("test", List.of(), metric, workload, seed, value, fidelity);
  }

  static Evidence.Finding finding(Weight weight, String... ids) {
    return new Evidence.Finding("test", List.of(ids), weight, "code", weight + " finding", "");
  }
}
