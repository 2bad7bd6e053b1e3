package dev.sds.stages;

import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Prediction;
import java.util.List;
import java.util.Optional;

/** How many predictions were scored, and how many held. */
record Calibration(int made, int met) {

  static Calibration of(List<Judged> judged, Scores scores) {
    int made = 0;
    int met = 0;
    for (Judged j : judged) {
      Optional<Prediction> prediction =
          j.hypothesis().predicts().filter(p -> p.metric().equals(scores.metric()));
      var truth = scores.score(j);
      if (prediction.isPresent() && truth.isPresent()) {
        made++;
        met += prediction.get().expected().contains(Math.abs(truth.getAsDouble())) ? 1 : 0;
      }
    }
    return new Calibration(made, met);
  }
}
