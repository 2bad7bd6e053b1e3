package dev.sds.cli.verify;

import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Requirement;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.RunFolder;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.examples.ExampleRun;
import dev.sds.verification.examples.Examples;
import dev.sds.verification.examples.ExamplesText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the property of a requirement means, so that a person can say whether it is meant. */
public final class RequirementExamples {

  private RequirementExamples() {}

  /** In lines; none for a requirement without an invariant or a promise. */
  public static List<String> lines(Subject subject, Requirement requirement, Path scratch) {
    List<String> lines = new ArrayList<>();
    try (RunFolder folder = RunFolder.in(scratch)) {
      Limits limits = Limits.quick();
      var run =
          new ExampleRun(
              new TlcRunner(folder.path(), 1), new StrengthRun(folder.path(), limits), limits);
      for (ModelCheckEvaluator.Run checked : ModelCheckEvaluator.runs(subject)) {
        for (var property : checked.protocol().properties()) {
          if (property.requirements().contains(requirement.id())) {
            Examples examples = run.of(checked.protocol(), checked.instance(), property);
            lines.add("");
            lines.addAll(
                ExamplesText.lines(checked.protocol(), checked.instance().label(), examples));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
    lines.add("");
    lines.add(
        lines.size() == 1
            ? requirement.id() + " names no invariant and no liveness property."
            : "If the allowed behaviour should not be, or the forbidden one may, the property is"
                + " not what "
                + requirement.id()
                + " says: name another in the spec.");
    return lines;
  }
}
