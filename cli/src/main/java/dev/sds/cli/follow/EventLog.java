package dev.sds.cli.follow;

import dev.sds.artifacts.Json;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a running system logged: a JSON object a line, with an action, the choices it made and what
 * was seen after it.
 *
 * @param lines of the file that the events stand in
 */
record EventLog(List<TraceEvent> events, List<Integer> lines) {

  private static final int MOST_EVENTS = 100_000;
  private static final int MOST_PROBLEMS = 20;
  private static final String ACTION = "action";
  private static final String PARAMETERS = "parameters";
  private static final String OBSERVED = "observed";
  private static final Set<String> KEYS = Set.of(ACTION, PARAMETERS, OBSERVED);
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[A-Za-z]\\w*");
  private static final String FORM =
      "Write {\"action\": \"Take\", \"parameters\": {\"job\": \"j1\"}, \"observed\": {\"state[j1]\":"
          + " \"taken\"}}; the last two may be left out.";

  EventLog {
    events = List.copyOf(events);
    lines = List.copyOf(lines);
  }

  /**
   * Reads a log.
   *
   * @param names words that are values by themselves in the model, and no strings
   */
  static EventLog read(Source source, Set<String> names) throws BadInputException {
    List<TraceEvent> events = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    int offset = 0;
    int number = 0;
    for (String line : source.text().split("\n", -1)) {
      number++;
      if (!line.isBlank() && problems.size() < MOST_PROBLEMS) {
        try {
          events.add(event(line, names));
          lines.add(number);
        } catch (IllegalArgumentException e) {
          problems.add(
              Diagnostic.error(
                  "log.line",
                  String.valueOf(e.getMessage()),
                  source,
                  new Span(offset, line.length()),
                  FORM));
        }
      }
      offset += line.length() + 1;
    }
    if (problems.isEmpty() && (events.isEmpty() || events.size() > MOST_EVENTS)) {
      problems.add(
          Diagnostic.error(
              "log.size",
              "%s holds %,d events; a log has from 1 to %,d."
                  .formatted(source.name(), events.size(), MOST_EVENTS),
              FORM));
    }
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return new EventLog(events, lines);
  }

  /** The words in some constants' values that are no strings. */
  static Set<String> names(Collection<String> values) {
    return values.stream()
        .flatMap(value -> WORD.matcher(value).results().map(MatchResult::group))
        .filter(word -> !word.startsWith("\""))
        .collect(Collectors.toSet());
  }

  private static TraceEvent event(String line, Set<String> names) {
    Map<String, Object> tree;
    try {
      tree = Json.readTree(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("This line is no JSON object.", e);
    }
    for (String key : tree.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("An event has no '%s'.".formatted(key));
      }
    }
    if (!(tree.get(ACTION) instanceof String action) || action.isBlank()) {
      throw new IllegalArgumentException("An event names its action.");
    }
    return new TraceEvent(action, values(tree, PARAMETERS, names), values(tree, OBSERVED, names));
  }

  private static Map<String, String> values(
      Map<String, Object> tree, String key, Set<String> names) {
    Object found = tree.getOrDefault(key, Map.of());
    if (!(found instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("'%s' is an object.".formatted(key));
    }
    var values = new TreeMap<String, String>();
    map.forEach((name, value) -> values.put(String.valueOf(name), text(value, names)));
    return values;
  }

  /** A value as TLA+ writes it. */
  private static String text(@Nullable Object value, Set<String> names) {
    return switch (value) {
      case Boolean truth -> truth ? "TRUE" : "FALSE";
      case Integer whole -> whole.toString();
      case Long whole -> whole.toString();
      case String word -> word(word, names);
      case List<?> list ->
          list.stream().map(v -> text(v, names)).collect(Collectors.joining(", ", "<<", ">>"));
      case Map<?, ?> map -> entries(map, names);
      case null, default ->
          throw new IllegalArgumentException("TLA+ has no value like %s.".formatted(value));
    };
  }

  private static String word(String word, Set<String> names) {
    boolean written = !word.isEmpty() && "{[<(\"".indexOf(word.charAt(0)) >= 0;
    return written || names.contains(word) ? word : '"' + word + '"';
  }

  /** An object is a function where its keys are values of the model, and else a record. */
  private static String entries(Map<?, ?> map, Set<String> names) {
    boolean function = map.keySet().stream().allMatch(names::contains);
    return map.entrySet().stream()
        .map(e -> e.getKey() + (function ? ": " : "=") + text(e.getValue(), names))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
