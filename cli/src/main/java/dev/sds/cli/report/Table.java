package dev.sds.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns: the first to the left, numbers to the right. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  public void add(List<String> row) {
    rows.add(List.copyOf(row));
  }

  public List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths =
        IntStream.range(0, columns)
            .map(
                c ->
                    rows.stream()
                        .mapToInt(r -> c < r.size() ? r.get(c).length() : 0)
                        .max()
                        .orElse(0))
            .toArray();
    return rows.stream().map(r -> line(r, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      String padding = " ".repeat(widths[c] - row.get(c).length());
      line.append(c == 0 ? row.get(c) + padding : "  " + padding + row.get(c));
    }
    return line.toString().stripTrailing();
  }
}
