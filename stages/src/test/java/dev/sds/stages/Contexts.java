package dev.sds.stages;

import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Ladder;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import dev.sds.evaluators.fixtures.BareKit;
import dev.sds.evaluators.fixtures.MadeUp;
import dev.sds.evaluators.fixtures.NoCode;
import dev.sds.evaluators.fixtures.NoProtocol;
import dev.sds.spec.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/** A kit whose every run simulates a hundred requests. */
final class Contexts {

  private Contexts() {}

  static Lab lab(ExecutorService workers) {
    return new Lab(new HundredRequests(), new NoCode(), new NoJournal(), workers);
  }

  /** Code whose runs measure a time that its text says, or crash. */
  static Lab timed(ExecutorService workers) {
    return new Lab(new HundredRequests(), new Timed(), new NoJournal(), workers);
  }

  /** A refinement that judges nothing. */
  static Context of(Spec spec) {
    var lab = lab(ForkJoinPool.commonPool());
    return new Context(
        spec,
        new HundredRequests().kit(),
        new Silent(),
        new Ladder(List.of(), new NoJournal(), lab),
        new Purse(lab, spec, Purse.requestsPerRun(spec)),
        _ -> {},
        1);
  }

  /** A refinement with one author, judged by one evaluator. */
  static Context of(Spec spec, Author author, Evaluator evaluator, Event.Listener listener) {
    Context silent = of(spec);
    var lab = lab(ForkJoinPool.commonPool());
    return new Context(
        spec,
        silent.kit(),
        author,
        new Ladder(List.of(evaluator), new NoJournal(), lab),
        silent.purse(),
        listener,
        1);
  }

  private record Silent() implements Author {
    @Override
    public String name() {
      return "silent";
    }

    @Override
    public List<Hypothesis> propose(Brief brief) {
      return List.of();
    }
  }

  private static final class HundredRequests implements BareKit {
    @Override
    public Kit kit() {
      return MadeUp.kit("small", MadeUp.NO_WORDS, Small.catalogue(), new NoProtocol());
    }

    @Override
    public List<String> baselines() {
      return List.of("base");
    }

    @Override
    public Sample baseline(String name, Spec spec, Trial trial) {
      return new Sample(new TreeMap<>(), 100, List.of(), List.of(), Map.of());
    }
  }

  private static final class NoJournal implements Journal {
    @Override
    public void append(Entry entry) {}

    @Override
    public Optional<Entry> find(String kind, String key) {
      return Optional.empty();
    }

    @Override
    public List<Entry> entries() {
      return List.of();
    }
  }

  private static final class Timed extends NoCode {
    @Override
    public Run run(SortedMap<String, String> sources, String harness, String task) {
      String text = sources.values().iterator().next();
      var metrics = new TreeMap<String, Double>();
      if (text.equals("crash")) {
        return new Run.Crashed("as it was told");
      }
      metrics.put("time.mean", Double.valueOf(text));
      return new Run.Completed(
          Json.write(new Sample(metrics, 100, List.of(), List.of(), Map.of())));
    }
  }
}
