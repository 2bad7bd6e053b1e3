package dev.sds.artifacts.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what foreign text could have broken in a Markdown page. */
final class Lint {

  private static final Pattern SPANS = Pattern.compile("(?<![\\\\`])`[^`]*`(?!`)");
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])(?!/?code>)");
  private static final Pattern LINK =
      Pattern.compile("(?<!\\\\)\\]\\((?!\\.\\./|[a-z]+\\.md\\)|JobQueue)");

  private final List<String> problems = new ArrayList<>();
  private String fence = "";
  private int columns;

  Lint(String page) {
    for (String line : page.split("\n", -1)) {
      line(line);
    }
    if (!fence.isEmpty()) {
      problems.add("a fence stays open");
    }
  }

  List<String> problems() {
    return problems;
  }

  private void line(String line) {
    if (line.matches("`{3,}.*")) {
      String ticks = line.replaceAll("[^`].*", "");
      fence = fence.isEmpty() ? ticks : fence.equals(line) ? "" : fence;
      return;
    }
    if (!fence.isEmpty()) {
      if (!fence.isEmpty() && line.matches("\\s*(#|---|\\|).*")) {
        problems.add("a diagram broken by: " + line);
      }
      return;
    }
    prose(line);
    table(line);
  }

  private void prose(String line) {
    String outside = SPANS.matcher(line).replaceAll("");
    report(line, line.matches("#+ injected.*"), "a heading of foreign text");
    report(line, TAG.matcher(outside).find(), "a tag");
    report(line, LINK.matcher(outside).find(), "a link of foreign text");
    report(
        line,
        line.chars().anyMatch(c -> c < ' ' || c == 0x202e || c == 0x2028),
        "a control character");
    report(line, line.matches("-{3,}|={3,}"), "a rule of foreign text");
  }

  private void table(String line) {
    if (!line.startsWith("|")) {
      columns = 0;
      return;
    }
    int bars = (int) BAR.matcher(line).results().count();
    report(line, columns != 0 && bars != columns, "a row with " + bars + " bars for " + columns);
    columns = columns == 0 ? bars : columns;
  }

  private void report(String line, boolean wrong, String what) {
    if (wrong) {
      problems.add(what + ": " + line);
    }
  }
}
