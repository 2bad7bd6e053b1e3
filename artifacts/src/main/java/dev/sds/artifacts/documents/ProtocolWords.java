package dev.sds.artifacts.documents;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A protocol in words: its state, its steps and what must hold. */
final class ProtocolWords {

  private final Dossier dossier;
  private final Protocol protocol;
  private final Phrases phrases;

  ProtocolWords(Dossier dossier, Protocol protocol) {
    this.dossier = dossier;
    this.protocol = protocol;
    this.phrases = new Phrases(dossier);
  }

  View view() {
    var limits =
        new ProtocolLimits(
            dossier, protocol, "[the evidence of the code stage](../../evidence/README.md)");
    return new View(
        Markdown.code(protocol.name()),
        Phrases.closed(Markdown.text(protocol.doc())),
        protocol.constants().stream()
            .map(c -> Markdown.code(c.name()) + ": " + Phrases.closed(Markdown.text(c.comment())))
            .toList(),
        protocol.variables().stream()
            .map(
                v ->
                    new State(
                        Markdown.code(v.name()),
                        Markdown.text(v.comment()),
                        Markdown.cell(v.initial()),
                        Markdown.cell(v.type())))
            .toList(),
        protocol.definitions().stream()
            .map(
                d ->
                    new Term(
                        Markdown.code(
                            d.parameters().isEmpty()
                                ? d.name()
                                : d.name() + "(" + String.join(", ", d.parameters()) + ")"),
                        Phrases.closed(Markdown.text(d.comment())),
                        Markdown.expression(d.body())))
            .toList(),
        groups(),
        protocol.properties().stream().map(this::property).toList(),
        limits.checks(),
        limits.notCovered());
  }

  private List<Group> groups() {
    var groups = new ArrayList<Group>();
    for (Origin origin : Origin.values()) {
      List<Step> steps =
          protocol.actions().stream()
              .filter(a -> a.origin() == origin)
              .map(ProtocolWords::step)
              .toList();
      if (!steps.isEmpty()) {
        groups.add(new Group(title(origin), steps));
      }
    }
    return groups;
  }

  private static String title(Origin origin) {
    return switch (origin) {
      case SYSTEM -> "What the system does";
      case ENVIRONMENT -> "What the world around it does";
      case FAULT -> "What can go wrong";
    };
  }

  private static Step step(Action action) {
    return new Step(
        Markdown.code(action.signature()),
        Phrases.closed(Markdown.text(action.comment())),
        action.parameters().isEmpty()
            ? ""
            : action.parameters().stream()
                .map(p -> "any " + Markdown.code(p.name()) + " of " + Markdown.expression(p.set()))
                .collect(Collectors.joining(", ")),
        action.guards().isEmpty()
            ? "always"
            : action.guards().stream().map(Markdown::expression).collect(Collectors.joining(", ")),
        action.effects().isEmpty()
            ? "nothing"
            : action.effects().entrySet().stream()
                .map(e -> Markdown.expression(e.getKey() + "' = " + e.getValue()))
                .collect(Collectors.joining("; ")),
        fairness(action.fairness()));
  }

  private static String fairness(Fairness fairness) {
    return switch (fairness) {
      case NONE -> "";
      case WEAK -> "when it stays possible, it happens in the end (weak fairness)";
      case STRONG ->
          "when it becomes possible again and again, it happens in the end (strong fairness)";
    };
  }

  private PropertyRow property(Property property) {
    return new PropertyRow(
        Markdown.code(property.name()),
        switch (property.kind()) {
          case INVARIANT -> "in every state";
          case LIVENESS -> "in every fair behaviour";
          case REFINEMENT -> "in every step";
        },
        property.requirements().isEmpty()
            ? "no requirement; it keeps the model sound"
            : property.requirements().stream()
                .map(phrases::requirement)
                .collect(Collectors.joining("; ")),
        Phrases.closed(Markdown.text(property.comment())),
        Markdown.expression(property.formula()));
  }

  /** All of it, for the template. */
  public record View(
      String name,
      String doc,
      List<String> constants,
      List<State> states,
      List<Term> terms,
      List<Group> groups,
      List<PropertyRow> properties,
      List<ProtocolLimits.CheckRow> checks,
      List<String> notCovered) {}

  /** A variable. */
  public record State(String name, String doc, String initial, String type) {}

  /** A definition. */
  public record Term(String name, String doc, String body) {}

  /** Steps that the same party takes. */
  public record Group(String title, List<Step> steps) {}

  /** An action. */
  public record Step(
      String name, String doc, String picks, String when, String then, String fairness) {}

  /** A property with the requirement it stands for. */
  public record PropertyRow(
      String name, String when, String requirement, String doc, String formula) {}
}
