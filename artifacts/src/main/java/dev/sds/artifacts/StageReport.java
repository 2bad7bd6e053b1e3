package dev.sds.artifacts;

import dev.sds.spec.Stage;
import java.util.List;

/**
 * All that a stage did.
 *
 * @param judged every hypothesis in the order of judgement
 * @param survivors what the next stage may build on, best first
 * @param pruned hypotheses that a nogood excluded unjudged, in words
 * @param predictionsMade how many predictions were scored
 * @param predictionsMet how many held
 */
public record StageReport(
    Stage stage,
    List<Judged> judged,
    List<Judged> survivors,
    List<Nogood> nogoods,
    List<String> pruned,
    List<RungReport> rungs,
    Stop stop,
    int predictionsMade,
    int predictionsMet) {
  public StageReport {
    judged = List.copyOf(judged);
    survivors = List.copyOf(survivors);
    nogoods = List.copyOf(nogoods);
    pruned = List.copyOf(pruned);
    rungs = List.copyOf(rungs);
  }

  /** The report with later judgements in the place of earlier ones. */
  public StageReport with(List<Judged> settled) {
    return new StageReport(
        stage,
        replace(judged, settled),
        replace(survivors, settled).stream().filter(Judged::accepted).toList(),
        nogoods,
        pruned,
        rungs,
        stop,
        predictionsMade,
        predictionsMet);
  }

  /** The report with later counts of what the levels did. */
  public StageReport counting(List<RungReport> counts) {
    return new StageReport(
        stage, judged, survivors, nogoods, pruned, counts, stop, predictionsMade, predictionsMet);
  }

  private static List<Judged> replace(List<Judged> all, List<Judged> settled) {
    return all.stream()
        .map(
            j ->
                settled.stream()
                    .filter(s -> s.hypothesis().equals(j.hypothesis()))
                    .findFirst()
                    .orElse(j))
        .toList();
  }
}
