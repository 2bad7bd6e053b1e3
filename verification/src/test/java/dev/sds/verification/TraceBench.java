package dev.sds.verification;

import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.verification.Dispatch.Fencing;
import dev.sds.verification.Dispatch.Tracking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long it takes to follow logs of 1,000 and 10,000 events, child JVM and all, where every four
 * events bring a request and so enlarge the state.
 */
final class TraceBench {

  private static final int REPETITIONS = 5;

  private final TraceStepper stepper;
  private final Protocol wide = new Dispatch(Tracking.LEDGER, Fencing.ATTEMPT).protocol();

  private TraceBench(Path scratch) {
    this.stepper = new TraceStepper(scratch);
  }

  /** Prints the times. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var bench = new TraceBench(Files.createTempDirectory("traces"));
    for (int events : List.of(1_000, 10_000)) {
      bench.print(events);
    }
  }

  private void print(int events) throws InterruptedException {
    List<TraceEvent> log = dispatch(events / 4);
    var millis = new long[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      long from = System.nanoTime();
      TraceOutcome outcome = stepper.follow(wide, instance(events / 4), log, Limits.quick());
      millis[i] = (System.nanoTime() - from) / 1_000_000;
      if (!(outcome instanceof TraceOutcome.Accepted)) {
        throw new IllegalStateException(outcome.toString());
      }
    }
    Arrays.sort(millis);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%,d events in %,d ms (median of %d; %,d to %,d)",
            events,
            millis[REPETITIONS / 2],
            REPETITIONS,
            millis[0],
            millis[REPETITIONS - 1]));
  }

  private static List<TraceEvent> dispatch(int requests) {
    List<TraceEvent> events = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      String q = "q" + i;
      events.add(event("Accept", Map.of("q", q), Map.of()));
      events.add(event("Dispatch", Map.of("q", q, "r", "r1"), Map.of("ledger[" + q + "]", "{r1}")));
      events.add(event("Finish", Map.of("q", q, "r", "r1", "n", "0"), Map.of()));
      events.add(event("Deliver", Map.of("q", q, "n", "0"), Map.of("delivered[" + q + "]", "1")));
    }
    return events;
  }

  private static TraceEvent event(
      String action, Map<String, String> parameters, Map<String, String> observed) {
    return new TraceEvent(action, parameters, observed);
  }

  private static Instance instance(int requests) {
    return new Instance(
        Map.of(
            "Requests",
            IntStream.range(0, requests)
                .mapToObj(i -> "q" + i)
                .collect(Collectors.joining(", ", "{", "}")),
            "Replicas",
            "{r1, r2}",
            "MaxCrashes",
            "0",
            "MaxSuspicions",
            "0"),
        requests + " requests");
  }
}
