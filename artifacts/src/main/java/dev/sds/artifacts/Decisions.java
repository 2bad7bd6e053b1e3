package dev.sds.artifacts;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Named choices and their values ({@code recovery: ledger}), one value a kind. */
public record Decisions(SortedMap<String, String> values) {

  public static final Decisions NONE = new Decisions(new TreeMap<>());

  public Decisions {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Decisions of(Map<String, String> values) {
    return new Decisions(new TreeMap<>(values));
  }

  public Optional<String> value(String kind) {
    return Optional.ofNullable(values.get(kind));
  }

  public Decisions with(String kind, String value) {
    var changed = new TreeMap<>(values);
    changed.put(kind, value);
    return new Decisions(changed);
  }

  public Decisions with(Decisions more) {
    var changed = new TreeMap<>(values);
    changed.putAll(more.values);
    return new Decisions(changed);
  }

  public Decisions without(String kind) {
    var changed = new TreeMap<>(values);
    changed.remove(kind);
    return new Decisions(changed);
  }

  /** Whether every choice of {@code others} is made here too. */
  public boolean includes(Decisions others) {
    return values.entrySet().containsAll(others.values.entrySet());
  }

  /** Whether no kind is decided differently here and there. */
  public boolean agreesWith(Decisions others) {
    return others.values.entrySet().stream()
        .allMatch(e -> values.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
