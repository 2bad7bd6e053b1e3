package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Parameter;
import dev.sds.artifacts.protocol.Composition.Section;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.artifacts.protocol.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A protocol as a TLA+ module for people to read and TLC to check. */
public final class TlaText {

  private static final int WIDTH = 92;

  /** What stands under no module and no channel. */
  private static final String REST = "The system as a whole";

  private static final Pattern HEADING = Pattern.compile("([A-Za-z]\\w*)(\\(.*\\))? ==( .*)?");

  private final Protocol protocol;
  private final StringBuilder text = new StringBuilder();

  private TlaText(Protocol protocol) {
    this.protocol = protocol;
  }

  /** The module, named after the protocol. */
  public static String module(Protocol protocol) {
    return new TlaText(protocol).module();
  }

  /** The cfg file that checks the whole protocol within the bounds of an instance. */
  public static String cfg(Protocol protocol, Instance instance) {
    StringBuilder cfg = new StringBuilder("\\* " + instance.label() + "\n");
    cfg.append("SPECIFICATION Spec\n")
        .append(constants(protocol, instance))
        .append("INVARIANT TypeOK\n");
    for (Property property : protocol.properties()) {
      cfg.append(keyword(property)).append(property.name()).append('\n');
    }
    return cfg.append("CHECK_DEADLOCK TRUE\n").toString();
  }

  /** How a cfg asks for a property. */
  static String keyword(Property property) {
    return switch (property.kind()) {
      case INVARIANT -> "INVARIANT ";
      case LIVENESS, REFINEMENT -> "PROPERTY ";
    };
  }

  /** What the protocol's constants stand for; the instance may hold more than this one needs. */
  public static String constants(Protocol protocol, Instance instance) {
    return protocol.constants().stream()
        .map(Constant::name)
        .filter(instance.constants()::containsKey)
        .map(name -> "CONSTANT " + name + " = " + instance.constants().get(name) + "\n")
        .collect(Collectors.joining());
  }

  /** The top-level name whose definition a line of a module belongs to; empty if none does. */
  static String definitionAt(String module, int line) {
    List<String> lines = module.lines().toList();
    for (int i = Math.min(line, lines.size()) - 1; i >= 0; i--) {
      Matcher heading = HEADING.matcher(lines.get(i));
      if (heading.matches()) {
        return heading.group(1);
      }
    }
    return "";
  }

  /** A line of a protocol's module with the definition it belongs to; empty for line 0. */
  static String location(Protocol protocol, String module, int line) {
    String owner = definitionAt(module, line);
    String where = protocol.name() + ".tla:" + line;
    return line == 0 ? "" : where + (owner.isEmpty() ? "" : " (" + owner + ")");
  }

  private String module() {
    String title = " MODULE " + protocol.name() + " ";
    int dashes = Math.max(4, (WIDTH - title.length()) / 2);
    text.append("-".repeat(dashes)).append(title).append("-".repeat(dashes)).append('\n');
    comment(protocol.doc());
    text.append("EXTENDS Naturals, FiniteSets, Sequences\n\n");
    declarations();
    definitions();
    initial();
    actions();
    next();
    fairness();
    properties();
    text.append("=".repeat(2 * dashes + title.length())).append('\n');
    return text.toString();
  }

  private void declarations() {
    for (Constant constant : protocol.constants()) {
      declaration("CONSTANT", constant.name(), constant.comment());
    }
    if (!protocol.constants().isEmpty()) {
      text.append('\n');
    }
    Optional<Section> shown = Optional.empty();
    for (Variable variable : protocol.variables()) {
      Optional<Section> section = protocol.composition().section(variable.name());
      if (!section.equals(shown)) {
        text.append(shown.isEmpty() ? "" : "\n");
        comment(section.map(Section::title).orElse(REST) + ".");
        shown = section;
      }
      declaration(
          "VARIABLE",
          variable.name(),
          variable.isHistory() ? variable.comment() + " (history)" : variable.comment());
    }
    text.append('\n');
    for (Section section : protocol.composition().sections()) {
      List<String> names = variables(section);
      if (names.size() > 1) {
        text.append(section.variables()).append(" == ").append(tuple(names)).append('\n');
      }
    }
    text.append("vars == ").append(tuple(together(all()))).append("\n\n");
  }

  private void declaration(String keyword, String name, String comment) {
    String declared = keyword + " " + name;
    if (comment.isBlank()) {
      text.append(declared).append('\n');
    } else if (declared.length() + comment.length() + 6 <= WIDTH + 8) {
      text.append("%-24s \\* %s\n".formatted(declared, ascii(comment.strip())));
    } else {
      comment(comment);
      text.append(declared).append('\n');
    }
  }

  private void definitions() {
    for (Definition definition : protocol.definitions()) {
      comment(definition.comment());
      String heading =
          definition.parameters().isEmpty()
              ? definition.name()
              : definition.name() + "(" + String.join(", ", definition.parameters()) + ")";
      body(heading, definition.body());
    }
  }

  private void initial() {
    text.append("TypeOK ==\n");
    for (Variable variable : protocol.variables()) {
      conjunct(variable.name() + " \\in " + variable.type());
    }
    text.append("\nInit ==\n");
    for (Variable variable : protocol.variables()) {
      conjunct(variable.name() + " = " + variable.initial());
    }
    text.append('\n');
  }

  /** The actions by module, then those of each channel, then all others, where there are such. */
  private void actions() {
    Optional<Section> shown = Optional.empty();
    for (Action action : protocol.actions()) {
      Optional<Section> section = protocol.composition().section(action.name());
      if (!section.equals(shown)) {
        text.append("-".repeat(WIDTH)).append('\n');
        comment(section.map(Section::title).orElse(REST) + ".");
        comment(section.map(Section::doc).orElse(""));
        text.append('\n');
        shown = section;
      }
      action(action);
    }
    if (!protocol.composition().sections().isEmpty()) {
      text.append("-".repeat(WIDTH)).append('\n');
    }
  }

  private void action(Action action) {
    String origin =
        switch (action.origin()) {
          case SYSTEM -> "";
          case ENVIRONMENT -> "Environment. ";
          case FAULT -> "Fault. ";
        };
    comment(origin + action.comment());
    text.append(action.signature()).append(" ==\n");
    action.guards().forEach(this::conjunct);
    action.effects().forEach((variable, next) -> conjunct(variable + "' = " + next));
    List<String> unchanged =
        all().stream().filter(name -> !action.effects().containsKey(name)).toList();
    if (!unchanged.isEmpty()) {
      conjunct("UNCHANGED " + (action.effects().isEmpty() ? "vars" : tuple(together(unchanged))));
    }
    text.append('\n');
  }

  private List<String> all() {
    return protocol.variables().stream().map(Variable::name).toList();
  }

  private List<String> variables(Section section) {
    return all().stream().filter(section.names()::contains).toList();
  }

  /** Names of variables, with one for all variables of a module or a channel. */
  private List<String> together(List<String> names) {
    List<String> fewer = new ArrayList<>(names);
    for (Section section : protocol.composition().sections()) {
      List<String> members = variables(section);
      int place = members.isEmpty() ? -1 : fewer.indexOf(members.getFirst());
      if (members.size() > 1 && fewer.containsAll(members)) {
        fewer.set(place, section.variables());
        fewer.removeAll(members);
      }
    }
    return fewer;
  }

  private static String tuple(List<String> names) {
    return "<<" + String.join(", ", names) + ">>";
  }

  private void next() {
    text.append("Next ==\n");
    for (Action action : protocol.actions()) {
      text.append("  \\/ ").append(some(action)).append('\n');
    }
    text.append('\n');
  }

  private void fairness() {
    List<Action> fair =
        protocol.actions().stream().filter(a -> a.fairness() != Fairness.NONE).toList();
    text.append("\\* What can happen for good happens in the end; nobody has to make faults.\n");
    text.append("Fairness ==\n");
    if (fair.isEmpty()) {
      text.append("  TRUE\n");
    }
    fair.forEach(action -> conjunct(fair(action, "vars")));
    text.append("\nSpec == Init /\\ [][Next]_vars /\\ Fairness\n\n");
  }

  /** That a fair action happens in the end, told by what it changes of some variables. */
  public static String fair(Action action, String variables) {
    String operator = action.fairness() == Fairness.WEAK ? "WF_" : "SF_";
    return operator + variables + "(" + some(action) + ")";
  }

  private void properties() {
    Refinement refinement = protocol.refinement();
    if (refinement != null) {
      comment("How this protocol is seen as " + refinement.of().name() + ".");
      text.append(
          new RefinementText(refinement).instance(Refinement.INSTANCE, refinement.of().name()));
      text.append('\n');
    }
    for (Property property : protocol.properties()) {
      String owners =
          property.requirements().isEmpty()
              ? ""
              : String.join(", ", property.requirements()) + ": ";
      comment(owners + property.comment());
      body(property.name(), property.formula());
    }
  }

  /** The action for some choice of its parameters. */
  private static String some(Action action) {
    return action.parameters().isEmpty()
        ? action.name()
        : "\\E "
            + action.parameters().stream().map(TlaText::bound).collect(Collectors.joining(", "))
            + " : "
            + action.signature();
  }

  private static String bound(Parameter parameter) {
    return parameter.name() + " \\in " + parameter.set();
  }

  private void body(String heading, String body) {
    text.append(heading).append(" ==\n");
    body.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    text.append('\n');
  }

  /** A conjunct; its further lines are indented below it, which TLA+ reads as one expression. */
  private void conjunct(String expression) {
    text.append("  /\\ ").append(expression.replace("\n", "\n     ")).append('\n');
  }

  private void comment(String comment) {
    if (comment.isBlank()) {
      return;
    }
    StringBuilder line = new StringBuilder("\\*");
    for (String word : ascii(comment).strip().split("\\s+", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line.setLength(2);
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }

  /** SANY reads no other characters reliably; a comment opener would hide what follows. */
  private static String ascii(String comment) {
    return comment.replaceAll("[^\\x20-\\x7e\\s]", "?").replace("(*", "( *").replace("*)", "* )");
  }
}
