package dev.sds.verification.remedy;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Action.Parameter;
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
 * What actions may lack, in the protocol's own words: effects and guards of other actions, with
 * parameters that range over the same set, first values, and members that enter or leave a set.
 */
final class Edits {

  private static final Pattern FUNCTION = Pattern.compile("\\[(.+?) -> (.+)\\]");

  private final Protocol protocol;
  private final Map<String, Remedy.Edit> effects = new LinkedHashMap<>();
  private final Map<String, Remedy.Edit> guards = new LinkedHashMap<>();

  private Edits(Protocol protocol) {
    this.protocol = protocol;
  }

  /** Additions to some actions, effects before guards, of each first those to the first action. */
  static List<Remedy.Edit> of(Protocol protocol, List<String> actions) {
    var edits = new Edits(protocol);
    for (String name : actions) {
      protocol
          .action(name)
          .filter(action -> action.origin() != Origin.FAULT)
          .ifPresent(
              action -> {
                edits.effects(action);
                edits.guards(action);
              });
    }
    List<Remedy.Edit> all = new ArrayList<>(edits.effects.values());
    all.addAll(edits.guards.values());
    return all;
  }

  private void effects(Action action) {
    for (Variable variable : protocol.variables()) {
      String name = variable.name();
      if (action.effects().containsKey(name) || variable.isHistory()) {
        continue;
      }
      Set<String> values = new LinkedHashSet<>();
      for (Action other : protocol.actions()) {
        String next = other.effects().get(name);
        if (next != null && !other.name().equals(action.name())) {
          values.addAll(translated(next, other, action));
        }
      }
      values.addAll(changed(resolved(variable.type()), name, action));
      values.add(variable.initial());
      values.forEach(value -> effect(action, name, value));
    }
  }

  /** What a value of some type may become by an action's parameters. */
  private List<String> changed(String type, String value, Action action) {
    List<String> values = new ArrayList<>();
    Matcher function = FUNCTION.matcher(type);
    if (function.matches()) {
      for (Parameter parameter : action.parameters()) {
        if (parameter.set().equals(function.group(1))) {
          String place = parameter.name();
          for (String next : changed(resolved(function.group(2)), "@", action)) {
            values.add("[%s EXCEPT ![%s] = %s]".formatted(value, place, next));
          }
        }
      }
    } else if (type.equals("BOOLEAN")) {
      values.addAll(List.of("TRUE", "FALSE"));
    } else if (numeric(type)) {
      values.addAll(List.of(value + " + 1", value + " - 1", "0"));
    }
    for (Parameter parameter : action.parameters()) {
      if (type.equals("SUBSET " + parameter.set())) {
        values.add("%s \\ {%s}".formatted(value, parameter.name()));
        values.add("%s \\cup {%s}".formatted(value, parameter.name()));
      } else if (type.equals(resolved(parameter.set()))
          || (numeric(type) && numeric(resolved(parameter.set())))) {
        values.add(parameter.name());
      }
    }
    return values;
  }

  private static boolean numeric(String set) {
    return set.matches("[^{\\[]*\\.\\.[^{\\[]*") || set.equals("Nat");
  }

  /** A set by its definition, where it is one. */
  private String resolved(String set) {
    return protocol.definitions().stream()
        .filter(definition -> definition.name().equals(set) && definition.parameters().isEmpty())
        .map(Definition::body)
        .findFirst()
        .orElse(set);
  }

  private void effect(Action action, String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(action.effects());
    more.put(variable, value);
    String text = "`" + variable + "' = " + value.replaceAll("\\s+", " ") + "`";
    add(effects, Remedy.Edit.Kind.EFFECT, action.withEffects(more), text);
  }

  private void guards(Action action) {
    for (Action other : protocol.actions()) {
      if (other.name().equals(action.name())) {
        continue;
      }
      for (String guard : other.guards()) {
        for (String own : translated(guard, other, action)) {
          if (!action.guards().contains(own)) {
            add(guards, Remedy.Edit.Kind.GUARD, action.when(own), own.replaceAll("\\s+", " "));
          }
        }
      }
    }
  }

  private void add(
      Map<String, Remedy.Edit> edits, Remedy.Edit.Kind kind, Action changed, String text) {
    try {
      edits.putIfAbsent(
          changed.name() + " " + text,
          new Remedy.Edit(kind, changed.name(), text, protocol.replacing(changed)));
    } catch (IllegalArgumentException e) {
      // What a module may not touch is none of its own to lack.
    }
  }

  /** An expression of one action in the parameters of another, in every way they range alike. */
  private static List<String> translated(String text, Action from, Action to) {
    List<String> texts = List.of(text);
    for (Parameter parameter : from.parameters()) {
      String word = "\\b" + parameter.name() + "\\b";
      if (!Pattern.compile(word).matcher(text).find()) {
        continue;
      }
      List<String> further = new ArrayList<>();
      for (Parameter own : to.parameters()) {
        if (own.set().equals(parameter.set())) {
          for (String one : texts) {
            further.add(one.replaceAll(word, Matcher.quoteReplacement(own.name())));
          }
        }
      }
      texts = further;
    }
    return texts;
  }
}
