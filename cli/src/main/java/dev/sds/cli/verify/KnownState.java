package dev.sds.cli.verify;

import dev.sds.artifacts.protocol.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A state as its changes tell it, each part of a value at its own place: {@code attempt[q1]},
 * {@code lease.holder}. Sets are values, of which elements come and go.
 */
final class KnownState {

  private final Map<String, String> parts = new LinkedHashMap<>();

  /** What is known by now. */
  Map<String, String> parts() {
    return new LinkedHashMap<>(parts);
  }

  void add(Change change) {
    String path = change.path();
    switch (change.kind()) {
      case INITIAL, CHANGED -> {
        // A part keeps its place among the others.
        parts.keySet().removeIf(part -> !part.equals(path) && within(part, path));
        if (!compound(change.after())) {
          parts.put(path, change.after());
        } else {
          parts.remove(path);
          spread(path, change.after());
        }
      }
      case ADDED -> {
        List<String> elements = elements(parts.getOrDefault(path, "{}"));
        elements.add(change.after());
        parts.put(path, "{" + String.join(", ", elements) + "}");
      }
      case REMOVED -> {
        List<String> elements = elements(parts.getOrDefault(path, "{}"));
        elements.remove(change.before());
        parts.put(path, "{" + String.join(", ", elements) + "}");
      }
    }
  }

  private static boolean within(String part, String path) {
    return part.equals(path) || part.startsWith(path + "[") || part.startsWith(path + ".");
  }

  private static boolean compound(String value) {
    return (value.startsWith("<<") && !value.equals("<<>>"))
        || (value.startsWith("[") && value.length() > 2);
  }

  /** Functions, records and sequences by their entries; everything else as it is. */
  private void spread(String path, String value) {
    if (!compound(value)) {
      parts.put(path, value);
    } else if (value.startsWith("<<")) {
      List<String> items = split(value.substring(2, value.length() - 2));
      for (int i = 0; i < items.size(); i++) {
        spread(path + "[" + (i + 1) + "]", items.get(i));
      }
    } else {
      for (String entry : split(value.substring(1, value.length() - 1))) {
        int colon = outside(entry, ": ");
        if (colon >= 0) {
          spread(path + "[" + entry.substring(0, colon) + "]", entry.substring(colon + 2));
        } else {
          int equal = outside(entry, "=");
          spread(path + "." + entry.substring(0, equal), entry.substring(equal + 1));
        }
      }
    }
  }

  private static List<String> elements(String set) {
    return set.equals("{}") ? new ArrayList<>() : split(set.substring(1, set.length() - 1));
  }

  private static List<String> split(String text) {
    List<String> items = new ArrayList<>();
    String rest = text;
    for (int comma = outside(rest, ", "); comma >= 0; comma = outside(rest, ", ")) {
      items.add(rest.substring(0, comma));
      rest = rest.substring(comma + 2);
    }
    items.add(rest);
    return items;
  }

  /** Where a mark first stands outside of brackets and quotes; negative if nowhere. */
  private static int outside(String text, String mark) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (depth == 0 && !quoted && text.startsWith(mark, i)) {
        return i;
      }
      quoted ^= c == '"';
      depth += quoted ? 0 : "[{<(".indexOf(c) >= 0 ? 1 : "]}>)".indexOf(c) >= 0 ? -1 : 0;
    }
    return -1;
  }
}
