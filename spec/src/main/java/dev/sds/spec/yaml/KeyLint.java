package dev.sds.spec.yaml;

import dev.sds.spec.Diagnostic;
import dev.sds.spec.Span;
import dev.sds.spec.yaml.YamlNode.Entry;
import dev.sds.spec.yaml.YamlNode.Kind;
import dev.sds.spec.yaml.YamlNode.Scalar;
import dev.sds.spec.yaml.YamlNode.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds what is wrong with the keys of one mapping: repeated ones, merges, and those that a comma
 * inside braces made of the end of a text.
 */
record KeyLint(Place place, boolean inBraces, List<Diagnostic> problems) {

  private static final int MOST_PROBLEMS = 100;

  /** The entries without the bad ones; of very many, only the first are told. */
  List<Entry> sound(List<Entry> entries) {
    return unique(withoutStray(entries));
  }

  private List<Entry> unique(List<Entry> entries) {
    Map<String, Entry> first = new HashMap<>();
    var unique = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (problems.size() > MOST_PROBLEMS) {
        break;
      }
      Entry earlier = first.putIfAbsent(entry.name(), entry);
      if (entry.name().equals("<<")) {
        problems.add(
            entry
                .key()
                .place()
                .error("yaml.merge", "Merging with `<<` is not read.", "Write the keys out here."));
      } else if (earlier != null) {
        problems.add(duplicate(entry, earlier));
      } else {
        unique.add(entry);
      }
    }
    return unique;
  }

  private static Diagnostic duplicate(Entry entry, Entry earlier) {
    return entry
        .key()
        .place()
        .error(
            "yaml.duplicate-key",
            "The key `" + entry.name() + "` is here twice.",
            "It stands in line " + earlier.key().place().line() + " already; keep one of them.");
  }

  private List<Entry> withoutStray(List<Entry> entries) {
    if (!inBraces) {
      return entries;
    }
    var sound = new ArrayList<Entry>();
    var run = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (isStray(entry)) {
        run.add(entry);
      } else {
        report(sound, run);
        sound.add(entry);
      }
    }
    report(sound, run);
    return sound;
  }

  private boolean isStray(Entry entry) {
    boolean nothing =
        entry.value() instanceof Scalar value
            && value.kind() == Kind.NOTHING
            && value.span().length() == 0;
    return nothing && !isFollowedByColon(entry.key().span().end());
  }

  private boolean isFollowedByColon(int at) {
    String text = place.source().text();
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next < text.length() && text.charAt(next) == ':';
  }

  private void report(List<Entry> before, List<Entry> run) {
    if (run.isEmpty() || problems.size() > MOST_PROBLEMS) {
      return;
    }
    Span span = run.getFirst().key().span().endWith(run.getLast().key().span());
    String key = run.getFirst().name();
    problems.add(
        new Place(place.source(), span)
            .error("yaml.stray-key", "The key `" + key + "` has no value.", wayOut(before, run)));
    run.clear();
  }

  private static String wayOut(List<Entry> before, List<Entry> run) {
    if (before.isEmpty()
        || !(before.getLast().value() instanceof Scalar value)
        || value.style() != Style.PLAIN) {
      return "Write `" + run.getFirst().name() + ": value`.";
    }
    String rest = run.stream().map(Entry::name).collect(Collectors.joining(", "));
    String name = before.getLast().name();
    return "A comma inside braces begins a new key. Put the text in quotes: `"
        + (name + ": " + YamlText.quoted(value.text() + ", " + rest))
        + "`, or write it on a line of its own, without braces.";
  }
}
