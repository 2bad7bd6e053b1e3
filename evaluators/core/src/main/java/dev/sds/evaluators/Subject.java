package dev.sds.evaluators;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import java.util.List;

/** A hypothesis with all that an evaluator may look at. */
public record Subject(Spec spec, Kit kit, Hypothesis hypothesis) {

  /** The coordination protocol of the hypothesis, for the requirements of the spec. */
  public Protocol protocol() {
    return kit.protocol().compose(kit.catalogue().traits(hypothesis.decisions()), spec.temporal());
  }

  /** The faults under which a requirement must hold. */
  public List<Fault> faults(Requirement requirement) {
    return requirement.under().stream().map(spec.faults()::get).filter(f -> f != null).toList();
  }

  public Subject with(Hypothesis other) {
    return new Subject(spec, kit, other);
  }

  /** Hash of all of the spec that a judgement may depend on; English does not count. */
  public static ContentHash conditions(Spec spec) {
    return ContentHash.of(
        spec.requirements().stream()
            .map(r -> r.id() + " " + r.check() + " " + r.under())
            .toList()
            .toString(),
        spec.environment().toString(),
        spec.faults().values().stream()
            .map(f -> f.name() + " " + f.parameters())
            .toList()
            .toString(),
        spec.workloads().stream()
            .map(
                w ->
                    List.of(
                            w.name(),
                            w.role(),
                            String.valueOf(w.lengths()),
                            String.valueOf(w.arrivals()),
                            String.valueOf(w.trace()),
                            w.seconds(),
                            w.seeds())
                        .toString())
            .toList()
            .toString());
  }
}
