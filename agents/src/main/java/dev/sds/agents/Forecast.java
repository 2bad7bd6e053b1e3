package dev.sds.agents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Interval;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Prediction;
import dev.sds.stages.Scores;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts a score from the most similar hypothesis already judged: the more choices differ, the
 * wider the interval. Where nothing is judged yet there is nothing to predict from.
 */
record Forecast(List<Judged> judged, Scores scores) {

  private static final double CONFIDENCE = 0.8;
  private static final double WIDTH_PER_DIFFERENCE = 1.35;

  @Nullable Prediction of(Decisions decisions) {
    return judged.stream()
        .filter(j -> scores.score(j).isPresent())
        .min(Comparator.comparingLong(j -> differences(j, decisions)))
        .map(j -> from(j, differences(j, decisions)))
        .orElse(null);
  }

  private Prediction from(Judged nearest, long differences) {
    double score = Math.abs(scores.score(nearest).getAsDouble());
    double width = Math.pow(WIDTH_PER_DIFFERENCE, (double) Math.max(1, differences));
    return new Prediction(scores.metric(), new Interval(score / width, score * width), CONFIDENCE);
  }

  private static long differences(Judged judged, Decisions decisions) {
    return decisions.values().entrySet().stream()
        .filter(
            e ->
                !judged
                    .hypothesis()
                    .decisions()
                    .value(e.getKey())
                    .equals(java.util.Optional.of(e.getValue())))
        .count();
  }
}
