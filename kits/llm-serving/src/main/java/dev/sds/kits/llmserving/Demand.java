package dev.sds.kits.llmserving;

import dev.sds.kits.llmserving.workload.Arrivals;
import dev.sds.kits.llmserving.workload.Lengths;
import dev.sds.kits.llmserving.workload.Resampled;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.spec.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one run, as a recipe or as the trace itself.
 *
 * @param process name of an arrival process; empty where {@code recorded} holds the requests
 * @param shape the parameter of the process: coefficient of variation or sigma; 0 without one
 */
record Demand(
    String process,
    double perSecond,
    double shape,
    String lengths,
    double seconds,
    long seed,
    double share,
    @Nullable Recorded recorded) {

  /** The requests of a spec's workload; a trace is read relative to the folder of the spec. */
  static Demand of(Workload workload, long seed, double share, Path folder, Recordings recordings)
      throws IOException {
    Workload.Recording recording = workload.trace();
    Workload.Arrivals arrivals = workload.arrivals();
    if (recording != null) {
      Trace rows = recordings.read(recording, folder);
      Trace trace =
          arrivals == null
              ? rows
              : new Resampled(rows, process(arrivals), workload.seconds()).trace(seed);
      return new Demand("", 0, 0, "", workload.seconds(), seed, share, Recorded.of(trace));
    }
    String shape = workload.lengths();
    if (arrivals == null || shape == null) {
      throw new IllegalArgumentException(
          "The workload '" + workload.name() + "' has neither a trace nor arrivals and lengths.");
    }
    return new Demand(
        arrivals.process(),
        arrivals.perSecond(),
        parameter(arrivals),
        shape,
        workload.seconds(),
        seed,
        share,
        null);
  }

  private static double parameter(Workload.Arrivals arrivals) {
    return arrivals.parameters().values().stream().findFirst().orElse(0.0);
  }

  private static Arrivals process(Workload.Arrivals arrivals) {
    return process(arrivals.process(), arrivals.perSecond(), parameter(arrivals));
  }

  private static Arrivals process(String name, double perSecond, double shape) {
    return switch (name) {
      case "poisson" -> new Arrivals.Poisson(perSecond);
      case "gamma" -> new Arrivals.Gamma(perSecond, shape);
      case "lognormal-gaps" -> new Arrivals.LogNormalGaps(perSecond, shape);
      default -> throw new IllegalArgumentException("No arrival process '" + name + "'.");
    };
  }

  /** How many requests there are, about; at least one. */
  long expected() {
    Recorded known = recorded;
    double all = known == null ? perSecond * seconds : known.trace().size();
    return Math.max(1, Math.round(all * share));
  }

  /** The requests in the order of arrival, cut to the share. */
  Trace trace() {
    Recorded known = recorded;
    Trace whole = known == null ? drawn() : known.trace();
    int size = Math.max(1, (int) Math.round(whole.size() * share));
    double until = known != null && seconds > 0 ? seconds : Double.POSITIVE_INFINITY;
    while (size > 1 && whole.arrivedAt(size - 1) > until) {
      size--;
    }
    return size == whole.size() ? whole : Recorded.of(whole).first(size);
  }

  private Trace drawn() {
    Arrivals arrivals = process(process, perSecond, shape);
    var kind = Lengths.Shape.valueOf(lengths.toUpperCase(Locale.ROOT).replace('-', '_'));
    return new dev.sds.kits.llmserving.workload.Workload(Lengths.of(kind), arrivals, seconds)
        .trace(seed);
  }

  /** A trace as plain columns. */
  @SuppressWarnings("ArrayRecordComponent") // columns of a task text, never compared
  record Recorded(double[] arrivedAt, int[] promptTokens, int[] decodeTokens) {

    static Recorded of(Trace trace) {
      int n = trace.size();
      var arrivedAt = new double[n];
      var prompts = new int[n];
      var decodes = new int[n];
      for (int i = 0; i < n; i++) {
        arrivedAt[i] = trace.arrivedAt(i);
        prompts[i] = trace.promptTokens(i);
        decodes[i] = trace.decodeTokens(i);
      }
      return new Recorded(arrivedAt, prompts, decodes);
    }

    Trace trace() {
      return new Trace(arrivedAt, promptTokens, decodeTokens);
    }

    Trace first(int size) {
      return new Trace(
          java.util.Arrays.copyOf(arrivedAt, size),
          java.util.Arrays.copyOf(promptTokens, size),
          java.util.Arrays.copyOf(decodeTokens, size));
    }
  }
}
