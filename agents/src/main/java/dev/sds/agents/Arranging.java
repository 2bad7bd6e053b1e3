package dev.sds.agents;

import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.Kit;
import dev.sds.spec.Stage;
import dev.sds.stages.Brief;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Proposes the catalogue's architectures, two at a time and the ones that coordinate least first:
 * mechanism is added only when evidence asks for it.
 */
record Arranging(Brief brief) {

  private static final int AT_ONCE = 2;

  List<Hypothesis> propose() {
    Kit kit = brief.kit();
    return kit.catalogue().architectures().stream()
        .sorted(
            Comparator.comparingInt(a -> kit.protocol().complexity(kit.catalogue(), a.decisions())))
        .map(this::hypothesis)
        .filter(brief::open)
        .limit(AT_ONCE)
        .toList();
  }

  private Hypothesis hypothesis(Architecture architecture) {
    int complexity =
        brief.kit().protocol().complexity(brief.kit().catalogue(), architecture.decisions());
    return new Hypothesis(
        Stage.ARCHITECTURE,
        EmbeddedAuthor.NAME,
        architecture.decisions(),
        new TreeMap<>(),
        architecture.source(),
        "the simplest arrangement not yet excluded (its protocol has " + complexity + " parts)",
        null,
        List.of());
  }
}
