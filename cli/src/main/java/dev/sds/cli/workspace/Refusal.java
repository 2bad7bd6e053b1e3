package dev.sds.cli.workspace;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.Nogood;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A person's no to a proposal, or the end of one that was approved and built in vain, as the
 * journal keeps it: a nogood for as long as the spec asks for the same.
 *
 * @param conditions hash of what the spec asked for
 * @param unbuilt the requirement that no code built on it met; null for a person's no
 */
public record Refusal(
    Stage stage,
    SortedMap<String, String> decisions,
    String conditions,
    String why,
    @Nullable String unbuilt) {

  private static final String KIND = "refusal";

  public static void keep(Journal journal, Spec spec, Hypothesis hypothesis, String why) {
    var refusal =
        new Refusal(
            hypothesis.stage(),
            hypothesis.decisions().values(),
            Subject.conditions(spec).hex(),
            why,
            null);
    refusal.keep(journal);
  }

  /** Keeps what an approved hypothesis came to. */
  static void keep(Journal journal, Spec spec, Hypothesis hypothesis, Nogood nogood) {
    new Refusal(
            hypothesis.stage(),
            hypothesis.decisions().values(),
            Subject.conditions(spec).hex(),
            nogood.why(),
            nogood.requirement())
        .keep(journal);
  }

  private void keep(Journal journal) {
    String body = Json.write(this);
    journal.append(new Journal.Entry(KIND, ContentHash.of(body).hex(), body));
  }

  /** What a person said no to, or approved in vain, under a spec like this. */
  public static List<Nogood> known(Journal journal, Spec spec) {
    ContentHash conditions = Subject.conditions(spec);
    return journal.entries().stream()
        .filter(e -> e.kind().equals(KIND))
        .map(e -> Json.read(e.body(), Refusal.class))
        .filter(r -> r.conditions().equals(conditions.hex()))
        .map(r -> r.nogood(conditions))
        .distinct()
        .toList();
  }

  private Nogood nogood(ContentHash key) {
    String requirement = unbuilt;
    return requirement == null
        ? new Nogood(new Decisions(decisions), "", stage, Nogood.Strength.REFUSED, key, why)
        : new Nogood(
            new Decisions(decisions), requirement, stage, Nogood.Strength.UNBUILT, key, why);
  }
}
