package dev.sds.stages;

import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.RungReport;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Ladder;
import dev.sds.evaluators.Profile.Cost;
import dev.sds.evaluators.Statistics;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How well the sketch level ranks what the whole runs rank again. */
final class RankAgreement {

  /** With fewer pairs than this nothing is concluded. */
  private static final int ENOUGH = 6;

  private static final double LITTLE = 0.5;

  private final List<double[]> pairs = new ArrayList<>();

  void round(List<Judged> judged, Scores scores) {
    for (Judged j : judged) {
      var sketch = scores.score(j, Fidelity.SHORT);
      var full = scores.score(j, Fidelity.FULL);
      if (sketch.isPresent() && full.isPresent()) {
        pairs.add(new double[] {sketch.getAsDouble(), full.getAsDouble()});
      }
    }
  }

  /** Whether sketches have been seen to rank badly, so that more should pass them. */
  boolean isLittle() {
    return pairs.size() >= ENOUGH && tau() < LITTLE;
  }

  private double tau() {
    return Statistics.kendallTau(
        pairs.stream().mapToDouble(p -> p[0]).toArray(),
        pairs.stream().mapToDouble(p -> p[1]).toArray());
  }

  List<RungReport> report(Ladder ladder, Stage stage) {
    return ladder.rungs(stage).stream().map(rung -> report(ladder, rung)).toList();
  }

  private RungReport report(Ladder ladder, Evaluator rung) {
    boolean ranks = rung.profile().cost() == Cost.SKETCH && pairs.size() > 1;
    double tau = tau();
    Ladder.Tally tally = ladder.tally(rung);
    return new RungReport(
        rung.profile().name(),
        rung.profile().question(),
        rung.profile().cost().name().toLowerCase(Locale.ROOT),
        tally.judged(),
        tally.repeated(),
        tally.rejected(),
        ranks ? tau : Double.NaN,
        ranks ? pairs.size() : 0);
  }
}
