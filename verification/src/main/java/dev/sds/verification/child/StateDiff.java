package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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
    StateDiff diff = new StateDiff();
    for (String variable : ModelValues.variables()) {
      diff.add("INITIAL", variable, "", ModelValues.text(value(state, variable)));
    }
    return diff.lines;
  }

  static List<Line> between(TLCState before, TLCState after) {
    StateDiff diff = new StateDiff();
    for (String variable : ModelValues.variables()) {
      diff.compare(variable, value(before, variable), value(after, variable));
    }
    return diff.lines;
  }

  private static IValue value(TLCState state, String variable) {
    return state.lookup(UniqueString.uniqueStringOf(variable));
  }

  private void compare(String path, IValue before, IValue after) {
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
