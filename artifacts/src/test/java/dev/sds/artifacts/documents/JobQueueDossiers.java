package dev.sds.artifacts.documents;

import static dev.sds.artifacts.documents.JobQueueKit.decisions;

import dev.sds.artifacts.Backtrack;
import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Interval;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Prediction;
import dev.sds.artifacts.Ratio;
import dev.sds.artifacts.RungReport;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Stop;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.Architecture.Connector;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.ProtocolStep;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A refinement of a job queue as it might have gone. */
final class JobQueueDossiers {

  static final String HOLDOUT_FIGURE = "123.456";

  private static final ContentHash KEY = ContentHash.of("conditions");
  private static final Instance INSTANCE =
      new Instance(Map.of("MaxCrashes", "1"), "2 jobs, 2 workers, 1 crash");
  private static final Decisions CENTRAL = decisions("placement", "central");
  private static final Decisions SPLIT = decisions("placement", "per-worker");
  private static final Decisions AGED =
      CENTRAL.with("order", "aged-shortest").with("recovery", "ledger");
  private static final Decisions FIFO = CENTRAL.with("order", "fifo").with("recovery", "ledger");
  private static final Decisions FORGETFUL =
      CENTRAL.with("order", "fifo").with("recovery", "forget");

  private static final Nogood FORGETS =
      new Nogood(
          decisions("recovery", "forget"),
          "R3",
          Stage.DESIGN,
          Nogood.Strength.PROVEN,
          KEY,
          "NoLostJob is violated in 3 steps (2 jobs, 2 workers, 1 crash)");
  private static final Nogood SPLITS =
      new Nogood(
          SPLIT,
          "R2",
          Stage.ARCHITECTURE,
          Nogood.Strength.PROVEN_UNMINIMISED,
          KEY,
          "the longest of 4 queues exceeds 30 s even when all are balanced");

  private JobQueueDossiers() {}

  /** Code stands. */
  static Dossier refined() {
    return new Dossier(
        JobQueueSpec.spec(
            "Jobs must not wait long.", "Jobs start soon on average", Map.of("order", "random")),
        JobQueueKit.kit(),
        List.of(architecture(), design(), code()),
        List.of(new Backtrack(Stage.DESIGN, Stage.ARCHITECTURE, SPLITS, List.of(SPLIT.toString()))),
        winner(),
        comparisons(),
        null,
        41.25);
  }

  /** No design meets the bound. */
  static Dossier missed() {
    Judged slow =
        new Judged(
            hypothesis(Stage.CODE, FIFO, null),
            new Verdict.Rejected(
                List.of(
                    full("wait.mean", 1, 22.5),
                    full("wait.mean", 2, 24.25),
                    full("wait.p99", 1, 41.5),
                    full("wait.p99", 2, 44),
                    finding(
                        "simulation",
                        Weight.AGAINST,
                        "wait.p99 on day: mean 42.75 over 2 seeds, 95% bound 50.64; required <= 30 s",
                        "R2")),
                "wait.p99 on day: mean 42.75 over 2 seeds, 95% bound 50.64; required <= 30 s",
                "R2",
                null));
    return new Dossier(
        JobQueueSpec.spec("Jobs must not wait long.", "Jobs start soon on average", Map.of()),
        JobQueueKit.kit(),
        List.of(
            architecture(),
            design(),
            new StageReport(
                Stage.CODE,
                List.of(slow),
                List.of(),
                List.of(FORGETS),
                List.of(),
                List.of(rung("simulation", "full", 1, 1)),
                new Stop(
                    Stop.Reason.EXHAUSTED, "the author had nothing more to propose after 1 rounds"),
                0,
                0)),
        List.of(),
        null,
        List.of(),
        new Miss(
            "R2",
            slow,
            "Relax R2 to `wait.p99 <= 50.7 s`: the nearest miss would then pass.",
            false,
            slow.verdict().because()),
        12);
  }

  /** What would have won fails on the holdout workloads. */
  static Dossier failedHoldout() {
    Dossier passed = refined();
    String why = "wait.p99 on night: mean " + HOLDOUT_FIGURE + " over 2 seeds; required <= 30 s";
    var evidence = new ArrayList<>(trained());
    evidence.add(finding("holdout", Weight.AGAINST, why, "R2"));
    return new Dossier(
        passed.spec(),
        passed.kit(),
        passed.stages(),
        passed.backtracks(),
        new Judged(winner().hypothesis(), new Verdict.Rejected(evidence, why, "R2", null)),
        List.of(),
        null,
        passed.simulations());
  }

  /** Every free text of the spec, the kit and the author is this one. */
  static Dossier hostile(String text) {
    Dossier tame = refined();
    Spec spec = JobQueueSpec.spec(text, text, Map.of(text, text));
    Hypothesis h = winner().hypothesis();
    Judged lead =
        new Judged(
            new Hypothesis(
                h.stage(), text, h.decisions(), h.parameters(), text, text, null, List.of()),
            new Verdict.Accepted(List.of(finding(text, Weight.FOR, text, "R1")), text));
    return new Dossier(
        new Spec(
            text,
            text,
            spec.kit(),
            spec.requirements(),
            spec.faults(),
            Map.of(text, text),
            spec.forbidden(),
            spec.environment(),
            spec.workloads(),
            spec.budget(),
            spec.gates(),
            spec.source()),
        tame.kit().with(hostile(tame.kit().catalogue(), text)),
        tame.stages(),
        tame.backtracks(),
        lead,
        List.of(comparison(text, text, "train", 0.5, 0.4, 0.6)),
        new Miss("R1", lead, text, false, text),
        tame.simulations());
  }

  private static Catalogue hostile(Catalogue tame, String text) {
    var architecture =
        new Architecture(
            text,
            text,
            text,
            CENTRAL,
            List.of("dispatcher", text),
            List.of(new Connector(text, "dispatcher", text)),
            List.of(text));
    return new Catalogue(tame.modules(), tame.kinds(), List.of(architecture), tame.techniques());
  }

  private static StageReport architecture() {
    Judged central = accepted(Stage.ARCHITECTURE, CENTRAL, capacity("central", "0.62"));
    Judged split = accepted(Stage.ARCHITECTURE, SPLIT, capacity("split", "0.62"));
    return new StageReport(
        Stage.ARCHITECTURE,
        List.of(central, split),
        List.of(central),
        List.of(SPLITS),
        List.of(),
        List.of(rung("capacity", "analysis", 2, 0)),
        new Stop(Stop.Reason.EXHAUSTED, "1 rounds, the most a stage makes"),
        0,
        0);
  }

  private static Evidence capacity(String queue, String load) {
    return finding(
        "capacity", Weight.FOR, "the " + queue + " queue carries a load of " + load, "R1", "R2");
  }

  private static StageReport design() {
    Judged aged = accepted(Stage.DESIGN, AGED, verified("R3", 412), verified("R4", 388));
    Judged fifo = accepted(Stage.DESIGN, FIFO, verified("R3", 412), verified("R4", 388));
    Judged forgetful =
        new Judged(
            hypothesis(Stage.DESIGN, FORGETFUL, null),
            new Verdict.Rejected(
                List.of(
                    new Evidence.ModelCheck(
                        "tlc 2.18",
                        List.of("R3"),
                        INSTANCE.label(),
                        new CheckOutcome.Violated(lost(), INSTANCE))),
                FORGETS.why(),
                "R3",
                FORGETS));
    return new StageReport(
        Stage.DESIGN,
        List.of(aged, forgetful, fifo),
        List.of(aged, fifo),
        List.of(SPLITS, FORGETS),
        List.of(
            "order: aged-shortest, placement: central, recovery: forget (by the nogood {recovery: forget})"),
        List.of(rung("consistency", "structure", 4, 0), rung("tlc", "model", 4, 1)),
        new Stop(Stop.Reason.EXHAUSTED, "the author had nothing more to propose after 2 rounds"),
        0,
        0);
  }

  static Counterexample lost() {
    return new Counterexample(
        "NoLostJob",
        Counterexample.Kind.INVARIANT,
        List.of("R3"),
        List.of(
            step(
                1,
                ProtocolStep.INIT,
                Origin.SYSTEM,
                new Change("state", Change.Kind.INITIAL, "", "(j1 :> \"new\")")),
            step(
                2,
                "Submit",
                Origin.ENVIRONMENT,
                new Change("state[j1]", Change.Kind.CHANGED, "\"new\"", "\"waiting\""),
                "j",
                "j1"),
            step(
                3,
                "Start",
                Origin.SYSTEM,
                new Change("state[j1]", Change.Kind.CHANGED, "\"waiting\"", "\"running\""),
                "j",
                "j1",
                "w",
                "w1"),
            step(
                4,
                "Crash",
                Origin.FAULT,
                new Change("state[j1]", Change.Kind.CHANGED, "\"running\"", "\"lost\""),
                "w",
                "w1")),
        new Counterexample.LoopBack.None());
  }

  private static ProtocolStep step(
      int number, String action, Origin origin, Change change, String... pairs) {
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.put(pairs[i], pairs[i + 1]);
    }
    return new ProtocolStep(number, action, parameters, origin, List.of(change));
  }

  private static Evidence verified(String id, long states) {
    return new Evidence.ModelCheck(
        "tlc 2.18",
        List.of(id),
        INSTANCE.label(),
        new CheckOutcome.Verified(
            new CheckOutcome.Statistics(states * 3, states, 0, 9, Map.of("Start", 12L)),
            INSTANCE,
            List.of("NoLostJob")));
  }

  private static StageReport code() {
    Judged fifo =
        accepted(
            Stage.CODE,
            FIFO,
            full("wait.mean", 1, 9.5),
            full("wait.mean", 2, 10),
            full("wait.mean", 3, 10.75));
    Judged slow =
        new Judged(
            new Hypothesis(
                Stage.CODE,
                "embedded",
                AGED,
                new TreeMap<>(Map.of("order.ageing", 0.02)),
                "sample",
                "",
                null,
                List.of()),
            new Verdict.Rejected(
                List.of(
                    full("wait.mean", 1, 7),
                    finding(
                        "simulation",
                        Weight.AGAINST,
                        "wait.p99 on day: mean 44.1 over 3 seeds, 95% bound 51.2; required <= 30 s",
                        "R2")),
                "wait.p99 on day: mean 44.1 over 3 seeds, 95% bound 51.2; required <= 30 s",
                "R2",
                null));
    Judged sketch =
        new Judged(
            new Hypothesis(
                Stage.CODE,
                "embedded",
                AGED,
                new TreeMap<>(Map.of("order.ageing", 5.0)),
                "sample",
                "",
                null,
                List.of()),
            new Verdict.Inconclusive(
                List.of(
                    new Evidence.Measurement(
                        "sketch", List.of("R1"), "wait.mean", "day", 1, 14.2, Fidelity.SHORT)),
                "its sketch ranked below the 2 best of its round, so no whole run was spent on it"));
    Judged best =
        new Judged(winner().hypothesis(), new Verdict.Accepted(trained(), "1 checks speak for it"));
    return new StageReport(
        Stage.CODE,
        List.of(best, fifo, slow, sketch),
        List.of(best, fifo),
        List.of(SPLITS, FORGETS),
        List.of(),
        List.of(
            rung("compile", "analysis", 4, 0),
            new RungReport(
                "sketch",
                "Is it promising on a part of each workload?",
                "sketch",
                4,
                1,
                0,
                0.6667,
                3),
            rung("simulation", "full", 3, 1),
            rung("faults", "final", 1, 0),
            rung("traces", "final", 1, 0),
            rung("holdout", "final", 1, 0)),
        new Stop(
            Stop.Reason.DIMINISHING_RETURNS,
            "2 rounds in a row brought no improvement above the noise floor of 1.0%"),
        2,
        1);
  }

  private static List<Evidence> trained() {
    return List.of(
        finding("compile", Weight.FOR, "4 files compile"),
        full("wait.mean", 1, 6.5),
        full("wait.mean", 2, 7.25),
        full("wait.mean", 3, 7),
        full("wait.p99", 1, 0.9),
        full("wait.p99", 2, 21),
        full("wait.p99", 3, 24.5),
        finding(
            "simulation",
            Weight.FOR,
            "wait.p99 on day: mean 15.47 over 3 seeds, 95% bound 28.9; required <= 30 s",
            "R2"));
  }

  private static Judged winner() {
    var evidence = new ArrayList<>(trained());
    evidence.add(
        finding(
            "faults",
            Weight.FOR,
            "day#1 first 25% under worker-crash: 2500 jobs, each done exactly once",
            "R3"));
    evidence.add(
        finding(
            "traces", Weight.FOR, "3 logs of 1204 actions are behaviours of JobQueue", "R3", "R4"));
    evidence.add(
        new Evidence.Measurement(
            "holdout",
            List.of("R1"),
            "wait.mean",
            "night",
            11,
            Double.parseDouble(HOLDOUT_FIGURE),
            Fidelity.HOLDOUT));
    evidence.add(
        finding(
            "holdout",
            Weight.FOR,
            "wait.p99 on night: mean " + HOLDOUT_FIGURE + " over 2 seeds; required <= 30 s",
            "R2"));
    return new Judged(
        new Hypothesis(
            Stage.CODE,
            "embedded",
            AGED,
            new TreeMap<>(Map.of("order.ageing", 0.35)),
            "Shortest remaining with ageing",
            "short jobs dominate the mean",
            new Prediction("wait.mean", new Interval(5, 8), 0.8),
            List.of()),
        new Verdict.Accepted(evidence, "5 checks speak for it"));
  }

  private static List<Comparison> comparisons() {
    return List.of(
        comparison("runner-up", FIFO.toString(), "train", 0.687, 0.65, 0.73),
        comparison("runner-up", FIFO.toString(), "holdout", 0.741, 0.66, 0.83),
        comparison("runner-up", FIFO.toString(), "train, iteration times x0.9", 0.69, 0.64, 0.74),
        comparison("runner-up", FIFO.toString(), "train, iteration times x1.1", 0.97, 0.9, 1.04),
        comparison("baseline", "round-robin", "train", 0.512, 0.47, 0.56),
        comparison("baseline", "round-robin", "holdout", 0.5125, 0.45, 0.58),
        comparison("baseline", "round-robin", "holdout over train", 1.001, 0.88, 1.14),
        comparison("generalisation", "round-robin", "holdout over train", 1.001, 0.88, 1.14),
        comparison("baseline", "random", "train", 1.01, 0.93, 1.1),
        comparison("rematch", FIFO.toString(), "runs that chose", 0.98, 0.96, 1.01),
        comparison("rematch", FIFO.toString(), "fresh seeds", 0.97, 0.95, 0.99),
        comparison("without its order", FIFO.toString(), "train", 0.687, 0.65, 0.73));
  }

  private static Comparison comparison(
      String question, String against, String where, double mean, double low, double high) {
    return new Comparison(
        question, against, "wait.mean", where, new Ratio(mean, new Interval(low, high), 3));
  }

  private static RungReport rung(String name, String cost, int judged, int rejected) {
    return new RungReport(
        name, "What does the level " + name + " say?", cost, judged, 0, rejected, Double.NaN, 0);
  }

  private static Judged accepted(Stage stage, Decisions decisions, Evidence... evidence) {
    return new Judged(
        hypothesis(stage, decisions, null),
        new Verdict.Accepted(List.of(evidence), evidence.length + " checks speak for it"));
  }

  private static Hypothesis hypothesis(
      Stage stage, Decisions decisions, @Nullable Prediction prediction) {
    return new Hypothesis(
        stage, "embedded", decisions, new TreeMap<>(), "catalogue", "", prediction, List.of());
  }

  private static Evidence full(String metric, long seed, double value) {
    return new Evidence.Measurement(
        "simulation",
        List.of(metric.equals("wait.mean") ? "R1" : "R2"),
        metric,
        "day",
        seed,
        value,
        Fidelity.FULL);
  }

  private static Evidence finding(String source, Weight weight, String message, String... ids) {
    return new Evidence.Finding(source, List.of(ids), weight, "code", message, "");
  }
}
