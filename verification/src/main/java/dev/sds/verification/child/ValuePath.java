package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import util.UniqueString;

/** A place in a state, such as {@code attempt[q1]} or {@code lease.holder}. */
record ValuePath(String variable, List<String> keys) {

  static ValuePath parse(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '[' && text.charAt(end) != '.') {
      end++;
    }
    List<String> keys = new ArrayList<>();
    int at = end;
    while (at < text.length()) {
      int next = text.charAt(at) == '[' ? closing(text, at) : field(text, at);
      if (next < 0) {
        keys.add(text.substring(at));
        break;
      }
      keys.add(ValueText.canonical(text.substring(at + 1, next)));
      at = text.charAt(at) == '[' ? next + 1 : next;
    }
    return new ValuePath(text.substring(0, end), List.copyOf(keys));
  }

  /** The bracket that closes the one here; a key may be a record. Negative if none does. */
  private static int closing(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length(); at++) {
      depth += text.charAt(at) == '[' ? 1 : text.charAt(at) == ']' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }

  private static int field(String text, int dot) {
    int end = dot + 1;
    while (end < text.length() && text.charAt(end) != '[' && text.charAt(end) != '.') {
      end++;
    }
    return end;
  }

  /** The value's text there; null if a state has no such place. */
  @Nullable String in(TLCState state) {
    IValue value = state.lookup(UniqueString.uniqueStringOf(variable));
    for (String key : keys) {
      value = value == null ? null : ModelValues.entry(value, key);
    }
    return value == null ? null : ModelValues.text(value);
  }
}
