package dev.sds.artifacts.protocol;

import java.util.List;

/**
 * Where a behaviour leaves the more abstract protocol that it is to refine: its last step, or its
 * first state, is none of that protocol's.
 *
 * @param protocol the abstract one
 * @param values what its variables are at the end
 * @param possible what it allows before that step, as calls; nothing for a first state
 */
public record Departure(String protocol, List<Mapped> values, List<String> possible) {

  public Departure {
    values = List.copyOf(values);
    possible = List.copyOf(possible);
  }

  /**
   * A variable of the abstract protocol, seen through the mapping.
   *
   * @param before its value before the step; empty for a first state
   */
  public record Mapped(String name, String before, String after) {

    boolean changed() {
      return !before.equals(after);
    }
  }

  /** In a few lines, below the behaviour. */
  public String render() {
    boolean first = values.stream().allMatch(value -> value.before().isEmpty());
    var text = new StringBuilder();
    text.append(
        first
            ? "In %s, this is the first state:\n".formatted(protocol)
            : "In %s, the last step is this:\n".formatted(protocol));
    for (Mapped value : values) {
      text.append("        ").append(value.name());
      if (first) {
        text.append(" = ").append(value.after());
      } else if (value.changed()) {
        text.append(": ").append(value.before()).append(" -> ").append(value.after());
      } else {
        text.append(" = ").append(value.after()).append(", unchanged");
      }
      text.append('\n');
    }
    if (!first) {
      text.append("What ")
          .append(protocol)
          .append(" allows there: ")
          .append(possible.isEmpty() ? "nothing" : String.join(", ", possible))
          .append(".\n");
    }
    return text.toString();
  }
}
