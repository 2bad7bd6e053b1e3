package dev.sds.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What was last generated at each path, before it was merged with what people wrote: the base of
 * the next merge.
 *
 * <p>It is a tracked file, so it travels with branches and clones and moves in the same commit as
 * the content. Generated content that differs from the committed one is tracked under {@link
 * #BASE}, so that Git keeps it.
 */
record Manifest(SortedMap<String, ObjectId> generated) {

  static final String PATH = ".sds/generated";
  static final String BASE = ".sds/base/";

  private static final String HEADING =
      "# What SDS generated last, before merging with your edits. SDS keeps this file.\n";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{40}) (.+)");

  Manifest {
    generated = Collections.unmodifiableSortedMap(new TreeMap<>(generated));
  }

  static Manifest of(Head head, GitObjects objects) throws IOException {
    var generated = new TreeMap<String, ObjectId>();
    ObjectId file = head.at(PATH);
    if (!file.equals(ObjectId.zeroId())) {
      // A person may have left conflict markers in it: lines of other forms are passed over.
      new String(objects.bytes(file), StandardCharsets.UTF_8)
          .lines()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .forEach(line -> generated.put(line.group(2), ObjectId.fromString(line.group(1))));
    }
    return new Manifest(generated);
  }

  /** Whether a file is there for merging only. */
  static boolean isBookkeeping(String path) {
    return path.equals(PATH) || path.startsWith(BASE);
  }

  ObjectId at(String path) {
    return generated.getOrDefault(path, ObjectId.zeroId());
  }

  /** With newer content; zero ids take paths out. */
  Manifest with(Map<String, ObjectId> newer) {
    var all = new TreeMap<>(generated);
    all.putAll(newer);
    all.values().removeIf(id -> id.equals(ObjectId.zeroId()));
    return new Manifest(all);
  }

  byte[] format() {
    var text = new StringBuilder(HEADING);
    generated.forEach((path, id) -> text.append(id.name()).append(' ').append(path).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
