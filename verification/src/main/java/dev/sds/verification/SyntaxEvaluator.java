package dev.sds.verification;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Stage;
import java.util.List;

/** Parses the TLA+ of a design's protocol. */
public final class SyntaxEvaluator implements Evaluator {

  private final Sany sany;

  public SyntaxEvaluator(Sany sany) {
    this.sany = sany;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "TLA+ parser",
        "1",
        Stage.DESIGN,
        Profile.Cost.ANALYSIS,
        "Is the protocol well-formed TLA+?");
  }

  @Override
  public ContentHash inputs(Subject subject) {
    return ContentHash.of(RefinementText.files(subject.protocol()).values().toArray(String[]::new));
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    return sany.parse(subject.protocol()).stream()
        .map(
            p ->
                (Evidence)
                    new Evidence.Finding(
                        profile().name(),
                        List.of(),
                        Evidence.Weight.FATAL,
                        "tla.syntax",
                        p.message(),
                        Sany.module(p, subject.protocol()) + ".tla:" + p.line() + ":" + p.column()))
        .toList();
  }
}
