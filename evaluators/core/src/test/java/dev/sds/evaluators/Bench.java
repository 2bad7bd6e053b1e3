package dev.sds.evaluators;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Budget;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A kit whose simulation says its seed, and counts how often it was asked. */
final class Bench implements KitProvider, Simulation, CodeRunner {

  static final Workload DAY =
      new Workload(
          "day",
          Workload.Role.TRAIN,
          "short",
          new Workload.Arrivals("poisson", Map.of(), 1),
          null,
          10,
          List.of(1L, 2L),
          new Span(0, 0));

  final AtomicInteger asked = new AtomicInteger();
  final Notes journal = new Notes();
  private CodeRunner.Run next = new CodeRunner.Run.Completed("");

  /** From now on every run of code ends so; an empty completion stands for the seed's sample. */
  void every(CodeRunner.Run run) {
    next = run;
  }

  static Spec spec(Requirement... requirements) {
    return new Spec(
        "bench",
        "",
        "bench",
        List.of(requirements),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(DAY),
        new Budget(10, 60, 0),
        Map.of(),
        new Source("spec.yaml", ""));
  }

  static Hypothesis hypothesis(String code) {
    return new Hypothesis(
        Stage.CODE,
        "test",
        Decisions.NONE,
        new TreeMap<>(),
        "",
        "",
        null,
        List.of(new Artifact("A.java", code)));
  }

  Subject subject(Requirement... requirements) {
    return new Subject(spec(requirements), kit(), hypothesis("code"));
  }

  @Override
  public Kit kit() {
    return new Kit(
        "bench",
        "",
        new Vocabulary(
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of(), Map.of()),
        new Catalogue(List.of(), List.of(), List.of(), List.of()),
        new NoProtocol(),
        Map.of(),
        Map.of(),
        "",
        "1");
  }

  @Override
  public Simulation simulation() {
    return this;
  }

  @Override
  public List<Evaluator> evaluators() {
    return List.of();
  }

  @Override
  public List<Diagnostic> check(Spec spec) {
    return List.of();
  }

  @Override
  public List<String> baselines() {
    return List.of("base");
  }

  /** One that shows, by doubling what it is measured on, and one that does not. */
  @Override
  public List<Perturbation> perturbations() {
    return List.of(
        perturbation("unseen", Perturbation.Yardstick.ITSELF),
        perturbation("doubling", Perturbation.Yardstick.ITSELF),
        perturbation("doubling both", Perturbation.Yardstick.REFERENCE));
  }

  private static Perturbation perturbation(String name, Perturbation.Yardstick yardstick) {
    return new Perturbation(name, "?", "", yardstick, 0.02, Perturbation.Reach.SOUND_RUNS);
  }

  private static double factor(String change) {
    return change.contains("doubling") ? 2 : 1;
  }

  @Override
  public Sample baseline(String name, Spec spec, Trial trial) {
    asked.incrementAndGet();
    return sample(trial.seed() * factor(trial.change().name()));
  }

  private static Sample sample(double value) {
    return new Sample(
        new TreeMap<>(Map.of("time.mean", value)), 100, List.of(), List.of(), Map.of());
  }

  @Override
  public String task(Spec spec, Trial trial) {
    return trial.seed() + (trial.costScale() == 1 ? "" : " scaled") + " " + trial.change().name();
  }

  @Override
  public List<Evidence> inspect(SortedMap<String, String> sources) {
    return List.of();
  }

  @Override
  public CodeRunner.Run run(SortedMap<String, String> sources, String harness, String task) {
    asked.incrementAndGet();
    return next instanceof CodeRunner.Run.Completed
        ? new CodeRunner.Run.Completed(
            Json.write(sample(Double.parseDouble(task.split(" ", 2)[0]) * factor(task))))
        : next;
  }

  @Override
  public List<Evidence> test(SortedMap<String, String> sources) {
    return List.of();
  }

  @Override
  public void close() {}

  /** A journal in memory. */
  static final class Notes implements Journal {
    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized void append(Entry entry) {
      entries.add(entry);
    }

    @Override
    public synchronized Optional<Entry> find(String kind, String key) {
      return entries.stream()
          .filter(e -> e.kind().equals(kind) && e.key().equals(key))
          .reduce((_, b) -> b);
    }

    @Override
    public synchronized List<Entry> entries() {
      return List.copyOf(entries);
    }
  }

  private static final class NoProtocol implements ProtocolTemplate {
    @Override
    public Protocol compose(Set<String> traits, List<Requirement> requirements) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instance instance(List<Fault> faults) {
      throw new UnsupportedOperationException();
    }
  }
}
