package dev.sds.kits.llmserving.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads traces from comma-separated files with a header. Columns are found by name, in any order,
 * beside others that are ignored:
 *
 * <ul>
 *   <li>arrival: {@code arrived_at}, {@code arrival} in seconds, or {@code TIMESTAMP} as date and
 *       time
 *   <li>prompt: {@code num_prefill_tokens}, {@code prefill}, {@code prompt} or {@code
 *       ContextTokens}
 *   <li>answer: {@code num_decode_tokens}, {@code decode} or {@code GeneratedTokens}
 * </ul>
 *
 * <p>Dates and times count from the earliest of the file. Rows may come in any order. Memory is
 * bounded by {@link #MOST_ROWS} and {@link #LONGEST_LINE}.
 */
public final class TraceCsv {

  /** Rows of a file at most. */
  public static final int MOST_ROWS = 5_000_000;

  /** Characters of a line at most. */
  public static final int LONGEST_LINE = 4096;

  /** Tokens of one prompt or answer at most. */
  public static final int MOST_TOKENS = 100_000_000;

  private static final Set<String> ARRIVALS = Set.of("arrived_at", "arrival", "timestamp");
  private static final Set<String> PROMPTS =
      Set.of("num_prefill_tokens", "prefill", "prompt", "contexttokens");
  private static final Set<String> ANSWERS =
      Set.of("num_decode_tokens", "decode", "generatedtokens");

  private record Row(double arrivedAt, int prompt, int decode) {}

  private final String name;
  private final Reader reader;
  private int line;

  private TraceCsv(String name, Reader reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * Reads a file in UTF-8.
   *
   * @throws TraceFormatException naming the line that is at fault
   */
  public static Trace read(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(reader, file.toString());
    }
  }

  /**
   * Reads a trace from text.
   *
   * @param name what to call the text in errors
   */
  public static Trace read(Reader reader, String name) throws IOException {
    return new TraceCsv(name, reader).read();
  }

  private Trace read() throws IOException {
    String[] header = split(nextLine());
    int arrival = column(header, ARRIVALS, "arrival");
    int prompt = column(header, PROMPTS, "prompt");
    int answer = column(header, ANSWERS, "answer");
    boolean dated = header[arrival].strip().equalsIgnoreCase("timestamp");
    var rows = new ArrayList<Row>();
    for (String text = nextLine(); !text.isEmpty() || !ended; text = nextLine()) {
      if (text.isBlank()) {
        continue;
      }
      if (rows.size() == MOST_ROWS) {
        throw fault("more than " + MOST_ROWS + " rows");
      }
      String[] cells = split(text);
      rows.add(
          new Row(
              dated ? date(cell(cells, arrival, header)) : seconds(cell(cells, arrival, header)),
              tokens(cell(cells, prompt, header), header[prompt]),
              tokens(cell(cells, answer, header), header[answer])));
    }
    rows.sort(Comparator.comparingDouble(Row::arrivedAt));
    return trace(rows, dated && !rows.isEmpty() ? rows.getFirst().arrivedAt : 0);
  }

  private static Trace trace(List<Row> rows, double origin) {
    var arrivedAt = new double[rows.size()];
    var prompts = new int[rows.size()];
    var answers = new int[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      arrivedAt[i] = rows.get(i).arrivedAt - origin;
      prompts[i] = rows.get(i).prompt;
      answers[i] = rows.get(i).decode;
    }
    return new Trace(arrivedAt, prompts, answers);
  }

  private int column(String[] header, Set<String> names, String what) {
    for (int i = 0; i < header.length; i++) {
      if (names.contains(header[i].strip().toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    throw fault(
        "no column for the " + what + "; expected one of " + names.stream().sorted().toList());
  }

  private String cell(String[] cells, int column, String[] header) {
    if (column >= cells.length || cells[column].isBlank()) {
      throw fault("`" + header[column].strip() + "` is missing");
    }
    return cells[column].strip();
  }

  private double seconds(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw fault("`" + text + "` is no number of seconds");
    }
    throw fault("arrival must be finite and not negative: " + text);
  }

  /** Seconds since 1970 would lose the microseconds of a double; the year 2000 keeps them. */
  private double date(String text) {
    try {
      var time = LocalDateTime.parse(text.replace(' ', 'T'));
      return ChronoUnit.NANOS.between(LocalDateTime.of(2000, 1, 1, 0, 0), time) * 1e-9;
    } catch (DateTimeParseException | ArithmeticException e) {
      throw fault("`" + text + "` is no date and time such as 2023-11-16 18:17:03.97");
    }
  }

  private int tokens(String text, String column) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 1 && value <= MOST_TOKENS) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw fault("`" + text + "` in `" + column.strip() + "` is no whole number");
    }
    throw fault("`" + column.strip() + "` must be from 1 to " + MOST_TOKENS + ": " + text);
  }

  private static String[] split(String text) {
    return text.split(",", -1);
  }

  private TraceFormatException fault(String fact) {
    return new TraceFormatException(name, Math.max(1, line), fact);
  }

  private boolean ended;

  /** The next line without its end; empty at the end of the text, which sets {@link #ended}. */
  private String nextLine() throws IOException {
    line++;
    var text = new StringBuilder();
    int c = reader.read();
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (text.length() == LONGEST_LINE) {
        throw fault("line is longer than " + LONGEST_LINE + " characters");
      }
      text.append((char) c);
    }
    ended = c < 0;
    int length = text.length();
    if (length > 0 && text.charAt(length - 1) == '\r') {
      text.setLength(length - 1);
    }
    return text.toString();
  }
}
