package dev.sds.spec.yaml;

import dev.sds.spec.Source;
import dev.sds.spec.Span;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** The parser's positions, which count code points, as spans, which count characters. */
final class Marks {

  private final Source source;
  private final int @Nullable [] offsets;

  Marks(Source source) {
    this.source = source;
    this.offsets = hasPairs(source.text()) ? offsets(source.text()) : null;
  }

  private static boolean hasPairs(String text) {
    return text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
  }

  private static int[] offsets(String text) {
    int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
    int offset = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = offset;
      offset += offset < text.length() ? Character.charCount(text.codePointAt(offset)) : 0;
    }
    return offsets;
  }

  Source source() {
    return source;
  }

  int offset(Mark mark) {
    return offset(mark.getIndex());
  }

  int offset(int codePoint) {
    int[] table = offsets;
    int last = table == null ? source.text().length() : table.length - 1;
    int bounded = Math.min(Math.max(codePoint, 0), last);
    return table == null ? bounded : table[bounded];
  }

  Place between(int start, int end) {
    return new Place(source, new Span(start, Math.max(0, end - start)));
  }

  Place between(Mark start, Mark end) {
    return between(offset(start), offset(end));
  }
}
