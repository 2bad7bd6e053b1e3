package dev.sds.cli.verify;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.proposals.Proposals;
import dev.sds.spec.Spec;
import java.util.List;

/** What the requirements of a spec that name no property may mean, in a line each. */
public final class ProposalNotes {

  private ProposalNotes() {}

  /** In the order of the spec; nothing for those that claim nothing or that nothing fits. */
  public static List<String> of(Spec spec, Kit kit) {
    return spec.requirements().stream()
        .filter(r -> r.check() == null)
        .flatMap(
            r ->
                Proposals.of(spec, kit, Decisions.NONE, r).best().stream()
                    .map(
                        p ->
                            r.id()
                                + " may mean `"
                                + p.key()
                                + ": "
                                + p.property().name()
                                + "`: once a design stands, `sds explain "
                                + r.id()
                                + "` says more."))
        .toList();
  }
}
