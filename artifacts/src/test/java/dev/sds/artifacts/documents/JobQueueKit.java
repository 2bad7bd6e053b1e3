package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.Architecture.Connector;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ModuleKind;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.kit.Technique;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.Vocabulary.FaultKind;
import dev.sds.spec.Vocabulary.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small made-up domain: jobs, a dispatcher and workers that crash. */
final class JobQueueKit {

  private JobQueueKit() {}

  static Kit kit() {
    return new Kit(
        "job-queue",
        "Job queues",
        vocabulary(),
        catalogue(),
        new Template(),
        Map.of(),
        Map.of(),
        "",
        "1");
  }

  static Decisions decisions(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return Decisions.of(map);
  }

  private static Vocabulary vocabulary() {
    return new Vocabulary(
        Map.of(
            "wait.mean", new Metric("wait.mean", Dimension.TIME, "mean time from job to start"),
            "wait.p99", new Metric("wait.p99", Dimension.TIME, "99th percentile of the wait"),
            "busy", new Metric("busy", Dimension.RATIO, "share of time workers are busy")),
        Map.of(
            "worker-crash", new FaultKind("worker-crash", "A worker loses its memory.", List.of())),
        Map.of("NoLostJob", "No accepted job is forgotten"),
        Map.of("EventuallyDone", "Every accepted job is done in the end"),
        Map.of(),
        List.of("short-jobs"),
        Map.of(),
        Map.of());
  }

  private static Catalogue catalogue() {
    return new Catalogue(
        List.of(
            new ModuleKind("dispatcher", "Decides which job runs where.", "org.example.Dispatcher"),
            new ModuleKind("worker", "Runs one job at a time.", "")),
        List.of(
            kind(
                "placement",
                Stage.ARCHITECTURE,
                "Where do jobs wait?",
                choice("central", "Jobs wait in one queue", "Kendall 1953", "central"),
                choice("per-worker", "Each worker has a queue", "Winston 1977", "split")),
            kind(
                "order",
                Stage.DESIGN,
                "Which waiting job goes first?",
                choice("fifo", "The oldest job first", "folklore", "fifo"),
                new Choice(
                    "aged-shortest",
                    "The shortest job first, ageing the others",
                    "Brinch Hansen 1971",
                    Set.of("aged"),
                    Set.of(),
                    Set.of(),
                    List.of(
                        new Parameter(
                            "ageing",
                            0.01,
                            10,
                            1,
                            Parameter.Scale.LOGARITHMIC,
                            "seconds forgiven per second waited")),
                    Map.of())),
            kind(
                "recovery",
                Stage.DESIGN,
                "What happens to the job of a crashed worker?",
                choice("forget", "Nothing", "", "forget"),
                choice("ledger", "A ledger of running jobs gives it back", "Gray 1978", "ledger"))),
        List.of(
            new Architecture(
                "central-queue",
                "One dispatcher holds all waiting jobs",
                "M/M/c, Kendall 1953",
                decisions("placement", "central"),
                List.of("dispatcher", "worker"),
                List.of(
                    new Connector("client", "dispatcher", "jobs"),
                    new Connector("dispatcher", "worker", "one job at a time")),
                List.of("The dispatcher does not crash")),
            new Architecture(
                "split-queues",
                "Every worker has its own queue",
                "Winston 1977",
                decisions("placement", "per-worker"),
                List.of("dispatcher", "worker"),
                List.of(new Connector("dispatcher", "worker", "jobs")),
                List.of())),
        List.of(
            new Technique(
                "Shortest remaining with ageing",
                "Short jobs first, old ones not starved",
                "Brinch Hansen 1971",
                decisions("order", "aged-shortest", "recovery", "ledger"),
                Map.of("order.ageing", 0.5),
                List.of("With ageing near zero, long jobs starve"))));
  }

  private static DecisionKind kind(String name, Stage stage, String question, Choice... choices) {
    return new DecisionKind(name, stage, "dispatcher", question, List.of(choices));
  }

  private static Choice choice(String name, String doc, String source, String trait) {
    return new Choice(name, doc, source, Set.of(trait), Set.of(), Set.of(), List.of(), Map.of());
  }

  /** Jobs wait, run and may be lost with their worker. */
  private record Template() implements ProtocolTemplate {

    @Override
    public Protocol compose(Set<String> traits, List<Requirement> requirements) {
      var actions = new ArrayList<Action>();
      actions.add(
          Action.of(Origin.ENVIRONMENT, "Submit", "A client hands in a job.")
              .over("j", "Jobs")
              .when("state[j] = \"new\"")
              .then("state", "[state EXCEPT ![j] = \"waiting\"]")
              .between("client", "dispatcher"));
      actions.add(
          Action.of(Origin.SYSTEM, "Start", "The dispatcher gives a waiting job to an idle worker.")
              .over("j", "Jobs")
              .over("w", "Workers")
              .when("state[j] = \"waiting\"")
              .when("Idle(w)")
              .then("state", "[state EXCEPT ![j] = \"running\"]")
              .then("on", "[x \\in Jobs |-> IF x = j THEN w ELSE on[x]]")
              .fair(Fairness.WEAK)
              .between("dispatcher", "w"));
      actions.add(
          Action.of(Origin.FAULT, "Crash", "A worker dies and forgets its job.")
              .over("w", "Workers")
              .when("crashes < MaxCrashes")
              .then("crashes", "crashes + 1")
              .at("w"));
      if (traits.contains("ledger")) {
        actions.add(
            Action.of(
                    Origin.SYSTEM, "GiveBack", "The ledger puts the job of a crashed worker back.")
                .over("j", "Jobs")
                .when("state[j] = \"lost\"")
                .then("state", "[state EXCEPT ![j] = \"waiting\"]")
                .fair(Fairness.STRONG));
      }
      return new Protocol(
          "JobQueue",
          "Jobs wait, run on a worker and are done.",
          List.of(
              new Constant("Jobs", "the jobs"),
              new Constant("Workers", "the workers"),
              new Constant("MaxCrashes", "how many crashes happen at most")),
          List.of(
              new Definition(
                  "Idle",
                  List.of("w"),
                  "\\A j \\in Jobs : on[j] # w",
                  "No job runs on the worker.")),
          List.of(
              new Variable(
                  "state",
                  "[Jobs -> {\"new\", \"waiting\", \"running\", \"lost\"}]",
                  "[j \\in Jobs |-> \"new\"]",
                  "what became of each job"),
              new Variable(
                  "on",
                  "[Jobs -> Workers \\union {None}]",
                  "[j \\in Jobs |-> None]",
                  "the worker of each job"),
              new Variable("crashes", "0..MaxCrashes", "0", "crashes so far")),
          actions,
          requirements.stream().flatMap(r -> property(r).stream()).toList());
    }

    private static List<Property> property(Requirement r) {
      return switch (r.check()) {
        case Check.Invariant i ->
            List.of(
                new Property(
                    i.property(),
                    Property.Kind.INVARIANT,
                    "\\A j \\in Jobs : state[j] # \"lost\" \\/ Known(j)",
                    "A job that was accepted is known to somebody.",
                    List.of(r.id())));
        case Check.Liveness l ->
            List.of(
                new Property(
                    l.property(),
                    Property.Kind.LIVENESS,
                    "\\A j \\in Jobs : state[j] = \"waiting\" ~> state[j] = \"done\"",
                    "An accepted job is done in the end.",
                    List.of(r.id())));
        case null, default -> List.of();
      };
    }

    @Override
    public Instance instance(List<Fault> faults) {
      return new Instance(
          Map.of(
              "Jobs",
              "{j1, j2}",
              "Workers",
              "{w1, w2}",
              "MaxCrashes",
              Integer.toString(faults.size())),
          "2 jobs, 2 workers, 1 crash");
    }
  }
}
