package dev.sds.artifacts.documents;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.spec.Check;
import dev.sds.spec.Spec;
import java.util.Optional;

/**
 * What the spec's first objective came to: the geometric mean over train runs.
 *
 * @param fidelity of whole runs where there are any, else of sketches
 */
record Score(String metric, double value, int runs, Fidelity fidelity) {

  static Optional<Score> of(Spec spec, Judged judged) {
    return spec.objectives().stream()
        .findFirst()
        .flatMap(r -> r.check() instanceof Check.Objective o ? Optional.of(o.metric()) : none())
        .flatMap(m -> of(m, judged, Fidelity.FULL).or(() -> of(m, judged, Fidelity.SHORT)));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Optional<Score> of(String metric, Judged judged, Fidelity fidelity) {
    double[] logs =
        judged.verdict().evidence().stream()
            .filter(Evidence.Measurement.class::isInstance)
            .map(Evidence.Measurement.class::cast)
            .filter(m -> m.metric().equals(metric) && m.fidelity() == fidelity)
            .mapToDouble(m -> Math.log(Math.max(m.value(), 1e-9)))
            .sorted()
            .toArray();
    double sum = 0;
    for (double log : logs) {
      sum += log;
    }
    return logs.length == 0
        ? Optional.empty()
        : Optional.of(new Score(metric, Math.exp(sum / logs.length), logs.length, fidelity));
  }

  String words(Figures figures) {
    return figures.metric(metric, value)
        + " ("
        + Figures.count(runs, fidelity == Fidelity.FULL ? "run" : "sketch run")
        + ")";
  }
}
