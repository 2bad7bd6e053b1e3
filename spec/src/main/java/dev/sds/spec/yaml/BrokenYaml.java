package dev.sds.spec.yaml;

import dev.sds.spec.Diagnostic;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says in plain words why a text is no YAML. */
record BrokenYaml(Marks marks) {

  private static final String CODE = "yaml.broken";

  Diagnostic explain(ReaderException unprintable) {
    int at = marks.offset(unprintable.getPosition());
    String point = String.format(Locale.ROOT, "U+%04X", unprintable.getCodePoint());
    return marks
        .between(at, at)
        .error(
            CODE, "The character " + point + " may not stand in a YAML text.", "Remove it here.");
  }

  Diagnostic explain(MarkedYAMLException broken) {
    int at = offset(broken.getProblemMark());
    Optional<Place> tab = indentingTab(at);
    if (tab.isPresent()) {
      return tab.get()
          .error("yaml.tab", "This line is indented with a tab.", "Indent with spaces only.");
    }
    String problem = Objects.requireNonNullElse(broken.getProblem(), "");
    String context = Objects.requireNonNullElse(broken.getContext(), "");
    int opened = broken.getContextMark() == null ? at : offset(broken.getContextMark());
    return at(problem, context, at, opened);
  }

  private int offset(@Nullable Mark mark) {
    return mark == null ? 0 : marks.offset(mark);
  }

  private Diagnostic at(String problem, String context, int at, int opened) {
    if (context.contains("flow mapping") || context.contains("flow sequence")) {
      return unclosedBracket(at, opened);
    }
    if (context.contains("quoted scalar")) {
      return problem.contains("escape")
          ? say(at, "This escape is unknown in a quoted text.", "Write `\\\\` for one backslash.")
          : say(
              opened, "The quote that opens here is not closed.", "Close it with the same quote.");
    }
    if (problem.contains("mapping values are not allowed")) {
      return say(
          at,
          "A second colon makes no sense on this line.",
          "Put a text with a colon in quotes, or in block style: `key: |` and the text indented"
              + " below. If this is a new key, check its indentation.");
    }
    if (problem.contains("could not find expected ':'")) {
      return say(
          opened,
          "This line is not `key: value`.",
          "Add the colon and a space after the key; indent a continued text deeper than its key.");
    }
    if (problem.contains("expected <block end>")) {
      return say(
          at,
          "This does not line up with the lines above.",
          "Indent the keys of one mapping alike; if a text begins with a quote or a bracket, put all"
              + " of it in quotes.");
    }
    if (problem.contains("cannot start any token") || problem.contains("alias or anchor")) {
      return badStart(at);
    }
    if (context.contains("alias") || context.contains("anchor") || context.contains("tag")) {
      return badStart(opened);
    }
    return say(
        at, "The text is no YAML from here: " + problem + ".", "Compare with the lines above.");
  }

  private Diagnostic unclosedBracket(int at, int opened) {
    String text = marks.source().text();
    char bracket = opened < text.length() && text.charAt(opened) == '[' ? '[' : '{';
    char closing = bracket == '[' ? ']' : '}';
    String fix =
        "Close it with `"
            + closing
            + "`, and separate what is inside with commas; put texts with"
            + " brackets, commas or colons in quotes.";
    if (at >= text.stripTrailing().length()) {
      return say(opened, "The `" + bracket + "` that opens here is not closed.", fix);
    }
    int line = marks.source().line(at);
    return line == marks.source().line(opened)
        ? say(at, "This cannot stand inside the `" + bracket + "` before it.", fix)
        : say(
            opened,
            "The `" + bracket + "` that opens here is not closed by line " + line + ".",
            fix);
  }

  private Diagnostic badStart(int at) {
    String text = marks.source().text();
    String start = at < text.length() ? text.substring(at, at + 1) : "";
    return say(
        at,
        "A value cannot begin with `" + start + "`.",
        "Put the whole text in quotes: `\"" + start + "...\"`.");
  }

  private Diagnostic say(int at, String message, String fix) {
    return marks.between(at, at).error(CODE, message, fix);
  }

  /** The first tab that indents a line, at or before the line of the problem. */
  private Optional<Place> indentingTab(int at) {
    String text = marks.source().text();
    int start = 0;
    while (start <= at && start < text.length()) {
      int i = start;
      while (i < text.length() && text.charAt(i) == ' ') {
        i++;
      }
      if (i < text.length() && text.charAt(i) == '\t') {
        return Optional.of(marks.between(i, i + 1));
      }
      int next = text.indexOf('\n', i);
      start = next < 0 ? text.length() : next + 1;
    }
    return Optional.empty();
  }
}
