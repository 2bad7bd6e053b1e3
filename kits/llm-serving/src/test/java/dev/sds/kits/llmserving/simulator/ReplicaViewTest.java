package dev.sds.kits.llmserving.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RequestProgress;
import dev.sds.kits.llmserving.faults.Fault;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.model.Accelerator;
import dev.sds.kits.llmserving.model.IterationTimes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The counts a replica keeps step by step equal what its requests add up to, at every call of the
 * router.
 */
class ReplicaViewTest {

  @ParameterizedTest
  @CsvSource({
    "CHUNKED_PREFILL, 8192, 16, 1000",
    "CHUNKED_PREFILL, 512, 16, 700",
    "CHUNKED_PREFILL, 20, 16, 700",
    "CHUNKED_PREFILL, 300, 1, 9000",
    "CHUNKED_PREFILL, 1000, 37, 300",
    "PREFILL_FIRST, 4096, 16, 700",
    "PREFILL_FIRST, 100, 32, 300"
  })
  void counts_equalTheSumsOverRequests(BatchRule rule, int budget, int blockTokens, int blocks) {
    var replica = new ReplicaConfig(blocks, blockTokens, 0.01, 128, rule, budget);
    var times = IterationTimes.of(Accelerator.A10);
    var config = new ClusterConfig(4, replica, times, Fidelity.CORRECTED);
    var faults = FaultPlan.of(new Fault.Slowdown(0, 20, 50, 2));
    var setup = new RouterSetup((cluster, _) -> new Checking(cluster));
    RunResult run =
        Simulation.run(config, ConservationTest.trace(11), setup, faults, RunOptions.DEFAULT);
    assertThat(run.exactlyOnce()).isTrue();
    assertThat(run.counts().restarts()).isPositive();
  }

  private static final class Checking extends ConservationTest.Direct {

    Checking(Cluster cluster) {
      super(cluster);
    }

    @Override
    public void onArrival(Request request) {
      checkAll();
      super.onArrival(request);
      checkAll();
    }

    @Override
    public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
      checkAll();
      super.onAnswer(request, replica, attempt, decodedTokens);
    }

    private void checkAll() {
      for (int i = 0; i < cluster.replicas(); i++) {
        check(cluster.replica(i));
      }
    }

    private static void check(ReplicaView view) {
      long waitingTokens = 0;
      int committed = 0;
      int leastHeld = 0;
      int mostHeld = 0;
      for (int i = 0; i < view.outstanding(); i++) {
        RequestProgress progress = view.outstandingAt(i);
        int prefill = progress.prefillTokens();
        int processed = progress.processedTokens();
        committed += blocks(Math.max(prefill, processed), view);
        if (i >= view.running()) {
          assertThat(processed).isZero();
          waitingTokens += prefill;
        } else {
          leastHeld += blocks(Math.max(prefill, processed - 1), view);
          mostHeld += blocks(Math.max(prefill, processed), view);
        }
      }
      assertThat(view.running() + view.waiting()).isEqualTo(view.outstanding());
      assertThat(view.waitingTokens()).isEqualTo(waitingTokens);
      assertThat(view.committedBlocks()).isEqualTo(committed);
      assertThat(view.allocatedBlocks()).isBetween(leastHeld, mostHeld);
      assertThat(view.allocatedBlocks()).isLessThanOrEqualTo(view.totalBlocks());
    }

    private static int blocks(int tokens, ReplicaView view) {
      return (tokens + view.blockTokens() - 1) / view.blockTokens();
    }
  }
}
