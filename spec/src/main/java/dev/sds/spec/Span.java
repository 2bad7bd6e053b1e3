package dev.sds.spec;

/**
 * A half-open range of characters in a {@link Source}.
 *
 * @param offset index of the first character, from 0
 * @param length number of characters, 0 for a position between two characters
 */
public record Span(int offset, int length) {

  public Span {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("A span (" + offset + ", " + length + ") is negative.");
    }
  }

  public int end() {
    return offset + length;
  }

  public Span endWith(Span last) {
    return new Span(offset, Math.max(last.end(), end()) - offset);
  }
}
