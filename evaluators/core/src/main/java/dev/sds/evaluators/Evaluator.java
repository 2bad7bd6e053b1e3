package dev.sds.evaluators;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import java.util.List;

/**
 * Judges hypotheses of one stage. Its answer depends on the subject alone, so that it can be
 * cached: no clock, no ambient state. What it cannot find out because a tool failed it returns as
 * {@link Evidence.ToolFailure}.
 */
public interface Evaluator {

  Profile profile();

  List<Evidence> evaluate(Subject subject);

  /** Hash of all that the answer depends on: equal inputs are judged once. */
  default ContentHash inputs(Subject subject) {
    return ContentHash.of(
        subject.kit().version(),
        subject.hypothesis().id().hex(),
        subject.kit().catalogue().choices(subject.hypothesis().decisions()).toString(),
        Subject.conditions(subject.spec()).hex());
  }
}
