package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** What differs between two states, by set element and by key; each line names its place. */
final class StateDiff {

  static final String CHANGE = "change";

  private final List<Line> lines = new ArrayList<>();

  private StateDiff() {}

  static List<Line> initial(TLCState state) {
    return initial(values(state));
  }

  static List<Line> between(TLCState before, TLCState after) {
    return between(values(before), values(after));
  }

  /** What is shown of a first state, by name. */
  static List<Line> initial(Map<String, IValue> shown) {
    StateDiff diff = new StateDiff();
    shown.forEach((name, value) -> diff.add("INITIAL", name, "", ModelValues.text(value)));
    return diff.lines;
  }

  /** What differs in what is shown of two states. */
  static List<Line> between(Map<String, IValue> before, Map<String, IValue> after) {
    StateDiff diff = new StateDiff();
    after.forEach((name, value) -> diff.compare(name, before.get(name), value));
    return diff.lines;
  }

  /** A state's variables, in the order the module declares them. */
  static Map<String, IValue> values(TLCState state) {
    Map<String, IValue> values = new LinkedHashMap<>();
    for (String variable : ModelValues.variables()) {
      values.put(variable, state.lookup(UniqueString.uniqueStringOf(variable)));
    }
    return values;
  }

  private void compare(String path, @Nullable IValue before, @Nullable IValue after) {
    String old = ModelValues.text(before);
    String now = ModelValues.text(after);
    if (old.equals(now)) {
      return;
    }
    if (before == null || after == null) {
      add("CHANGED", path, old, now);
      return;
    }
    List<String> oldElements = ModelValues.elements(before);
    List<String> newElements = ModelValues.elements(after);
    if (oldElements != null && newElements != null) {
      newElements.stream()
          .filter(element -> !oldElements.contains(element))
          .forEach(element -> add("ADDED", path, "", element));
      oldElements.stream()
          .filter(element -> !newElements.contains(element))
          .forEach(element -> add("REMOVED", path, element, ""));
      return;
    }
    SortedMap<String, Value> oldEntries = ModelValues.entries(before);
    SortedMap<String, Value> newEntries = ModelValues.entries(after);
    if (oldEntries == null
        || newEntries == null
        || !oldEntries.keySet().equals(newEntries.keySet())) {
      add("CHANGED", path, old, now);
      return;
    }
    boolean fields = before instanceof RecordValue;
    oldEntries.forEach(
        (key, value) -> {
          Value other = newEntries.get(key);
          if (other != null) {
            compare(path + (fields ? "." + key : "[" + key + "]"), value, other);
          }
        });
  }

  private void add(String kind, String path, String before, String after) {
    lines.add(Line.of(CHANGE, kind, path, before, after));
  }
}
