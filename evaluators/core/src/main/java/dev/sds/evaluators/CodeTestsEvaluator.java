package dev.sds.evaluators;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.spec.Stage;
import java.util.List;

/** Runs the generated project's own tests. */
public final class CodeTestsEvaluator implements Evaluator {

  private final CodeRunner runner;

  public CodeTestsEvaluator(CodeRunner runner) {
    this.runner = runner;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "tests", "1", Stage.CODE, Profile.Cost.FINAL, "Do the generated project's own tests pass?");
  }

  @Override
  public ContentHash inputs(Subject subject) {
    return subject.hypothesis().content();
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    return runner.test(subject.hypothesis().files());
  }
}
