package dev.sds.stages;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Kit;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;

/** Which decisions the catalogue and the spec's author allow at all. */
public record Admission(Spec spec, Catalogue catalogue) {

  public static Admission of(Spec spec, Kit kit) {
    return new Admission(spec, kit.catalogue());
  }

  /**
   * Whether some decisions keep to the catalogue's demands and to what the spec pins and forbids.
   */
  public boolean admits(Decisions decisions) {
    return decisions.values().entrySet().stream().allMatch(e -> allows(e.getKey(), e.getValue()))
        && catalogue.consistent(decisions);
  }

  /** The values a kind may take. */
  public List<Choice> choices(DecisionKind kind) {
    return kind.choices().stream().filter(c -> allows(kind.name(), c.name())).toList();
  }

  /** Every admissible way to decide all kinds up to a stage that agrees with some decisions. */
  public List<Decisions> completions(Decisions partial, Stage last) {
    List<Decisions> open = List.of(Decisions.NONE);
    for (DecisionKind kind : catalogue.kinds()) {
      if (!last.isBefore(kind.stage())) {
        open = extend(open, kind, partial);
      }
    }
    return open.stream().filter(catalogue::consistent).toList();
  }

  private List<Decisions> extend(List<Decisions> open, DecisionKind kind, Decisions partial) {
    List<String> values =
        partial
            .value(kind.name())
            .map(List::of)
            .orElseGet(() -> choices(kind).stream().map(Choice::name).toList());
    var extended = new ArrayList<Decisions>();
    for (Decisions decisions : open) {
      values.forEach(v -> extended.add(decisions.with(kind.name(), v)));
    }
    return extended;
  }

  private boolean allows(String kind, String value) {
    String pinned = spec.pinned().get(kind);
    return (pinned == null || pinned.equals(value))
        && !spec.forbidden().getOrDefault(kind, List.of()).contains(value);
  }
}
