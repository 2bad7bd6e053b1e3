package dev.sds.artifacts;

import dev.sds.artifacts.kit.CreationReport;
import dev.sds.artifacts.kit.Kit;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a refinement has found so far: what every document and report is rendered from.
 *
 * @param stages the latest report of each stage that ran, in the order of the stages
 * @param backtracks in the order they happened
 * @param lead the hypothesis of the latest stage that everything now stands on; null before any
 *     stands
 * @param comparisons of the lead with others, once it is chosen
 * @param miss why no design meets the spec; null where one does or the search goes on
 * @param creation the search for new code; null where there was none
 * @param simulations full simulations that the search and its gates spent, by simulated requests;
 *     comparisons made for the report do not count
 */
public record Dossier(
    Spec spec,
    Kit kit,
    List<StageReport> stages,
    List<Backtrack> backtracks,
    @Nullable Judged lead,
    List<Comparison> comparisons,
    @Nullable Miss miss,
    @Nullable CreationReport creation,
    double simulations) {

  public Dossier {
    stages = List.copyOf(stages);
    backtracks = List.copyOf(backtracks);
    comparisons = List.copyOf(comparisons);
  }

  /** A dossier of a refinement that wrote no new code. */
  public Dossier(
      Spec spec,
      Kit kit,
      List<StageReport> stages,
      List<Backtrack> backtracks,
      @Nullable Judged lead,
      List<Comparison> comparisons,
      @Nullable Miss miss,
      double simulations) {
    this(spec, kit, stages, backtracks, lead, comparisons, miss, null, simulations);
  }

  public Optional<StageReport> stage(Stage stage) {
    return stages.stream().filter(s -> s.stage() == stage).findFirst();
  }

  public Dossier withSimulations(double spent) {
    return new Dossier(spec, kit, stages, backtracks, lead, comparisons, miss, creation, spent);
  }

  public Optional<CreationReport> created() {
    return Optional.ofNullable(creation);
  }

  public Optional<Judged> leading() {
    return Optional.ofNullable(lead);
  }

  /** The lead, where that is code as a person edited it. */
  public Optional<Judged> edited() {
    return leading().filter(j -> j.hypothesis().editedByHand());
  }
}
