package dev.sds.cli.report;

import dev.sds.artifacts.Ratio;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Statistics;
import dev.sds.spec.Check;
import dev.sds.spec.Spec;
import dev.sds.spec.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Designs measured on the same seeds.
 *
 * @param entries in the order of the table
 * @param reference the name of the entry that the others are compared with
 * @param metric what they are compared by
 */
public record Benchmark(List<Entry> entries, String reference, String metric) {

  private static final int MOST_COLUMNS = 7;

  /** One design's runs, by seed. */
  public record Entry(String name, List<Sample> samples, double seconds) {
    public Entry {
      samples = List.copyOf(samples);
    }

    double mean(String metric) {
      return Statistics.mean(values(metric));
    }

    double[] values(String metric) {
      return samples.stream().mapToDouble(s -> s.metric(metric)).toArray();
    }

    double secondsPerRun() {
      return seconds / samples.size();
    }

    double requestsPerSecond() {
      return samples.stream().mapToLong(Sample::requests).sum() / seconds;
    }

    List<String> broken() {
      return samples.stream().flatMap(s -> s.broken().stream()).distinct().toList();
    }
  }

  public Benchmark {
    entries = List.copyOf(entries);
  }

  /** The spec's first objective; where it has none, the metric of its first bound. */
  public static Optional<String> metric(Spec spec) {
    return spoken(spec).stream().findFirst();
  }

  private static Collection<String> spoken(Spec spec) {
    var metrics = new LinkedHashSet<String>();
    spec.objectives().forEach(r -> add(metrics, r.check()));
    spec.bounds().forEach(r -> add(metrics, r.check()));
    return metrics;
  }

  private static void add(
      Collection<String> metrics, @org.jspecify.annotations.Nullable Check check) {
    switch (check) {
      case Check.Objective o -> metrics.add(o.metric());
      case Check.Bound b -> metrics.add(b.metric());
      case null, default -> {}
    }
  }

  /** What to show: what the spec speaks of and what is akin to it first, then one of each kind. */
  public static List<String> columns(Spec spec, Vocabulary vocabulary) {
    var columns = new LinkedHashSet<String>();
    for (String metric : spoken(spec)) {
      vocabulary.metrics().keySet().stream()
          .filter(m -> family(m).equals(family(metric)))
          .filter(m -> spoken(spec).contains(m) || m.endsWith(".p50") || m.endsWith(".mean"))
          .forEach(columns::add);
    }
    var seen = new LinkedHashSet<String>();
    columns.forEach(c -> seen.add(family(c)));
    vocabulary.metrics().keySet().stream().filter(m -> seen.add(family(m))).forEach(columns::add);
    return columns.stream().limit(MOST_COLUMNS).toList();
  }

  private static String family(String metric) {
    int dot = metric.lastIndexOf('.');
    return dot < 0 ? metric : metric.substring(0, dot);
  }

  /** A design against the reference; empty for the reference itself, or where runs are missing. */
  public Optional<Ratio> ratio(Entry entry) {
    Optional<Entry> base = entries.stream().filter(e -> e.name().equals(reference)).findFirst();
    if (base.isEmpty() || entry.name().equals(reference)) {
      return Optional.empty();
    }
    double[] mine = entry.values(metric);
    double[] theirs = base.get().values(metric);
    boolean comparable =
        mine.length == theirs.length
            && java.util.Arrays.stream(mine).allMatch(v -> v > 0)
            && java.util.Arrays.stream(theirs).allMatch(v -> v > 0);
    return comparable ? Optional.of(Statistics.pairedRatio(mine, theirs)) : Optional.empty();
  }

  /** The table for a terminal. */
  public List<String> lines(List<String> columns, Figures figures) {
    var table = new Table();
    var families = new ArrayList<String>(List.of(""));
    var names = new ArrayList<String>(List.of("design"));
    String last = "";
    for (String column : columns) {
      families.add(family(column).equals(last) ? "" : family(column));
      last = family(column);
      names.add(column.equals(last) ? "" : column.substring(last.length() + 1));
    }
    families.addAll(List.of("against " + reference, "time", "requests"));
    names.addAll(List.of("ratio [95%]", "per run", "per s"));
    table.add(families);
    table.add(names);
    for (Entry entry : entries) {
      var row = new ArrayList<String>(List.of(entry.name()));
      columns.forEach(c -> row.add(figures.metric(c, entry.mean(c))));
      row.add(ratio(entry).map(Benchmark::words).orElse("-"));
      row.add(String.format(Locale.ROOT, "%.2f s", entry.secondsPerRun()));
      row.add(String.format(Locale.ROOT, "%,.0f", entry.requestsPerSecond()));
      table.add(row);
    }
    return table.lines();
  }

  private static String words(Ratio ratio) {
    return ratio.words() + (ratio.pairs() < 2 || ratio.clear() ? "" : " ~");
  }

  /** What broke a law in any run. */
  public List<String> broken() {
    return entries.stream()
        .filter(e -> !e.broken().isEmpty())
        .map(e -> e.name() + ": " + String.join("; ", e.broken()))
        .toList();
  }

  /** The same for tools. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("reference", reference);
    document.put("metric", metric);
    document.put("designs", entries.stream().map(this::document).toList());
    return document;
  }

  private Map<String, Object> document(Entry entry) {
    var document = new LinkedHashMap<String, Object>();
    document.put("name", entry.name());
    document.put("runs", entry.samples().stream().map(Sample::metrics).toList());
    ratio(entry).ifPresent(r -> document.put("ratio", r));
    document.put("broken", entry.broken());
    document.put("secondsPerRun", entry.secondsPerRun());
    document.put("requestsPerSecond", entry.requestsPerSecond());
    return document;
  }
}
