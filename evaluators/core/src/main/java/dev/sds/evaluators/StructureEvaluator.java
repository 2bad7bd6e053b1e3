package dev.sds.evaluators;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a hypothesis as it stands: every decision made and consistent, every requirement within
 * somebody's reach.
 */
public final class StructureEvaluator implements Evaluator {

  private final Stage stage;

  public StructureEvaluator(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Profile profile() {
    return new Profile(
        stage.label() + " structure",
        "1",
        stage,
        Profile.Cost.STRUCTURE,
        "Is every decision made, consistent, and every requirement in somebody's charge?");
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    var evidence = new ArrayList<Evidence>();
    for (DecisionKind kind : subject.kit().catalogue().kinds()) {
      if (!stage.isBefore(kind.stage())
          && subject.hypothesis().decisions().value(kind.name()).isEmpty()) {
        evidence.add(fatal(List.of(), "structure.undecided", "It leaves open: " + kind.question()));
      }
    }
    if (!subject.kit().catalogue().consistent(subject.hypothesis().decisions())) {
      evidence.add(
          fatal(
              List.of(),
              "structure.inconsistent",
              "One of its choices needs another one than is made."));
    }
    for (Requirement requirement : subject.spec().requirements()) {
      if (!isInCharge(requirement, subject)) {
        evidence.add(
            fatal(
                List.of(requirement.id()),
                "structure.nobody",
                "No module is in charge of " + requirement.id() + ": " + requirement.text()));
      }
    }
    return evidence;
  }

  private static boolean isInCharge(Requirement requirement, Subject subject) {
    return switch (requirement.check()) {
      case Check.Invariant i -> subject.protocol().property(i.property()).isPresent();
      case Check.Liveness l -> subject.protocol().property(l.property()).isPresent();
      case Check.Interface i ->
          subject.kit().catalogue().modules().stream()
              .anyMatch(m -> m.javaInterface().equals(i.type()));
      case Check.Bound _, Check.Objective _ -> true;
      case null -> true;
    };
  }

  private Evidence fatal(List<String> ids, String code, String message) {
    return new Evidence.Finding(profile().name(), ids, Weight.FATAL, code, message, "");
  }
}
