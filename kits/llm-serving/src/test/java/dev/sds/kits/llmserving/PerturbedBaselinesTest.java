package dev.sds.kits.llmserving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Ratio;
import dev.sds.evaluators.Change;
import dev.sds.evaluators.Perturbation;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Statistics;
import dev.sds.evaluators.Trial;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.perturbation.Perturbations;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published routers bear every change, and the changes are what they say. */
class PerturbedBaselinesTest {

  private static final int RUNS = 6;
  private static final Deployment CLUSTER =
      new Deployment(4, "a10", 1200, 16, 128, 8192, "chunked-prefill", 0);

  private static Sample run(RouterFactory factory, long seed, Change change) {
    var demand = new Demand("lognormal-gaps", 9, 2, "chat-like", 60, seed, 1, null);
    return new SimulationTask(CLUSTER, demand, List.of(), Trial.Log.OFF, 1, change).run(factory);
  }

  @ParameterizedTest
  @EnumSource(Baseline.class)
  void aBaseline_survivesEveryChange(Baseline baseline) {
    for (Perturbation change : Perturbations.all()) {
      Ratio loss =
          Statistics.pairedRatio(means(baseline, change.name()), means(baseline, change.origin()));

      assertThat(loss.interval().low())
          .as("%s: %s", change.name(), loss)
          .isLessThanOrEqualTo(1 + change.floor());
    }
  }

  private static double[] means(Baseline baseline, String change) {
    return IntStream.range(0, RUNS)
        .mapToDouble(
            i -> {
              Sample sample = run(baseline, i / 2, new Change(change, i % 2));
              assertThat(sample.broken()).isEmpty();
              return sample.metric("response_time.mean");
            })
        .toArray();
  }

  @Test
  void otherReplicaNumbers_leaveASoundRunAsItIs() {
    Sample plain = run(Baseline.HEAD_ROOM, 1, Change.NONE);
    Sample renamed = run(Baseline.HEAD_ROOM, 1, new Change("replica-numbers", 1));

    assertThat(renamed.metrics()).isEqualTo(plain.metrics());
  }

  @Test
  void aRouterThatCountsBySecretNumbers_seesOthers() {
    Sample plain = run(byNumber(), 1, Change.NONE);
    Sample renamed = run(byNumber(), 1, new Change("request-numbers", 0));

    assertThat(renamed.broken()).isEmpty();
    assertThat(renamed.metrics()).isNotEqualTo(plain.metrics());
  }

  private static RouterFactory byNumber() {
    return (cluster, parameters) ->
        new Router() {
          @Override
          public void onArrival(Request request) {
            cluster.dispatch(request, request.id() % 7 == 0 ? 1 : 0, 0);
          }

          @Override
          public void onAnswer(Request request, int replica, int attempt, int tokens) {
            cluster.deliver(request, attempt);
          }

          @Override
          public void onSuspected(int replica) {}

          @Override
          public void onDown(int replica) {}

          @Override
          public void onUp(int replica) {}
        };
  }

  @Test
  void otherAnswers_areTheSameAnswers() {
    Sample plain = run(Baseline.ROUND_ROBIN, 1, Change.NONE);
    Sample other = run(Baseline.ROUND_ROBIN, 1, new Change("other-answers", 0));

    assertThat(other.requests()).isEqualTo(plain.requests());
    assertThat(other.metrics()).isNotEqualTo(plain.metrics());
  }
}
