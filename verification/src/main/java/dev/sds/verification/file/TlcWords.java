package dev.sds.verification.file;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What TLC and its parser say, as one sentence and a way out.
 *
 * @param fix null where only the author can know
 */
record TlcWords(String text, @Nullable String fix) {

  private static final Pattern NO_VALUE =
      Pattern.compile(
          "(?:.*?: ?)?In evaluation, the identifier (\\w+) is either undefined or not an operator\\.");
  private static final Pattern NOT_ASSIGNED =
      Pattern.compile(".*The following variables? (?:is|are) not assigned: (.*?)\\.");
  private static final Pattern LETTER =
      Pattern.compile("Lexical error at .*?Encountered: \"(.*?)\"(?: \\((\\d+)\\))?.*");
  private static final Pattern MODULE_AFTER =
      Pattern.compile("\\s*line \\d+, col \\d+ to line \\d+, col \\d+ of module \\w+\\s*$");

  private static final Map<String, String> ASCII =
      Map.ofEntries(
          Map.entry("≜", "=="),
          Map.entry("∈", "\\in"),
          Map.entry("∉", "\\notin"),
          Map.entry("∧", "/\\"),
          Map.entry("∨", "\\/"),
          Map.entry("¬", "~"),
          Map.entry("⇒", "=>"),
          Map.entry("≡", "<=>"),
          Map.entry("∀", "\\A"),
          Map.entry("∃", "\\E"),
          Map.entry("□", "[]"),
          Map.entry("◇", "<>"),
          Map.entry("↝", "~>"),
          Map.entry("⟨", "<<"),
          Map.entry("⟩", ">>"),
          Map.entry("∪", "\\cup"),
          Map.entry("∩", "\\cap"),
          Map.entry("⊆", "\\subseteq"),
          Map.entry("≤", "=<"),
          Map.entry("≥", ">="),
          Map.entry("≠", "/="),
          Map.entry("‥", ".."),
          Map.entry("→", "->"),
          Map.entry("←", "<-"),
          Map.entry("↦", "|->"),
          Map.entry("×", "\\X"),
          Map.entry("ℕ", "Nat"),
          Map.entry("ℤ", "Int"),
          Map.entry("′", "'"));

  /** What the checker says. */
  static TlcWords ofChecker(String said) {
    String text = brief(said);
    Matcher noValue = NO_VALUE.matcher(text);
    if (noValue.matches()) {
      return new TlcWords(
          "`" + noValue.group(1) + "` has no value yet where it is used here.",
          "TLC evaluates from left to right. A variable gets its value, initial or next, where"
              + " `= value` or `\\in set` first stands behind it.");
    }
    Matcher notAssigned = NOT_ASSIGNED.matcher(text);
    if (notAssigned.matches()) {
      String names = notAssigned.group(1);
      return new TlcWords(
          text, "Say what becomes of " + names + " in every case; what stays is UNCHANGED.");
    }
    return new TlcWords(
        text,
        text.contains("non-enumerable")
            ? "TLC tries one element after the other: name a finite set, such as 0..5."
            : null);
  }

  /** What the parser says of a character that it does not know. */
  static TlcWords ofParser(String said) {
    Matcher letter = LETTER.matcher(said);
    if (!letter.matches()) {
      return new TlcWords(brief(said), null);
    }
    String shown =
        letter.group(2) == null
            ? letter.group(1)
            : Character.toString(Integer.parseInt(letter.group(2)));
    String ascii = ASCII.get(shown);
    return new TlcWords(
        "`" + shown + "` is no character of TLA+ to this parser (2.18), which reads ASCII.",
        ascii == null ? null : "Write `" + ascii + "`.");
  }

  /** A message without TLC's preambles and repetitions, on one line. */
  static String brief(String text) {
    String line =
        text.replaceFirst("(?s)^TLC threw an unexpected exception.*?\n: ", "")
            .replaceFirst("(?s)\\s*(Fatal errors while parsing|Residual stack trace).*", "")
            .replaceFirst("(?s)^.*?tla2sany\\.semantic\\.AbortException\\s*(Unknown location)?", "")
            .replaceFirst("(?s)\\s*While working on the initial state:.*", "")
            .replaceFirst("(?s)\\s*Note that a bug can cause TLC.*", "")
            .replaceFirst("(?s)\\s*Fingerprint Stack Trace:.*?Reason:", "")
            .lines()
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return MODULE_AFTER.matcher(line).replaceFirst("");
  }
}
