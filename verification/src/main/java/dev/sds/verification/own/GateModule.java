package dev.sds.verification.own;

import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.TlaText;
import dev.sds.verification.file.ModuleTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The module that asks another one for what a protocol promises. It extends that module, and holds
 * the protocol's own formulas under names that no module has.
 */
final class GateModule {

  /** No protocol's name begins so. */
  static final String PREFIX = "Sds";

  /** The variables of the module that is asked. */
  static final String VARIABLES = PREFIX + "Vars";

  /** Its behaviours, with the fairness that counts. */
  static final String PROVIDED = PREFIX + "Provided";

  private static final String SYMMETRY = PREFIX + "Symmetry";
  private static final String TLC = PREFIX + "Tlc";
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[A-Za-z_]\\w*");

  private final Protocol protocol;
  private final StringBuilder text;

  GateModule(String name, Protocol protocol) {
    this.protocol = protocol;
    this.text = new StringBuilder("---- MODULE " + name + " ----\n");
    text.append("EXTENDS ").append(protocol.name()).append('\n');
    Set<String> needed = new HashSet<>();
    asked(protocol).forEach(property -> need(property.formula(), needed));
    for (Definition definition : protocol.definitions()) {
      if (needed.contains(definition.name())) {
        String parameters =
            definition.parameters().isEmpty()
                ? ""
                : "(" + String.join(", ", definition.parameters()) + ")";
        define(PREFIX + definition.name() + parameters, renamed(definition.body(), needed));
      }
    }
    asked(protocol).forEach(p -> define(PREFIX + p.name(), renamed(p.formula(), needed)));
  }

  /** With the module's behaviours under the fairness that counts. */
  GateModule with(ModuleTree tree, OwnFairness fairness) {
    define(VARIABLES, "<<" + String.join(", ", tree.variables()) + ">>");
    List<String> initial = new ArrayList<>();
    for (String part : tree.initial()) {
      initial.add(PREFIX + "Initial" + initial.size());
      define(initial.getLast(), part);
    }
    define(PREFIX + "Initial", String.join(" /\\ ", initial));
    define(PREFIX + "Next", tree.next());
    StringBuilder spec =
        new StringBuilder(PREFIX + "Initial /\\ [][" + PREFIX + "Next]_" + VARIABLES);
    for (int i = 0; i < fairness.granted().size(); i++) {
      define(PREFIX + "Fair" + i, fairness.granted().get(i).text());
      spec.append(" /\\ " + PREFIX + "Fair").append(i);
    }
    define(PROVIDED, spec.toString());
    return this;
  }

  /** With the exchanges of members of some sets. */
  GateModule with(List<String> symmetric) {
    if (!symmetric.isEmpty()) {
      text.append(TLC + " == INSTANCE TLC\n");
      define(
          SYMMETRY,
          symmetric.stream()
              .map(set -> TLC + "!Permutations(" + set + ")")
              .collect(Collectors.joining(" \\cup ")));
    }
    return this;
  }

  String text() {
    return text + "====\n";
  }

  private void define(String head, String body) {
    text.append(head).append(" ==\n");
    body.lines().forEach(line -> text.append("  ").append(line).append('\n'));
  }

  private void need(String formula, Set<String> needed) {
    Set<String> words =
        WORD.matcher(formula).results().map(MatchResult::group).collect(Collectors.toSet());
    for (Definition definition : protocol.definitions()) {
      if (words.contains(definition.name()) && needed.add(definition.name())) {
        need(definition.body(), needed);
      }
    }
  }

  private static String renamed(String formula, Set<String> names) {
    return WORD.matcher(formula)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    names.contains(found.group()) ? PREFIX + found.group() : found.group()));
  }

  /** Refinement is a relation to another module, which the one that is asked need not have. */
  static List<Property> asked(Protocol protocol) {
    return protocol.properties().stream()
        .filter(property -> property.kind() != Property.Kind.REFINEMENT)
        .toList();
  }

  /**
   * The cfg that asks for some of them.
   *
   * @param specification the name of the behaviours that are asked
   */
  static String cfg(
      Protocol protocol, Instance instance, String specification, List<Property> properties) {
    return "SPECIFICATION "
        + specification
        + "\n"
        + TlaText.constants(protocol, instance)
        + properties.stream()
            .map(
                property ->
                    (property.kind().safety() ? "INVARIANT " : "PROPERTY ")
                        + PREFIX
                        + property.name()
                        + "\n")
            .collect(Collectors.joining());
  }

  /** The cfg for steps alone, with what every state must keep. */
  static String steps(Protocol protocol, Instance instance) {
    return cfg(protocol, instance, "Spec", protocol.properties(Property.Kind.INVARIANT))
            .replaceFirst("SPECIFICATION .*", "INIT " + PREFIX + "Initial\nNEXT " + PREFIX + "Next")
        + "CHECK_DEADLOCK FALSE\n";
  }

  /** The line of a cfg that takes states for one that differ by an exchange. */
  static String symmetry(List<String> symmetric) {
    return symmetric.isEmpty() ? "" : "SYMMETRY " + SYMMETRY + "\n";
  }

  /** Names of the protocol in place of those that were asked for. */
  static UnaryOperator<String> plain(Protocol protocol) {
    return text ->
        asked(protocol).stream()
            .map(Property::name)
            .reduce(text, (t, name) -> t.replace(PREFIX + name, name));
  }
}
