package dev.sds.artifacts.documents;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.spec.Stage;
import java.util.List;

/** What a reader must know before all else: that a document shows something that did not pass. */
record Status(Dossier dossier) {

  /** Empty for what was accepted. */
  List<String> lines(Stage stage) {
    return new Standing(dossier).at(stage).stream().flatMap(j -> line(j).stream()).toList();
  }

  private List<String> line(Judged judged) {
    var phrases = new Phrases(dossier);
    String why = Phrases.closed(phrases.why(judged));
    return switch (judged.verdict()) {
      case Verdict.Accepted _ -> List.of();
      case Verdict.Rejected r ->
          List.of("**Rejected.** It breaks " + phrases.requirement(r.requirement()) + ". " + why);
      case Verdict.Inconclusive _ -> List.of("**Not settled.** " + why);
    };
  }
}
