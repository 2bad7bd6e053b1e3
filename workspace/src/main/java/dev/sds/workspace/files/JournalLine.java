package dev.sds.workspace.files;

import dev.sds.artifacts.Journal.Entry;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * An entry as one line of JSON: {@code {"crc":"89abcdef","kind":"...","key":"...","body":...}}.
 *
 * <p>The checksum covers the UTF-8 bytes after its comma. Only lines written in exactly this form
 * are read; the body is passed through unread.
 */
final class JournalLine {

  private static final String START = "{\"crc\":\"";
  private static final int CHECKED_FROM = START.length() + 8 + 2;
  private static final String KIND = "\"kind\":\"";
  private static final String KEY = "\",\"key\":\"";
  private static final String BODY = "\",\"body\":";

  private JournalLine() {}

  /** The line, with its line end. */
  static byte[] format(Entry entry) {
    String checked =
        KIND + escape(entry.kind()) + KEY + escape(entry.key()) + BODY + entry.body() + "}";
    byte[] bytes = checked.getBytes(StandardCharsets.UTF_8);
    return (START + checksum(bytes, 0) + "\"," + checked + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The entry of a line without its line end; empty if the line is damaged. */
  static Optional<Entry> parse(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    if (line.length <= CHECKED_FROM
        || !text.startsWith(START)
        || !text.startsWith(checksum(line, CHECKED_FROM) + "\",", START.length())) {
      return Optional.empty();
    }
    int kind = CHECKED_FROM + KIND.length();
    int kindEnd = endOfString(text, kind);
    int key = kindEnd + KEY.length();
    int keyEnd = endOfString(text, key);
    int body = keyEnd + BODY.length();
    if (!text.startsWith(KIND, CHECKED_FROM)
        || !text.startsWith(KEY, kindEnd)
        || !text.startsWith(BODY, keyEnd)
        || body >= text.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            unescape(text.substring(kind, kindEnd)),
            unescape(text.substring(key, keyEnd)),
            text.substring(body, text.length() - 1)));
  }

  private static String checksum(byte[] bytes, int from) {
    var crc = new CRC32();
    crc.update(bytes, from, bytes.length - from);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static int endOfString(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  private static String escape(String text) {
    var out = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String unescape(String text) {
    var out = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '\\') {
        out.append(c);
      } else if (text.charAt(at + 1) == 'u') {
        out.append((char) Integer.parseInt(text, at + 2, at + 6, 16));
        at += 5;
      } else {
        out.append(text.charAt(++at));
      }
    }
    return out.toString();
  }
}
