package dev.sds.kits.llmserving.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.faults.Fault;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final ClusterConfig CLUSTER =
      ConservationTest.cluster(3328, BatchRule.CHUNKED_PREFILL, 8192);
  private static final Trace TRACE = ConservationTest.trace(3);
  private static final RunOptions TRACED = RunOptions.DEFAULT.traced();

  @Test
  void crash_losesWhatTheReplicaHeld() {
    RunResult run = run(Baseline.ROUND_ROBIN, new Fault.Crash(1, 60, 30));
    assertThat(run.outcome()).isEqualTo(Outcome.STALLED);
    assertThat(run.counts().lost()).isPositive();
    assertThat(run.counts().duplicates()).isZero();
  }

  @Test
  void crash_withRedispatch_losesNothing() {
    RunResult run = run((cluster, _) -> new Retrying(cluster), new Fault.Crash(1, 60, 30));
    assertThat(run.exactlyOnce()).isTrue();
    assertThat(run.counts().dispatches()).isGreaterThan(TRACE.size());
  }

  @Test
  void falseSuspicion_withRedispatch_answersTwiceUnlessTheRouterDropsOne() {
    var suspicion = new Fault.FalseSuspicion(2, 60, 30);
    RunResult run = run((cluster, _) -> new Retrying(cluster), suspicion);
    assertThat(run.counts().lost()).isZero();
    assertThat(run.counts().duplicates()).isPositive();
  }

  @Test
  void slowdown_lengthensResponseTimes() {
    RunResult healthy = run(Baseline.ROUND_ROBIN);
    RunResult slow = run(Baseline.ROUND_ROBIN, new Fault.Slowdown(0, 20, 100, 3));
    assertThat(slow.exactlyOnce()).isTrue();
    assertThat(slow.responseTime().mean()).isGreaterThan(healthy.responseTime().mean());
  }

  @Test
  void trace_logsTheEnvironmentInOrder() {
    RunResult run =
        run(
            (cluster, _) -> new Retrying(cluster),
            new Fault.Crash(1, 60, 30),
            new Fault.FalseSuspicion(2, 100, 5));
    List<String> actions =
        run.log().stream()
            .map(ProtocolEvent::action)
            .filter(action -> !action.equals("Finish") && !action.equals("Send"))
            .toList();
    assertThat(actions).containsExactly("Crash", "Down", "Restart", "Suspect", "Unsuspect");
    assertThat(run.log()).isSortedAccordingTo((a, b) -> Double.compare(a.at(), b.at()));
    assertThat(run.log().stream().filter(e -> e.action().equals("Send")).count())
        .isEqualTo(run.counts().dispatches());
    assertThat(run.log()).contains(new ProtocolEvent("Down", -1, 1, -1, 61));
  }

  @Test
  void untracedRun_keepsNoLog() {
    assertThat(Simulation.run(CLUSTER, TRACE, Baseline.ROUND_ROBIN).log()).isEmpty();
  }

  @Test
  void plans_refuseWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Crash(0, 10, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> FaultPlan.of(new Fault.Crash(0, 10, 5), new Fault.FalseSuspicion(0, 12, 5)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(Baseline.ROUND_ROBIN, new Fault.Crash(4, 10, 5)));
  }

  private static RunResult run(RouterFactory factory, Fault... faults) {
    return Simulation.run(CLUSTER, TRACE, RouterSetup.of(factory), FaultPlan.of(faults), TRACED);
  }

  /** Sends again what a replica that is down or suspected owes; delivers whatever comes. */
  private static final class Retrying extends ConservationTest.Direct {
    private final Map<Integer, Integer> owedBy = new HashMap<>();
    private final Map<Integer, Request> requests = new HashMap<>();

    Retrying(Cluster cluster) {
      super(cluster);
    }

    @Override
    public void onArrival(Request request) {
      requests.put(request.id(), request);
      send(request, request.id() % cluster.replicas(), 0);
    }

    private void send(Request request, int replica, int attempt) {
      owedBy.put(request.id(), replica);
      cluster.log("Send", request.id(), replica, attempt);
      cluster.dispatch(request, replica, attempt);
    }

    @Override
    public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
      owedBy.remove(request.id());
      super.onAnswer(request, replica, attempt, decodedTokens);
    }

    @Override
    public void onSuspected(int replica) {
      onDown(replica);
    }

    @Override
    public void onDown(int replica) {
      List<Integer> owed =
          owedBy.entrySet().stream()
              .filter(e -> e.getValue() == replica)
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      for (int id : owed) {
        send(requireNonNull(requests.get(id)), (replica + 1) % cluster.replicas(), 1);
      }
    }

    @Override
    public void onUp(int replica) {
      onDown(replica);
    }
  }
}
