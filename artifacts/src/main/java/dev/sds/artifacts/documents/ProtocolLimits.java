package dev.sds.artifacts.documents;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was checked of a protocol, and what a pass does not say. */
final class ProtocolLimits {

  private final Dossier dossier;
  private final Protocol protocol;
  private final Phrases phrases;
  private final String code;
  private final List<Evidence.ModelCheck> made;

  /**
   * Of the checks that the design stage made.
   *
   * @param code a link to what is known of the code
   */
  ProtocolLimits(Dossier dossier, Protocol protocol, String code) {
    this(dossier, protocol, List.of(Stage.DESIGN), code);
  }

  private ProtocolLimits(Dossier dossier, Protocol protocol, List<Stage> stages, String code) {
    this.dossier = dossier;
    this.protocol = protocol;
    this.phrases = new Phrases(dossier);
    this.code = code;
    this.made =
        stages.stream()
            .flatMap(stage -> new Standing(dossier).at(stage).stream())
            .flatMap(j -> j.verdict().evidence().stream())
            .filter(Evidence.ModelCheck.class::isInstance)
            .map(Evidence.ModelCheck.class::cast)
            .distinct()
            .toList();
  }

  /** What the checks that a stage's evidence tells of do not say; nothing where none was made. */
  static List<String> of(Dossier dossier, Stage stage) {
    if (stage.isBefore(Stage.DESIGN) || dossier.spec().temporal().isEmpty()) {
      return List.of();
    }
    List<Stage> stages = stage == Stage.DESIGN ? List.of(stage) : List.of(Stage.DESIGN, Stage.CODE);
    String code =
        stage == Stage.DESIGN
            ? "[the evidence of the code stage](code.md)"
            : "the logs that were followed, with what they left out, above";
    return new Standing(dossier)
        .protocol()
        .map(protocol -> new ProtocolLimits(dossier, protocol, stages, code).notCovered())
        .orElse(List.of());
  }

  List<CheckRow> checks() {
    return made.stream()
        .map(
            m ->
                new CheckRow(
                    m.requirements().isEmpty()
                        ? "the protocol as a whole"
                        : m.requirements().stream()
                            .map(Markdown::text)
                            .collect(Collectors.joining(", ")),
                    Markdown.text(m.instance()),
                    Phrases.outcome(m.outcome()),
                    Markdown.text(m.source())))
        .toList();
  }

  List<String> notCovered() {
    var limits = new ArrayList<String>();
    unchecked().ifPresent(limits::add);
    bounds().ifPresent(limits::add);
    faults(limits);
    limits.add(
        "Time, sizes, rates and speeds: the model knows the order of steps only. Where the code"
            + " decides by such figures, the model lets every outcome happen.");
    choices().ifPresent(limits::add);
    fairness(protocol)
        .map(
            assumed ->
                "Behaviour without fairness: liveness is shown on the assumption that "
                    + assumed
                    + ". Whoever builds and runs the system must see to it.")
        .ifPresent(limits::add);
    idle(limits);
    limits.add(
        "The code. A pass speaks of this protocol; that code follows it is shown, if at all, in "
            + code
            + ".");
    return limits;
  }

  private Optional<String> unchecked() {
    List<String> open =
        dossier.spec().temporal().stream()
            .map(Requirement::id)
            .filter(id -> made.stream().noneMatch(m -> settles(m) && m.requirements().contains(id)))
            .map(phrases::requirement)
            .toList();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "**Unverified:** no completed check speaks of " + String.join("; ", open) + ".");
  }

  private static boolean settles(Evidence.ModelCheck check) {
    return switch (check.outcome()) {
      case CheckOutcome.Verified _, CheckOutcome.Vacuous _, CheckOutcome.Violated _ -> true;
      case CheckOutcome.Bounded _, CheckOutcome.ModelError _, CheckOutcome.ToolFailure _ -> false;
    };
  }

  private Optional<String> bounds() {
    List<String> instances =
        made.stream().map(m -> Markdown.text(m.instance())).distinct().toList();
    return instances.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Anything larger than what was checked: "
                + String.join("; ", instances)
                + ". Errors that need more than that are not excluded.");
  }

  private void faults(List<String> limits) {
    for (Requirement r : dossier.spec().temporal()) {
      List<String> left =
          dossier.spec().faults().keySet().stream().filter(f -> !r.under().contains(f)).toList();
      if (!left.isEmpty()) {
        limits.add(
            Markdown.text(r.id())
                + " under "
                + Phrases.codes(left)
                + ": the spec does not ask for it"
                + (r.under().isEmpty() ? " (fault-free behaviour only)." : "."));
      }
    }
  }

  private Optional<String> choices() {
    List<Action> open =
        protocol.actions().stream()
            .filter(a -> a.origin() == Origin.SYSTEM && !a.parameters().isEmpty())
            .toList();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Which choice the code makes in "
                + Phrases.codes(open.stream().map(Action::signature).toList())
                + ": the model allows every one, so a pass holds for every way of choosing and"
                + " says nothing about a good one.");
  }

  /** Which actions must happen in the end for liveness to hold, and when; empty without any. */
  static Optional<String> fairness(Protocol protocol) {
    if (protocol.properties(Property.Kind.LIVENESS).isEmpty()) {
      return Optional.empty();
    }
    var parts = new ArrayList<String>();
    fair(protocol, Fairness.WEAK, "possible for good").ifPresent(parts::add);
    fair(protocol, Fairness.STRONG, "possible again and again").ifPresent(parts::add);
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", parts));
  }

  private static Optional<String> fair(Protocol protocol, Fairness kind, String when) {
    List<String> names =
        protocol.actions().stream()
            .filter(action -> action.fairness() == kind)
            .map(Action::name)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Phrases.codes(names)
                + (names.size() == 1 ? " happens when it is " : " happen when they are ")
                + when);
  }

  private void idle(List<String> limits) {
    var never = new TreeSet<String>();
    for (Evidence.ModelCheck m : made) {
      if (m.outcome() instanceof CheckOutcome.Vacuous v) {
        never.addAll(v.never());
      }
    }
    if (!never.isEmpty()) {
      limits.add(
          Phrases.codes(List.copyOf(never))
              + ": no reachable state allowed it, so nothing was learned about it.");
    }
  }

  /** One run of the model checker. */
  public record CheckRow(String requirements, String instance, String outcome, String source) {}
}
