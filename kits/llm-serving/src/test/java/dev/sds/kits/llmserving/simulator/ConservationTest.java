package dev.sds.kits.llmserving.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.model.Accelerator;
import dev.sds.kits.llmserving.model.IterationTimes;
import dev.sds.kits.llmserving.workload.Arrivals;
import dev.sds.kits.llmserving.workload.Lengths;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.kits.llmserving.workload.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConservationTest {

  private static final ClusterConfig CLUSTER = cluster(1600, BatchRule.CHUNKED_PREFILL, 8192);
  private static final Trace TRACE = trace(7);

  @ParameterizedTest
  @EnumSource(Baseline.class)
  void baselines_answerEveryRequestOnce(Baseline baseline) {
    RunResult run = Simulation.run(CLUSTER, TRACE, baseline);
    assertThat(run.exactlyOnce()).isTrue();
    assertThat(run.counts().delivered()).isEqualTo(TRACE.size());
    assertThat(run.counts().restarts()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 300, 512, 2048})
  void chunks_conserveTokensWhateverTheirSize(int chunk) {
    ClusterConfig cluster = cluster(900, BatchRule.CHUNKED_PREFILL, chunk);
    RunResult run = Simulation.run(cluster, TRACE, Baseline.LEAST_OUTSTANDING);
    assertThat(run.exactlyOnce()).isTrue();
    assertThat(run.counts().restarts()).isPositive();
  }

  @Test
  void prefillFirst_answersEveryRequestOnce() {
    ClusterConfig cluster = cluster(1600, BatchRule.PREFILL_FIRST, 4096);
    assertThat(Simulation.run(cluster, TRACE, Baseline.LEAST_OUTSTANDING).exactlyOnce()).isTrue();
  }

  @Test
  void sameInputs_giveTheSameBits() {
    for (Baseline baseline : Baseline.values()) {
      RunResult a = Simulation.run(CLUSTER, TRACE, baseline);
      RunResult b = Simulation.run(CLUSTER, trace(7), baseline);
      assertThat(a.responseTime()).isEqualTo(b.responseTime());
      assertThat(a.counts()).isEqualTo(b.counts());
      for (int i = 0; i < TRACE.size(); i++) {
        assertThat(a.requests().deliveredAt(i)).isEqualTo(b.requests().deliveredAt(i));
      }
    }
  }

  @Test
  void droppedRequest_isCountedLost() {
    RouterFactory dropping =
        (cluster, _) ->
            new Direct(cluster) {
              @Override
              public void onArrival(Request request) {
                if (request.id() != 5) {
                  super.onArrival(request);
                }
              }
            };
    RunResult run = Simulation.run(CLUSTER, TRACE, dropping);
    assertThat(run.outcome()).isEqualTo(Outcome.STALLED);
    assertThat(run.counts().lost()).isEqualTo(1);
    assertThat(run.exactlyOnce()).isFalse();
  }

  @Test
  void swallowedAnswer_isCountedLost() {
    RouterFactory swallowing =
        (cluster, _) ->
            new Direct(cluster) {
              @Override
              public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
                if (request.id() % 2 == 0) {
                  super.onAnswer(request, replica, attempt, decodedTokens);
                }
              }
            };
    RunResult run = Simulation.run(CLUSTER, TRACE, swallowing);
    assertThat(run.counts().lost()).isEqualTo(TRACE.size() / 2);
    assertThat(run.outcome()).isEqualTo(Outcome.STALLED);
  }

  @Test
  void heldForEver_isCountedLost() {
    RouterFactory holding =
        (cluster, _) ->
            new Direct(cluster) {
              @Override
              public void onArrival(Request request) {}
            };
    RunResult run = Simulation.run(CLUSTER, TRACE, holding);
    assertThat(run.outcome()).isEqualTo(Outcome.STALLED);
    assertThat(run.counts().lost()).isEqualTo(TRACE.size());
    assertThat(run.responseTime().mean()).isNaN();
  }

  @Test
  void secondDelivery_isCountedDuplicate() {
    RouterFactory repeating =
        (cluster, _) ->
            new Direct(cluster) {
              @Override
              public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
                cluster.deliver(request, attempt);
                cluster.deliver(request, attempt);
              }
            };
    RunResult run = Simulation.run(CLUSTER, TRACE, repeating);
    assertThat(run.counts().duplicates()).isEqualTo(TRACE.size());
    assertThat(run.exactlyOnce()).isFalse();
  }

  @Test
  void answerThatNoReplicaComputed_isRefused() {
    RouterFactory inventing =
        (cluster, _) ->
            new Direct(cluster) {
              @Override
              public void onArrival(Request request) {
                cluster.deliver(request, 0);
              }
            };
    assertBreaks(inventing, IntegrityException.Law.ANSWER_WAS_COMPUTED);
  }

  @Test
  void forgedRequest_isRefused() {
    record Forged(int id, double arrivedAt, int promptTokens) implements Request {}
    RouterFactory forging =
        (cluster, _) ->
            new Direct(cluster) {
              @Override
              public void onArrival(Request request) {
                cluster.dispatch(new Forged(request.id(), request.arrivedAt(), 1), 0, 0);
              }
            };
    assertBreaks(forging, IntegrityException.Law.KNOWN_REQUEST);
  }

  @Test
  void unknownReplica_isRefused() {
    RouterFactory lost =
        (cluster, _) ->
            new Direct(cluster) {
              @Override
              public void onArrival(Request request) {
                cluster.dispatch(request, cluster.replicas(), 0);
              }
            };
    assertBreaks(lost, IntegrityException.Law.VALID_ARGUMENT);
  }

  @Test
  void endlessDispatching_isRefused() {
    RouterFactory flooding =
        (cluster, _) ->
            new Direct(cluster) {
              @Override
              public void onArrival(Request request) {
                while (true) {
                  cluster.dispatch(request, 0, 0);
                }
              }
            };
    var options = new RunOptions(10_000, Tracing.OFF);
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(
            () -> Simulation.run(CLUSTER, TRACE, RouterSetup.of(flooding), FaultPlan.NONE, options))
        .matches(e -> e.law() == IntegrityException.Law.BOUNDED_DISPATCHES);
  }

  @Test
  void eventCap_endsTheRun() {
    RunResult run =
        Simulation.run(
            CLUSTER,
            TRACE,
            RouterSetup.of(Baseline.ROUND_ROBIN),
            FaultPlan.NONE,
            new RunOptions(100, Tracing.OFF));
    assertThat(run.outcome()).isEqualTo(Outcome.EVENT_CAP);
  }

  @Test
  void requestBeyondTheMemory_stallsTheRun() {
    var huge = new Trace(new double[] {0}, new int[] {30_000}, new int[] {5});
    RunResult run = Simulation.run(CLUSTER, huge, Baseline.ROUND_ROBIN);
    assertThat(run.outcome()).isEqualTo(Outcome.STALLED);
    assertThat(run.counts().lost()).isEqualTo(1);
  }

  private static void assertBreaks(RouterFactory factory, IntegrityException.Law law) {
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> Simulation.run(CLUSTER, TRACE, factory))
        .matches(e -> e.law() == law);
  }

  static ClusterConfig cluster(int blocks, BatchRule rule, int budget) {
    return new ClusterConfig(
        4,
        new ReplicaConfig(blocks, 16, 0.01, 128, rule, budget),
        IterationTimes.of(Accelerator.A10),
        Fidelity.CORRECTED);
  }

  static Trace trace(long seed) {
    var arrivals = new Arrivals.LogNormalGaps(6, 2);
    Trace trace = new Workload(Lengths.of(Lengths.Shape.CHAT_LIKE), arrivals, 200).trace(seed);
    return trace.size() % 2 == 0 ? trace : without(trace);
  }

  private static Trace without(Trace trace) {
    int size = trace.size() - 1;
    var arrivedAt = new double[size];
    var prompts = new int[size];
    var answers = new int[size];
    for (int i = 0; i < size; i++) {
      arrivedAt[i] = trace.arrivedAt(i);
      prompts[i] = trace.promptTokens(i);
      answers[i] = trace.decodeTokens(i);
    }
    return new Trace(arrivedAt, prompts, answers);
  }

  /** Round robin, and every answer delivered. */
  static class Direct implements Router {
    final Cluster cluster;

    Direct(Cluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public void onArrival(Request request) {
      cluster.dispatch(request, request.id() % cluster.replicas(), 0);
    }

    @Override
    public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
      cluster.deliver(request, attempt);
    }

    @Override
    public void onSuspected(int replica) {}

    @Override
    public void onDown(int replica) {}

    @Override
    public void onUp(int replica) {}
  }
}
