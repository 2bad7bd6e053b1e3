package dev.sds.stages;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Picks survivors: the best ones, but of every architecture at least its own best. */
record Diversity(Catalogue catalogue) {

  List<Judged> select(List<Judged> bestFirst, int places) {
    Set<Judged> chosen = new LinkedHashSet<>();
    Set<Decisions> architectures = new LinkedHashSet<>();
    for (Judged candidate : bestFirst) {
      if (architectures.add(architecture(candidate)) && chosen.size() < places) {
        chosen.add(candidate);
      }
    }
    for (Judged candidate : bestFirst) {
      if (chosen.size() < places) {
        chosen.add(candidate);
      }
    }
    var inOrder = new ArrayList<>(bestFirst);
    inOrder.retainAll(chosen);
    return inOrder;
  }

  private Decisions architecture(Judged judged) {
    var decisions = new TreeMap<String, String>();
    for (DecisionKind kind : catalogue.kinds(Stage.ARCHITECTURE)) {
      judged
          .hypothesis()
          .decisions()
          .value(kind.name())
          .ifPresent(v -> decisions.put(kind.name(), v));
    }
    return new Decisions(decisions);
  }
}
