package dev.sds.kits.llmserving.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.faults.Fault;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.statistics.Summary;
import dev.sds.kits.llmserving.workload.Arrivals;
import dev.sds.kits.llmserving.workload.Lengths;
import dev.sds.kits.llmserving.workload.Workload;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamTest {

  private static final ClusterConfig CLUSTER =
      ConservationTest.cluster(1600, BatchRule.CHUNKED_PREFILL, 8192);
  private static final Workload WORKLOAD =
      new Workload(Lengths.of(Lengths.Shape.CHAT_LIKE), new Arrivals.LogNormalGaps(6, 2), 300);
  private static final FaultPlan FAULTS =
      FaultPlan.of(new Fault.Crash(1, 60, 30), new Fault.Slowdown(2, 50, 100, 2));

  @ParameterizedTest
  @EnumSource(Baseline.class)
  void streamedRun_measuresWhatTheRunOfTheTraceDoes(Baseline baseline) {
    RouterSetup setup = RouterSetup.of(baseline);
    RunResult whole = Simulation.run(CLUSTER, WORKLOAD.trace(4), setup, FAULTS, RunOptions.DEFAULT);
    RunResult streamed =
        Simulation.run(CLUSTER, WORKLOAD.stream(4), setup, FAULTS, RunOptions.DEFAULT);
    assertThat(streamed.outcome()).isEqualTo(whole.outcome());
    assertThat(streamed.counts()).isEqualTo(whole.counts());
    assertThat(streamed.endTime()).isEqualTo(whole.endTime());
    assertSame(streamed.responseTime(), whole.responseTime());
    assertSame(streamed.timeToFirstToken(), whole.timeToFirstToken());
    assertThat(streamed.heldMean()).isCloseTo(whole.heldMean(), within(1e-9));
    assertThat(whole.counts().lost()).isPositive();
  }

  @Test
  void answeredRequests_areForgotten() {
    var early = new ArrayList<WeakReference<Request>>();
    var alive = new ArrayList<Integer>();
    RouterFactory counting =
        (cluster, _) ->
            new ConservationTest.Direct(cluster) {
              @Override
              public void onArrival(Request request) {
                if (request.id() < 100) {
                  early.add(new WeakReference<>(request));
                }
                if (request.id() == 1000) {
                  System.gc();
                  alive.add(living(early));
                }
                super.onArrival(request);
              }
            };
    Simulation.run(
        ConservationTest.cluster(9000, BatchRule.CHUNKED_PREFILL, 8192),
        new Workload(Lengths.of(Lengths.Shape.CHAT_LIKE), new Arrivals.Poisson(2), 700).stream(1),
        RouterSetup.of(counting),
        FaultPlan.NONE,
        RunOptions.DEFAULT);
    assertThat(early).hasSize(100);
    assertThat(alive).singleElement().satisfies(n -> assertThat(n).isLessThan(20));
  }

  private static int living(List<WeakReference<Request>> requests) {
    return (int) requests.stream().filter(reference -> reference.get() != null).count();
  }

  private static void assertSame(Summary streamed, Summary whole) {
    assertThat(streamed.mean()).isCloseTo(whole.mean(), within(1e-9 * whole.mean()));
    assertThat(streamed.p50()).isEqualTo(whole.p50());
    assertThat(streamed.p90()).isEqualTo(whole.p90());
    assertThat(streamed.p99()).isEqualTo(whole.p99());
  }
}
