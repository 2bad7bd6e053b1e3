package dev.sds.artifacts;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A step to keep: what it makes, and what the history says about it.
 *
 * <p>Texts may come from models: control characters are dropped, so that a log shows no terminal
 * escapes.
 *
 * @param subject one line
 * @param body paragraphs; may be empty
 * @param trailers such as {@code Sds-Stage}; several values of one trailer are joined by commas
 * @param files generated content by path inside the workspace, with {@code /} between names
 * @param roots managed folders whose other generated files are removed
 */
public record Commit(
    String subject,
    String body,
    SortedMap<String, String> trailers,
    SortedMap<String, String> files,
    Set<String> roots) {

  private static final Pattern TRAILER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

  public Commit {
    subject = oneLine(subject);
    if (subject.isEmpty()) {
      throw new IllegalArgumentException("A commit needs a subject.");
    }
    body = CONTROL.matcher(body).replaceAll("").strip();
    var lines = new TreeMap<String, String>();
    trailers.forEach(
        (name, value) -> {
          if (!TRAILER.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a trailer.");
          }
          lines.put(name, oneLine(value));
        });
    trailers = Collections.unmodifiableSortedMap(lines);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    roots = Collections.unmodifiableSet(new TreeSet<>(roots));
  }

  /** The whole message as the history keeps it; the same for equal texts and trailers. */
  public String message() {
    var text = new StringBuilder(subject).append('\n');
    if (!body.isEmpty()) {
      text.append('\n').append(body).append('\n');
    }
    if (!trailers.isEmpty()) {
      text.append('\n');
      trailers.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    }
    return text.toString();
  }

  private static String oneLine(String text) {
    return CONTROL.matcher(text.replaceAll("\\s+", " ")).replaceAll("").strip();
  }
}
