package dev.sds.agents.create.terms;

import dev.sds.artifacts.kit.ProgramSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A term as Java that a person can review: every feature is a local variable of its name, a large
 * part one of its own, every constant a named parameter, and every sum a loop.
 */
public final class JavaText {

  private static final int LONG = 64;

  /** How tightly a text binds; a looser one stands in parentheses. */
  private enum Tightness {
    CHOICE,
    EITHER,
    BOTH,
    COMPARISON,
    SUM,
    PRODUCT,
    ATOM
  }

  private record Text(String text, Tightness tightness) {}

  private final ProgramSpace space;
  private final String constantPrefix;
  private final Map<String, String> locals = new LinkedHashMap<>();
  private final Set<String> used = new TreeSet<>();
  private final Set<ProgramSpace.Loop> loops = new LinkedHashSet<>();

  /** Where statements go: the body, or the loop that is being written. */
  private List<String> statements = new ArrayList<>();

  private int constants;
  private int parts;
  private int sums;

  private JavaText(ProgramSpace space, String constantPrefix) {
    this.space = space;
    this.constantPrefix = constantPrefix;
  }

  /**
   * The fragments of a choice, by hole.
   *
   * @param kind whose parameters the constants are
   */
  public static Map<String, String> fragments(ProgramSpace space, String kind, Term term) {
    var text = new JavaText(space, kind.toUpperCase(Locale.ROOT).replace('-', '_') + "_C");
    String body = text.body(term);
    Map<String, String> fragments = new TreeMap<>();
    text.loops.forEach(
        loop -> loop.support().forEach((hole, c) -> fragments.merge(hole, c, JavaText::below)));
    for (String name : text.used) {
      text.declared(name)
          .support()
          .forEach((hole, code) -> fragments.merge(hole, code, JavaText::below));
    }
    fragments.put(space.hole(), body);
    return fragments;
  }

  /** Features may rest on the same code; it stands there once. */
  private static String below(String first, String second) {
    return first.contains(second.strip()) ? first : first.stripTrailing() + "\n\n" + second;
  }

  private String body(Term term) {
    String result = text(term, false).text();
    var lines = new ArrayList<String>();
    locals.forEach((name, code) -> declaration(name, code).ifPresent(lines::add));
    lines.addAll(statements);
    lines.add("return " + result + ";");
    return String.join("\n", lines);
  }

  /** None for a field of the same name: a local would read itself. */
  private static Optional<String> declaration(String name, String code) {
    return code.equals(variable(name))
        ? Optional.empty()
        : Optional.of("double " + variable(name) + " = " + code + ";");
  }

  /** A loop that adds up its argument; its features are local to a turn. */
  private Text sum(Term term) {
    ProgramSpace.Loop loop =
        space
            .loop(term.name())
            .orElseThrow(
                () ->
                    new IllegalArgumentException("The kit offers no loop '" + term.name() + "'."));
    loops.add(loop);
    List<String> outside = statements;
    statements = new ArrayList<>();
    String each = text(term.argument(0), false).text();
    List<String> inside = statements;
    statements = outside;
    String name = "sum" + ++sums;
    statements.add("double " + name + " = 0;");
    statements.add("for (" + loop.each() + ") {");
    loop.features().stream()
        .filter(f -> term.parts().contains(Term.feature(f.name())))
        .flatMap(f -> declaration(f.name(), f.code()).stream())
        .forEach(line -> statements.add("  " + line));
    inside.forEach(line -> statements.add("  " + line));
    statements.add("  " + name + " += " + each + ";");
    statements.add("}");
    return new Text(name, Tightness.ATOM);
  }

  private Text text(Term term, boolean inside) {
    Text text = plain(term);
    boolean hoists =
        inside && term.result() == ProgramSpace.Result.NUMBER && text.text().length() > LONG;
    if (!hoists) {
      return text;
    }
    String name = "part" + ++parts;
    statements.add("double " + name + " = " + text.text() + ";");
    return new Text(name, Tightness.ATOM);
  }

  private Text plain(Term term) {
    return switch (term.op()) {
      case CONSTANT -> new Text(constantPrefix + ++constants, Tightness.ATOM);
      case FEATURE -> feature(term.name());
      case ALWAYS -> new Text("true", Tightness.ATOM);
      case SUM -> sum(term);
      case ADD -> infix(term, " + ", Tightness.SUM, Tightness.PRODUCT);
      case SUBTRACT -> infix(term, " - ", Tightness.SUM, Tightness.PRODUCT);
      case MULTIPLY -> infix(term, " * ", Tightness.PRODUCT, Tightness.ATOM);
      case AT_MOST -> infix(term, " <= ", Tightness.COMPARISON, Tightness.SUM);
      case BOTH -> infix(term, " && ", Tightness.BOTH, Tightness.COMPARISON);
      case EITHER -> infix(term, " || ", Tightness.EITHER, Tightness.BOTH);
      case DIVIDE ->
          new Text(
              inside(term.argument(0), Tightness.PRODUCT)
                  + " / Math.max(1, "
                  + inside(term.argument(1), Tightness.CHOICE)
                  + ")",
              Tightness.PRODUCT);
      case LEAST -> call("min", term);
      case GREATEST -> call("max", term);
      case ROOT ->
          new Text(
              "Math.sqrt(Math.abs(" + inside(term.argument(0), Tightness.CHOICE) + "))",
              Tightness.ATOM);
      case CHOOSE ->
          new Text(
              inside(term.argument(0), Tightness.EITHER)
                  + " ? "
                  + inside(term.argument(1), Tightness.EITHER)
                  + " : "
                  + inside(term.argument(2), Tightness.EITHER),
              Tightness.CHOICE);
    };
  }

  private Text feature(String name) {
    used.add(name);
    if (space.loops().stream().noneMatch(l -> l.has(name))) {
      locals.put(name, declared(name).code());
    }
    return new Text(variable(name), Tightness.ATOM);
  }

  private ProgramSpace.Feature declared(String name) {
    return space
        .feature(name)
        .orElseThrow(
            () -> new IllegalArgumentException("The kit offers no feature '" + name + "'."));
  }

  private Text call(String method, Term term) {
    return new Text(
        "Math."
            + method
            + "("
            + inside(term.argument(0), Tightness.CHOICE)
            + ", "
            + inside(term.argument(1), Tightness.CHOICE)
            + ")",
        Tightness.ATOM);
  }

  /** The right operand must bind tighter where the operation does not associate in rounding. */
  private Text infix(Term term, String sign, Tightness own, Tightness right) {
    return new Text(inside(term.argument(0), own) + sign + inside(term.argument(1), right), own);
  }

  private String inside(Term term, Tightness atLeast) {
    Text text = text(term, true);
    return text.tightness().compareTo(atLeast) < 0 ? "(" + text.text() + ")" : text.text();
  }

  /** A feature's name as a local variable. */
  public static String variable(String name) {
    var variable = new StringBuilder();
    for (String word : name.split("-", -1)) {
      variable.append(
          variable.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return variable.toString();
  }
}
