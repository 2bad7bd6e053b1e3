package dev.sds.verification.child;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;

/** A logged action; values in the form {@link ModelValues} writes. */
record LoggedEvent(String action, Map<String, String> parameters, Map<ValuePath, String> observed) {

  static LoggedEvent of(Line line) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<ValuePath, String> observed = new LinkedHashMap<>();
    int count = Integer.parseInt(line.field(1));
    for (int i = 2; i + 1 < line.fields().size(); i += 2) {
      String value = ValueText.canonical(line.field(i + 1));
      if (parameters.size() < count) {
        parameters.put(line.field(i), value);
      } else {
        observed.put(ValuePath.parse(line.field(i)), value);
      }
    }
    return new LoggedEvent(line.field(0), parameters, observed);
  }

  boolean fits(Map<String, String> bound) {
    return parameters.entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(bound.get(entry.getKey())));
  }

  /** How a state differs from what the log saw; null if it does not. */
  @Nullable String contradiction(TLCState state) {
    for (Map.Entry<ValuePath, String> seen : observed.entrySet()) {
      String modelled = seen.getKey().in(state);
      if (!seen.getValue().equals(modelled) && !sameSet(seen.getValue(), modelled)) {
        String place =
            seen.getKey().variable()
                + (seen.getKey().keys().isEmpty() ? "" : seen.getKey().keys().toString());
        return "The action is possible, but then %s = %s in the protocol and %s in the log."
            .formatted(place, modelled == null ? "(no such place)" : modelled, seen.getValue());
      }
    }
    return null;
  }

  /** A list in a log is a set where the protocol has one: its order says nothing there. */
  private static boolean sameSet(String seen, @Nullable String modelled) {
    return modelled != null
        && modelled.startsWith("{")
        && seen.startsWith("<<")
        && ValueText.canonical("{" + seen.substring(2, seen.length() - 2) + "}").equals(modelled);
  }
}
