package dev.sds.evaluators;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.fixtures.BareKit;
import dev.sds.evaluators.fixtures.MadeUp;
import dev.sds.evaluators.fixtures.NoCode;
import dev.sds.evaluators.fixtures.NoProtocol;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A kit whose simulation says its seed, and counts how often it was asked. */
final class Bench extends NoCode implements BareKit {

  static final Workload DAY = MadeUp.day(1, 10);

  final AtomicInteger asked = new AtomicInteger();
  final Notes journal = new Notes();
  private CodeRunner.Run next = new CodeRunner.Run.Completed("");

  /** From now on every run of code ends so; an empty completion stands for the seed's sample. */
  void every(CodeRunner.Run run) {
    next = run;
  }

  static Spec spec(Requirement... requirements) {
    return MadeUp.spec("bench", DAY, List.of(requirements));
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
    var catalogue = new Catalogue(List.of(), List.of(), List.of(), List.of());
    return MadeUp.kit("bench", MadeUp.NO_WORDS, catalogue, new NoProtocol());
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

  /** Comments begin with two strokes. */
  @Override
  public String canonicalHash(SortedMap<String, String> sources) {
    return sources.toString().replaceAll("//.*", "");
  }

  @Override
  public CodeRunner.Run run(SortedMap<String, String> sources, String harness, String task) {
    asked.incrementAndGet();
    return next instanceof CodeRunner.Run.Completed(String result) && result.isEmpty()
        ? new CodeRunner.Run.Completed(
            Json.write(sample(Double.parseDouble(task.split(" ", 2)[0]) * factor(task))))
        : next;
  }

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
}
