package dev.sds.verification.trace;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Subject;
import dev.sds.evaluators.schedule.Schedule;
import dev.sds.evaluators.schedule.Scheduler;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelPairs;
import dev.sds.verification.TraceStepper;
import dev.sds.verification.TraceStepper.Followed;
import dev.sds.verification.child.TraceWorker.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What rehearsing a piece of code in a small world says of it. */
final class RehearsalEvidence {

  /** States, each with the action before it, in which pairs of actions are looked for. */
  private static final int MODEL_STATES = 10_000;

  /** So many actions before the one that was refused are shown. */
  private static final int CONTEXT = 12;

  private static final int MOST_NAMED = 12;

  private final String source;
  private final Subject subject;
  private final List<String> requirements;
  private final Protocol protocol;

  RehearsalEvidence(String source, Subject subject, List<String> requirements) {
    this.source = source;
    this.subject = subject;
    this.requirements = List.copyOf(requirements);
    this.protocol = subject.protocol();
  }

  /**
   * Rehearses the code under some faults and judges its logs.
   *
   * @param covered the actions that logs showed; those of the rehearsal are added
   */
  List<Evidence> of(List<String> faults, Tools tools, Set<String> covered)
      throws InterruptedException {
    Instance bounds =
        subject
            .kit()
            .protocol()
            .instance(
                faults.stream()
                    .flatMap(f -> Optional.ofNullable(subject.spec().faults().get(f)).stream())
                    .toList());
    var model = new Model(tools, bounds);
    Optional<List<List<TraceEvent>>> stories = tools.stories().of(subject, bounds);
    if (stories.isEmpty()) {
      return List.of(failure("TLC gave no behaviours to rehearse."));
    }
    var rehearsal = new Rehearsal(tools.lab(), subject, faults);
    return switch (rehearsal.guided(Rehearsal.Extent.USUAL, bounds, stories.get(), model)) {
      case Rehearsal.Result.Done done -> {
        List<Followed> followed =
            tools
                .stepper()
                .follow(protocol, done.instance(), done.logs(), Count.STATES, tools.limits());
        Reached reached = Reached.by(done.runs());
        covered.addAll(reached.actions().keySet());
        yield judge(done, followed, stories.get().size(), model.pairs(reached.offered()));
      }
      case Rehearsal.Result.NotOffered _ ->
          List.of(
              finding(
                  Weight.NOTE,
                  "trace.unrehearsed",
                  "the kit has no small world, so the code met faults only in simulations"));
      case Rehearsal.Result.Crashed crashed ->
          List.of(finding(Weight.FATAL, "trace.crashed", "in a rehearsal: " + crashed.why()));
      case Rehearsal.Result.Unavailable unavailable -> List.of(failure(unavailable.why()));
    };
  }

  /** What a rehearsal works with. */
  record Tools(Lab lab, TraceStepper stepper, Stories stories, Limits limits) {}

  /** The model's pairs, found when they are first asked for. */
  private final class Model implements Rehearsal.Model {
    private final Tools tools;
    private final Instance bounds;
    private @Nullable ModelPairs known;

    Model(Tools tools, Instance bounds) {
      this.tools = tools;
      this.bounds = bounds;
    }

    @Override
    public ModelPairs pairs(Set<String> chosen) {
      ModelPairs pairs = known;
      if (pairs == null) {
        try {
          pairs =
              tools
                  .stepper()
                  .pairs(
                      protocol, bounds, new ModelPairs.Search(chosen, MODEL_STATES), tools.limits())
                  .orElseGet(() -> new ModelPairs(Map.of(), ModelPairs.Extent.SOME));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new Lab.Interrupted(e);
        }
        known = pairs;
      }
      return pairs;
    }
  }

  private List<Evidence> judge(
      Rehearsal.Result.Done done, List<Followed> followed, int stories, ModelPairs model) {
    Optional<Integer> refused = earliest(followed);
    if (refused.isPresent()) {
      int run = refused.get();
      return List.of(rejected(done, run, followed));
    }
    for (int run = 0; run < done.runs().size(); run++) {
      if (done.runs().get(run).end() == Scheduler.End.RESTLESS) {
        return List.of(
            finding(
                Weight.FATAL,
                "trace.restless",
                label(done, run) + ": after the last fault the work never ends"));
      }
      if (followed.get(run).outcome() instanceof TraceOutcome.UnderInstrumented open) {
        return List.of(
            finding(
                Weight.AGAINST,
                "trace.under-instrumented",
                label(done, run) + ": " + open.render()));
      }
      if (followed.get(run).outcome() instanceof TraceOutcome.Inconclusive unknown) {
        return List.of(failure(unknown.why()));
      }
    }
    return List.of(accepted(done, stories), reached(done, followed, model));
  }

  /** The run that is refused after the fewest actions. */
  private static Optional<Integer> earliest(List<Followed> followed) {
    return IntStream.range(0, followed.size())
        .boxed()
        .filter(run -> followed.get(run).outcome() instanceof TraceOutcome.Rejected)
        .min(Comparator.comparingInt(run -> number(followed.get(run).outcome())));
  }

  private static int number(TraceOutcome outcome) {
    return outcome instanceof TraceOutcome.Rejected rejected ? rejected.number() : 0;
  }

  private Evidence rejected(Rehearsal.Result.Done done, int run, List<Followed> followed) {
    TraceOutcome.Rejected rejected = (TraceOutcome.Rejected) followed.get(run).outcome();
    List<TraceEvent> log = done.runs().get(run).log();
    int from = Math.max(0, rejected.number() - 1 - CONTEXT);
    String before =
        log.subList(from, rejected.number() - 1).stream()
            .map(event -> event.action() + event.parameters())
            .collect(Collectors.joining(", "));
    long others =
        followed.stream().filter(f -> f.outcome() instanceof TraceOutcome.Rejected).count() - 1;
    return finding(
        Weight.FATAL,
        "trace.rejected",
        "%s: %s\n  Before it: %s\n  Of the other %d runs, %d are refused too."
            .formatted(
                label(done, run),
                rejected.render(),
                (from > 0 ? "..., " : "") + before,
                followed.size() - 1,
                others));
  }

  private static String label(Rehearsal.Result.Done done, int run) {
    Schedule schedule = done.schedules().get(run);
    return "rehearsal "
        + schedule.seed()
        + (schedule.story().isEmpty() ? "" : ", along a behaviour of " + schedule.story().size());
  }

  private Evidence accepted(Rehearsal.Result.Done done, int stories) {
    int events = done.logs().stream().mapToInt(List::size).sum();
    long told = done.schedules().stream().filter(s -> !s.story().isEmpty()).count();
    return finding(
        Weight.FOR,
        "trace.rehearsed",
        String.format(
            Locale.ROOT,
            "%d rehearsals in a small world (%s): all %d actions are behaviours of the model, to"
                + " the end. %d went along counterexamples of other designs and %d along behaviours"
                + " of the model, the others towards what was seldom seen",
            done.runs().size(),
            done.instance().constants(),
            events,
            Math.min(stories, told),
            told - Math.min(stories, told)));
  }

  private Evidence reached(Rehearsal.Result.Done done, List<Followed> followed, ModelPairs model) {
    Reached reached = Reached.by(done.runs());
    int states = followed.stream().mapToInt(Followed::states).sum();
    String faults =
        protocol.actions().stream()
            .filter(a -> a.origin() == Action.Origin.FAULT)
            .map(a -> a.name() + " " + reached.actions().getOrDefault(a.name(), 0) + " times")
            .collect(Collectors.joining(", "));
    List<String> never =
        protocol.actions().stream()
            .map(Action::name)
            .filter(name -> !reached.actions().containsKey(name))
            .toList();
    Set<String> unseen = new TreeSet<>(model.behaviours().keySet());
    unseen.removeAll(reached.pairs().keySet());
    return finding(
        Weight.NOTE,
        "trace.reached",
        String.format(
                Locale.ROOT,
                "the rehearsals took %d of the model's %d actions%s, %d of the %s%d pairs of choices"
                    + " that its world has in a row, and %d of its states; faults: %s%s",
                protocol.actions().size() - never.size(),
                protocol.actions().size(),
                never.isEmpty() ? "" : " (never " + String.join(", ", never) + ")",
                model.behaviours().size() - unseen.size(),
                model.extent() == ModelPairs.Extent.ALL ? "" : "first ",
                model.behaviours().size(),
                states,
                faults.isEmpty() ? "none" : faults,
                unseen.isEmpty() ? "" : "; never in a row: " + some(unseen))
            + gaps(reached));
  }

  /** Variables that no log says anything of; the model supplies what they may be. */
  private String gaps(Reached reached) {
    List<String> unobserved =
        protocol.variables().stream()
            .map(Variable::name)
            .filter(name -> !reached.observed().contains(name))
            .toList();
    return unobserved.isEmpty()
        ? ""
        : "; not observed, so taken as the model has them: " + String.join(", ", unobserved);
  }

  private static String some(Set<String> names) {
    List<String> first = new ArrayList<>(names).subList(0, Math.min(MOST_NAMED, names.size()));
    int left = names.size() - first.size();
    return String.join(", ", first) + (left > 0 ? " and " + left + " more" : "");
  }

  private Evidence failure(String why) {
    return new Evidence.ToolFailure(source, requirements, why);
  }

  private Evidence finding(Weight weight, String code, String message) {
    return new Evidence.Finding(source, requirements, weight, code, message, "");
  }
}
