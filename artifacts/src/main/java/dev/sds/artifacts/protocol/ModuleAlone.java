package dev.sds.artifacts.protocol;

import dev.sds.artifacts.protocol.Composition.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One module of a system by itself, whatever the others do: any message may come at any time, and
 * what it sends is not looked at. Its log, without those of the others, can be followed in this.
 */
public final class ModuleAlone {

  private final Protocol protocol;
  private final Section section;

  private ModuleAlone(Protocol protocol, Section section) {
    this.protocol = protocol;
    this.section = section;
  }

  /**
   * A module of a system.
   *
   * @throws IllegalArgumentException if the system has no such module
   */
  public static ModuleAlone of(Protocol system, String module) {
    Composition composition = system.composition();
    Set<String> channels =
        composition.channels().stream().map(Channel::name).collect(Collectors.toSet());
    Section section =
        composition.sections().stream()
            .filter(s -> s.name().equals(module) && !channels.contains(module))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The protocol '%s' has no module '%s'.".formatted(system.name(), module)));
    Predicate<String> own = section.names()::contains;
    List<Variable> variables = system.variables().stream().filter(v -> own.test(v.name())).toList();
    List<Action> actions =
        system.actions().stream()
            .filter(action -> own.test(action.name()))
            .map(action -> alone(action, composition, own))
            .toList();
    var protocol =
        new Protocol(
            system.name(),
            section.doc(),
            system.constants(),
            definitions(system, own),
            variables,
            actions,
            List.of(),
            new Composition(List.of(section), List.of()));
    return new ModuleAlone(protocol, section);
  }

  private static Action alone(Action action, Composition composition, Predicate<String> own) {
    var effects = new LinkedHashMap<String, String>();
    action
        .effects()
        .forEach(
            (variable, next) -> {
              if (own.test(variable)) {
                effects.put(variable, next);
              }
            });
    return action
        .withGuards(action.guards().stream().filter(g -> !composition.brings(g)).toList())
        .withEffects(effects);
  }

  /** Those that look at nothing which is not the module's. */
  private static List<Definition> definitions(Protocol system, Predicate<String> own) {
    Set<String> others = new LinkedHashSet<>();
    system.variables().stream().map(Variable::name).filter(own.negate()).forEach(others::add);
    var kept = new ArrayList<Definition>();
    for (Definition definition : system.definitions()) {
      boolean looks =
          others.stream()
              .anyMatch(
                  name -> Pattern.compile("\\b" + name + "\\b").matcher(definition.body()).find());
      if (looks) {
        others.add(definition.name());
      } else {
        kept.add(definition);
      }
    }
    return kept;
  }

  /** What the module can do. */
  public Protocol protocol() {
    return protocol;
  }

  /**
   * A log of the module in the words of the system. Code of a kind of which there are several need
   * not know which it is: it may say {@code Take} and {@code table} for what is {@code BackupTake}
   * and {@code backupTable} outside of it.
   */
  public List<TraceEvent> log(List<TraceEvent> events) {
    return events.stream()
        .map(
            event ->
                new TraceEvent(
                    outside(event.action()), event.parameters(), observed(event.observed())))
        .toList();
  }

  private Map<String, String> observed(Map<String, String> values) {
    var observed = new TreeMap<String, String>();
    values.forEach((name, value) -> observed.put(outside(name), value));
    return observed;
  }

  private String outside(String name) {
    return section.names().contains(name) ? name : section.outside(name);
  }
}
