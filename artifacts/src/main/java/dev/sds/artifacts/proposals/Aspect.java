package dev.sds.artifacts.proposals;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a variable says of each member of a set: that it is among some, has been counted,
 * or is in a state of some name.
 *
 * @param set the members, by the constant's name
 * @param formula with {@code $} for the member
 * @param name for the property's name
 * @param said in English, of a member
 * @param own words of the variable itself
 * @param about words of the actions that bring it about
 * @param count the number that it counts for a member, with {@code $}; empty if it counts nothing
 */
record Aspect(
    String set,
    String formula,
    String name,
    String said,
    Set<String> own,
    Set<String> about,
    String count) {

  private static final String MEMBER = "$";
  private static final Pattern MAP =
      Pattern.compile("\\[\\s*(\\w+)\\s*->\\s*(.+)]", Pattern.DOTALL);
  private static final Pattern SUBSET = Pattern.compile("SUBSET\\s+(.+)", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*:\\s*(\\w+)\\s*(?=[,\\]])");
  private static final Pattern NUMBERS = Pattern.compile("Nat|\\d+\\s*\\.\\.\\s*\\w+");
  private static final Pattern LITERAL = Pattern.compile("\"(\\w+)\"");

  Aspect {
    own = Set.copyOf(own);
    about = Set.copyOf(about);
  }

  String of(String member) {
    return formula.replace(MEMBER, member);
  }

  String countOf(String member) {
    return count.replace(MEMBER, member);
  }

  /** All that some variables of a protocol say of the members of its sets, in their order. */
  static List<Aspect> of(Protocol protocol, List<Variable> variables) {
    List<Aspect> found = new ArrayList<>();
    Map<String, String> bodies = new LinkedHashMap<>();
    for (Definition definition : protocol.definitions()) {
      if (definition.parameters().isEmpty()) {
        bodies.put(definition.name(), definition.body());
      }
    }
    List<String> sets = new ArrayList<>(bodies.keySet());
    protocol.constants().forEach(c -> sets.add(c.name()));
    for (Variable variable : variables) {
      found.addAll(new Reader(protocol, bodies, sets, variable).aspects());
    }
    return found;
  }

  /** Reads one variable's type. */
  private record Reader(
      Protocol protocol, Map<String, String> bodies, List<String> sets, Variable variable) {

    List<Aspect> aspects() {
      String type = resolved(variable.type());
      Matcher map = MAP.matcher(type);
      Matcher subset = SUBSET.matcher(type);
      if (map.matches() && sets.contains(map.group(1))) {
        return ofMap(map.group(1), resolved(map.group(2).strip()));
      }
      if (subset.matches()) {
        return ofSet(subset.group(1).strip());
      }
      return List.of();
    }

    private String resolved(String type) {
      return bodies.getOrDefault(type, type).strip();
    }

    private List<Aspect> ofMap(String set, String range) {
      if (NUMBERS.matcher(range).matches()) {
        String count = variable.name() + "[" + MEMBER + "]";
        return List.of(aspect(set, count + " > 0", variable.name(), "counted in", "", count));
      }
      if (SUBSET.matcher(range).matches()) {
        String members = variable.name() + "[" + MEMBER + "]";
        String size = "Cardinality(" + members + ")";
        return List.of(aspect(set, members + " /= {}", variable.name(), "given some in", "", size));
      }
      List<Aspect> states = new ArrayList<>();
      Matcher literal = LITERAL.matcher(range);
      while (range.startsWith("{") && literal.find()) {
        String state = literal.group(1);
        String formula = variable.name() + "[" + MEMBER + "] = \"" + state + "\"";
        states.add(aspect(set, formula, state, "\"" + state + "\" in", state, ""));
      }
      return states;
    }

    private List<Aspect> ofSet(String members) {
      String name = variable.name();
      if (sets.contains(members)) {
        return List.of(aspect(members, MEMBER + " \\in " + name, name, "in", "", ""));
      }
      List<Aspect> fields = new ArrayList<>();
      String record = resolved(members);
      Matcher field = FIELD.matcher(record);
      while (record.startsWith("[") && field.find()) {
        if (sets.contains(field.group(2))) {
          String some = "{m \\in " + name + " : m." + field.group(1) + " = " + MEMBER + "}";
          fields.add(
              aspect(
                  field.group(2),
                  "(\\E m \\in " + name + " : m." + field.group(1) + " = " + MEMBER + ")",
                  name,
                  "named in",
                  "",
                  "Cardinality(" + some + ")"));
        }
      }
      return fields;
    }

    private Aspect aspect(
        String set, String formula, String name, String how, String state, String count) {
      Set<String> own =
          new LinkedHashSet<>(
              state.isEmpty()
                  ? Words.in(List.of(variable.name(), variable.comment()))
                  : Words.in(state));
      Set<String> about = new LinkedHashSet<>();
      for (Action action : protocol.actions()) {
        String next = action.effects().getOrDefault(variable.name(), "");
        boolean brings = state.isEmpty() ? adds(next) : next.contains("\"" + state + "\"");
        if (brings) {
          about.addAll(Words.in(List.of(action.name(), action.comment())));
        }
      }
      own.removeAll(Words.in(set));
      about.removeAll(Words.in(set));
      return new Aspect(
          set, formula, capital(name), how + " `" + variable.name() + "`", own, about, count);
    }

    private static boolean adds(String next) {
      return next.contains("\\cup") || next.contains("+ 1");
    }

    private static String capital(String name) {
      return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
  }
}
