package dev.sds.verification.ladder;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.ProtocolStep;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.verification.Limits;
import dev.sds.verification.RunFolder;
import dev.sds.verification.child.ModelTask.Deadlock;
import dev.sds.verification.child.walk.Sample;
import dev.sds.verification.file.Bounds;
import dev.sds.verification.file.Examined;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileChecker;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.file.Sampled;
import dev.sds.verification.file.Step;
import dev.sds.verification.file.TlaFile;
import dev.sds.verification.file.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows random behaviours of a protocol in an instance that is too large to be examined whole:
 * they may show what is wrong in it, and never that nothing is.
 */
public final class Sampling {

  private static final int MOST_MIB = 1_000;

  private final Path scratch;
  private final Limits limits;
  private final Sample sample;

  /**
   * A sampling.
   *
   * @param scratch the folder under which each run has its own
   * @param limits of time and memory; the states are those of the sample
   */
  public Sampling(Path scratch, Limits limits, Sample sample) {
    this.scratch = scratch;
    this.limits = limits;
    this.sample = sample;
  }

  /** What the behaviours show of all properties. */
  public CheckOutcome of(Protocol protocol, Instance instance) throws InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      PublishedModel model = PublishedModel.of(protocol, instance);
      Path module = folder.write(protocol.name() + ".tla", model.module());
      folder.write(protocol.name() + ".cfg", model.cfg());
      model.beside().forEach(beside -> folder.write(beside.name() + ".tla", beside.module()));
      var file =
          TlaFile.read(module, Optional.empty(), List.of(), path -> protocol.name() + ".tla");
      var bounds =
          new Bounds(limits.seconds(), Integer.MAX_VALUE, limits.heapMiB(), MOST_MIB, 1, sample);
      FileCheck check =
          new FileChecker(scratch).check(file, bounds, Deadlock.AS_CONFIGURED, _ -> {});
      return outcome(protocol, instance, check);
    } catch (BadInputException e) {
      throw new IllegalStateException("A file that was just written cannot be read.", e);
    }
  }

  private static CheckOutcome outcome(Protocol protocol, Instance instance, FileCheck check) {
    return switch (check.outcome()) {
      case FileOutcome.Violated(Violation violation, _) ->
          new CheckOutcome.Violated(counterexample(protocol, violation), instance);
      case FileOutcome.Bounded(FileOutcome.Limit limit, String reason, Examined examined) ->
          bounded(instance, limit, reason, examined, check.sampled());
      case FileOutcome.ModelError(List<Diagnostic> problems, _) ->
          new CheckOutcome.ModelError(
              problems.stream().map(Diagnostic::message).collect(Collectors.joining("\n")), "");
      case FileOutcome.ToolFailure(String why) -> new CheckOutcome.ToolFailure(why);
      case FileOutcome.Vacuous(List<String> why, _) ->
          new CheckOutcome.ModelError(String.join(" ", why), "");
      case FileOutcome.Verified _ ->
          throw new IllegalStateException("Random behaviours cannot verify anything.");
    };
  }

  private static CheckOutcome bounded(
      Instance instance,
      FileOutcome.Limit limit,
      String reason,
      Examined examined,
      @Nullable Sampled sampled) {
    Map<String, Long> taken = new TreeMap<>();
    examined.actions().forEach(action -> taken.merge(action.action(), action.steps(), Long::sum));
    return new CheckOutcome.Bounded(
        limit == FileOutcome.Limit.SAMPLE ? CheckOutcome.Limit.SAMPLE : CheckOutcome.Limit.SECONDS,
        sampled == null ? reason : "Only " + sampled.words() + ".",
        new Statistics(examined.generated(), examined.distinct(), 0, examined.depth(), taken),
        instance);
  }

  private static Counterexample counterexample(Protocol protocol, Violation violation) {
    boolean refines =
        protocol.properties(Property.Kind.REFINEMENT).stream()
            .anyMatch(property -> property.name().equals(violation.property()));
    Counterexample.Kind kind =
        switch (violation.kind()) {
          case DEADLOCK -> Counterexample.Kind.DEADLOCK;
          case TEMPORAL_PROPERTY, ACTION_PROPERTY ->
              refines ? Counterexample.Kind.REFINEMENT : Counterexample.Kind.LIVENESS;
          case INVARIANT, ASSERTION, POSTCONDITION -> Counterexample.Kind.INVARIANT;
        };
    String name =
        kind == Counterexample.Kind.DEADLOCK ? Counterexample.DEADLOCK : violation.property();
    return new Counterexample(
        name,
        kind,
        protocol.property(name).map(Property::requirements).orElse(List.of()),
        violation.behaviour().steps().stream().map(step -> step(protocol, step)).toList(),
        violation.behaviour().loop());
  }

  private static ProtocolStep step(Protocol protocol, Step step) {
    List<String> declared = protocol.variables().stream().map(Variable::name).toList();
    var changes = new ArrayList<Change>(step.changes());
    changes.sort(
        Comparator.comparingInt(c -> declared.indexOf(c.path().replaceAll("[.\\[].*", ""))));
    return new ProtocolStep(
        step.number(),
        step.action(),
        step.parameters(),
        protocol.action(step.action()).map(Action::origin).orElse(Action.Origin.ENVIRONMENT),
        changes);
  }
}
