package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Parameter;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.child.TlcWorker.AbstractView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a more abstract protocol needs in TLA+, to be seen through a mapping. */
final class RefinementText {

  /** The module of a run that asks the abstract protocol what a step is there. */
  static final String MODULE = "SdsAbstract";

  private static final String INDENT = "  ";

  private final Refinement refinement;

  RefinementText(Refinement refinement) {
    this.refinement = refinement;
  }

  /** Whether a protocol is to be held to what it refines. */
  static boolean asked(Protocol protocol) {
    return protocol.refinement() != null
        && !protocol.properties(Property.Kind.REFINEMENT).isEmpty();
  }

  /** An instance of a module, with what differs from the names that both have. */
  String instance(String name, String module) {
    String with =
        refinement.mapping().entrySet().stream()
            .filter(e -> !e.getKey().equals(e.getValue()))
            .map(e -> INDENT + e.getKey() + " <- " + e.getValue().replace("\n", "\n" + INDENT))
            .collect(Collectors.joining(",\n"));
    return name + " == INSTANCE " + module + (with.isEmpty() ? "\n" : " WITH\n" + with + "\n");
  }

  /** The abstract protocol's module with what a run asks of it. */
  String probe() {
    var text = new StringBuilder("---- MODULE " + MODULE + " ----\n");
    text.append("EXTENDS ").append(refinement.of().name()).append('\n');
    for (Variable variable : refinement.of().variables()) {
      define(text, AbstractView.VALUE + variable.name(), variable.name());
    }
    for (Action move : refinement.moves()) {
      define(text, AbstractView.CAN + move.name(), choices(move));
      define(text, AbstractView.DOES + move.name(), "(" + taken(move) + ") /\\ vars' /= vars");
    }
    return text.append("====\n").toString();
  }

  private static void define(StringBuilder text, String name, String body) {
    text.append(name).append(" ==\n");
    body.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
  }

  /** The choices with which an action is possible, as tuples. */
  private static String choices(Action action) {
    String guards =
        action.guards().isEmpty()
            ? "TRUE"
            : action.guards().stream()
                .map(g -> "/\\ " + g.replace("\n", "\n   "))
                .collect(Collectors.joining("\n"));
    if (action.parameters().isEmpty()) {
      return "{SdsNone \\in {<<>>} :\n" + indented(guards) + "}";
    }
    String tuple =
        action.parameters().stream()
            .map(Parameter::name)
            .collect(Collectors.joining(", ", "<<", ">>"));
    Parameter only = action.parameters().getFirst();
    boolean one = action.parameters().size() == 1;
    String sets =
        action.parameters().stream()
            .map(p -> "(" + p.set() + ")")
            .collect(Collectors.joining(" \\X "));
    return one
        ? "{"
            + tuple
            + " : "
            + only.name()
            + " \\in {"
            + only.name()
            + " \\in "
            + only.set()
            + " :\n"
            + indented(guards)
            + "}}"
        : "{" + tuple + " \\in " + sets + " :\n" + indented(guards) + "}";
  }

  private static String indented(String text) {
    return text.indent(2).stripTrailing();
  }

  private static String taken(Action action) {
    return action.parameters().isEmpty()
        ? action.name()
        : action.parameters().stream()
            .map(p -> p.name() + " \\in " + p.set())
            .collect(Collectors.joining(", ", "\\E ", " : " + action.signature()));
  }

  /**
   * The part of a run's module that asks, and notes in TLC's registers which of the abstract
   * actions, counted from 1, some step is.
   */
  String asking() {
    var text = new StringBuilder(instance(AbstractView.INSTANCE, MODULE));
    int register = 0;
    var notes = new StringBuilder();
    for (Action move : refinement.moves()) {
      register++;
      text.append("ASSUME SdsTlc!TLCSet(%d, FALSE)\n".formatted(register));
      notes.append(
          "  /\\ SdsTlc!TLCGet(%1$d) \\/ (%2$s!%3$s%4$s => SdsTlc!TLCSet(%1$d, TRUE))\n"
              .formatted(register, AbstractView.INSTANCE, AbstractView.DOES, move.name()));
    }
    return text.append("SdsNoted ==\n").append(notes).toString();
  }

  /** The lines of a cfg that ask for it. */
  static String cfg(Protocol protocol) {
    return protocol.properties(Property.Kind.REFINEMENT).stream()
        .map(property -> "PROPERTY " + property.name() + "\n")
        .collect(Collectors.joining());
  }

  /** The modules of a protocol by the names of their files: its own, then those it refines. */
  static Map<String, String> files(Protocol protocol) {
    var files = new LinkedHashMap<String, String>();
    for (Protocol p = protocol;
        p != null;
        p = p.refinement() == null ? null : p.refinement().of()) {
      files.put(p.name() + ".tla", TlaText.module(p));
    }
    return files;
  }
}
