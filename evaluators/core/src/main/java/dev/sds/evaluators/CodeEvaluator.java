package dev.sds.evaluators;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.spec.Stage;
import java.util.List;

/** Lexes, parses, compiles and contains generated sources, before any of them runs. */
public final class CodeEvaluator implements Evaluator {

  private final CodeRunner runner;

  public CodeEvaluator(CodeRunner runner) {
    this.runner = runner;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "java",
        "1",
        Stage.CODE,
        Profile.Cost.ANALYSIS,
        "Does the code compile, and does it keep to what generated code may use?");
  }

  @Override
  public ContentHash inputs(Subject subject) {
    return subject.hypothesis().content();
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    return runner.inspect(subject.hypothesis().files());
  }
}
