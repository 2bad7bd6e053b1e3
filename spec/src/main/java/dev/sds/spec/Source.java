package dev.sds.spec;

/**
 * A text and the name by which messages refer to it.
 *
 * @param name a path as the user would type it
 */
public record Source(String name, String text) {

  /** The line of a character, from 1. */
  public int line(int offset) {
    int line = 1;
    int end = Math.min(offset, text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The column of a character, from 1. */
  public int column(int offset) {
    int start = text.lastIndexOf('\n', Math.min(offset, text.length()) - 1) + 1;
    return Math.min(offset, text.length()) - start + 1;
  }

  /** The whole line that a character stands in, without its line end. */
  public String lineText(int offset) {
    int at = Math.min(offset, text.length());
    int start = text.lastIndexOf('\n', at - 1) + 1;
    int end = text.indexOf('\n', start);
    return text.substring(start, end < 0 ? text.length() : end).stripTrailing();
  }

  @Override
  public String toString() {
    return name;
  }
}
