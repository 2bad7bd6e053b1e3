package dev.sds.stages;

import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.kit.Kit;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.List;

/**
 * All that an author gets to see. Holdout workloads are not in it.
 *
 * @param spec without holdout workloads
 * @param parents what the earlier stage let pass, best first
 * @param judged this stage's hypotheses so far, with verdicts and evidence, in the order of
 *     judgement
 * @param nogoods what is known not to stand
 * @param round from 0
 * @param budgetLeft share of the simulation budget that is unspent, between 0 and 1
 * @param seed of everything the author draws by chance
 */
public record Brief(
    Spec spec,
    Kit kit,
    Stage stage,
    List<Hypothesis> parents,
    List<Judged> judged,
    List<Nogood> nogoods,
    int round,
    double budgetLeft,
    long seed) {

  public Brief {
    parents = List.copyOf(parents);
    judged = List.copyOf(judged);
    nogoods = List.copyOf(nogoods);
  }

  /** Whether a hypothesis may be proposed: consistent, not excluded, as pinned, and new. */
  public boolean open(Hypothesis candidate) {
    return Admission.of(spec, kit).admits(candidate.decisions())
        && nogoods.stream().noneMatch(n -> n.excludes(candidate.decisions()))
        && judged.stream().noneMatch(j -> j.hypothesis().id().equals(candidate.id()));
  }
}
