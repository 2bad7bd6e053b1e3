package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Bounded;
import dev.sds.artifacts.protocol.CheckOutcome.Limit;
import dev.sds.artifacts.protocol.CheckOutcome.ModelError;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import dev.sds.artifacts.protocol.CheckOutcome.ToolFailure;
import dev.sds.artifacts.protocol.CheckOutcome.Vacuous;
import dev.sds.artifacts.protocol.CheckOutcome.Verified;
import dev.sds.artifacts.protocol.CheckOutcome.Violated;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.verification.ChildJvm.Reply;
import dev.sds.verification.child.Line;
import dev.sds.verification.child.TlcWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One check of one protocol: a run for safety and deadlock, then one for liveness. */
final class TlcRun {

  /** TLC's exit codes. */
  private static final int PASSED = 0;

  private static final int DEADLOCK = 11;
  private static final int INVARIANT = 12;
  private static final int TEMPORAL = 13;
  private static final int ASSERTION = 14;
  private static final int FIRST_EVALUATION_ERROR = 75;
  private static final int LAST_CONFIG_ERROR = 151;

  private final Protocol protocol;
  private final Instance instance;
  private final Limits limits;
  private final Path scratch;
  private final String module;

  TlcRun(Protocol protocol, Instance instance, Limits limits, Path scratch) {
    this.protocol = protocol;
    this.instance = instance;
    this.limits = limits;
    this.scratch = scratch;
    this.module = TlaText.module(protocol);
  }

  CheckOutcome check() throws InterruptedException {
    CheckOutcome safety = safety();
    List<Property> live = protocol.properties(Property.Kind.LIVENESS);
    if (!(safety instanceof Verified verified)) {
      return safety;
    }
    CheckOutcome both =
        live.isEmpty() ? verified : liveness(live, verified.statistics().distinct(), _ -> verified);
    return both instanceof Verified ? vacuous(verified) : both;
  }

  /** Invariants and deadlock, with the members of some sets taken for one another. */
  CheckOutcome safety(List<String> symmetric) throws InterruptedException {
    CheckFiles files = CheckFiles.safety(protocol, instance, limits.maxStates(), symmetric);
    return run(files, List.of(), limits.maxStates()).outcome(this::judge);
  }

  /** The liveness properties alone, in an instance that is known to be safe. */
  CheckOutcome liveness(long states) throws InterruptedException {
    List<Property> live = protocol.properties(Property.Kind.LIVENESS);
    List<String> names = live.stream().map(Property::name).toList();
    return liveness(live, states, report -> new Verified(report.statistics(), instance, names));
  }

  private CheckOutcome safety() throws InterruptedException {
    CheckFiles files = CheckFiles.safety(protocol, instance, limits.maxStates(), List.of());
    return run(files, List.of("-coverage", "1"), limits.maxStates()).outcome(this::judge);
  }

  /**
   * TLC does not say which temporal property is broken: with several, each is asked again.
   *
   * @param passed what a run that found nothing says
   */
  private CheckOutcome liveness(
      List<Property> properties, long states, Function<TlcReport, CheckOutcome> passed)
      throws InterruptedException {
    CheckOutcome outcome =
        run(CheckFiles.liveness(protocol, instance, properties), List.of(), states)
            .outcome(report -> judgeLiveness(report, properties.getFirst(), passed));
    if (!(outcome instanceof Violated) || properties.size() == 1) {
      return outcome;
    }
    for (Property property : properties) {
      CheckOutcome alone = liveness(List.of(property), states, passed);
      if (!(alone instanceof Verified)) {
        return alone;
      }
    }
    return new ToolFailure("TLC found a property broken among several, but none by itself.");
  }

  private CheckOutcome judge(TlcReport report) {
    Statistics statistics = report.statistics();
    if (!report.unnamed().isEmpty()) {
      return new ModelError(
          "The parameters of some action range over a set that depends on the state, so that TLC"
              + " cannot name its choices: it must be built from constants.",
          protocol.name() + ".tla (" + String.join(", ", report.unnamed()) + ")");
    }
    return switch (report.exit()) {
      case PASSED -> passed(report, statistics);
      case DEADLOCK -> violated(report, Counterexample.DEADLOCK, Counterexample.Kind.DEADLOCK);
      case INVARIANT ->
          violated(
              report, report.brokenInvariant().orElse("TypeOK"), Counterexample.Kind.INVARIANT);
      case TEMPORAL ->
          protocol.properties(Property.Kind.REFINEMENT).stream()
              .findFirst()
              .map(p -> violated(report, p.name(), Counterexample.Kind.REFINEMENT))
              .orElseGet(() -> failed(report));
      default -> failed(report);
    };
  }

  private CheckOutcome judgeLiveness(
      TlcReport report, Property property, Function<TlcReport, CheckOutcome> passed) {
    return switch (report.exit()) {
      case PASSED ->
          report.statistics().left() > 0 || report.stopped(limits.seconds())
              ? tooSlow(report.statistics())
              : passed.apply(report);
      case TEMPORAL -> violated(report, property.name(), Counterexample.Kind.LIVENESS);
      default -> failed(report);
    };
  }

  private CheckOutcome passed(TlcReport report, Statistics statistics) {
    if (statistics.distinct() > limits.maxStates()) {
      String reason = "The budget of " + limits.maxStates() + " different states is used up.";
      return new Bounded(Limit.STATES, reason, statistics, instance);
    }
    if (statistics.left() > 0 || report.stopped(limits.seconds())) {
      return tooSlow(statistics);
    }
    List<String> held = new ArrayList<>(List.of("TypeOK", Counterexample.DEADLOCK));
    protocol.properties().forEach(property -> held.add(property.name()));
    return new Verified(statistics, instance, held);
  }

  private CheckOutcome tooSlow(Statistics statistics) {
    String reason = "The time of " + limits.seconds() + " s is used up.";
    return new Bounded(Limit.SECONDS, reason, statistics, instance);
  }

  private CheckOutcome violated(TlcReport report, String name, Counterexample.Kind kind) {
    List<String> requirements =
        protocol.property(name).map(Property::requirements).orElse(List.of());
    return new Violated(
        new Counterexample(
            name, kind, requirements, report.steps(), report.loop(), report.departure()),
        instance);
  }

  private CheckOutcome failed(TlcReport report) {
    int exit = report.exit();
    String location = report.location(module);
    boolean ofTheModel =
        exit == ASSERTION || (exit >= FIRST_EVALUATION_ERROR && exit <= LAST_CONFIG_ERROR);
    return ofTheModel || !location.isEmpty()
        ? new ModelError(report.message(), location)
        : new ToolFailure("TLC ended with code " + exit + ": " + report.message());
  }

  private CheckOutcome vacuous(Verified passed) {
    Stream<String> own =
        protocol.actions().stream()
            .filter(action -> action.origin() == Origin.SYSTEM)
            .map(Action::name);
    List<String> never =
        Stream.concat(own, abstractMoves())
            .filter(name -> passed.statistics().taken().getOrDefault(name, 0L) == 0)
            .toList();
    return never.isEmpty() ? passed : new Vacuous(never, passed);
  }

  /** What the system does in the more abstract protocol, if this one is to refine one. */
  private Stream<String> abstractMoves() {
    Refinement refinement = protocol.refinement();
    return refinement == null || !RefinementText.asked(protocol)
        ? Stream.of()
        : refinement.moves().stream()
            .filter(move -> move.origin() == Origin.SYSTEM)
            .map(refinement::called);
  }

  private Ran run(CheckFiles files, List<String> options, long states) throws InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      files.write(folder);
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  folder.path().toString(),
                  protocol.actions().stream().map(Action::name).collect(Collectors.joining(","))));
      arguments.addAll(options);
      arguments.addAll(List.of("-workers", "1", "-fp", "0", "-checkpoint", "0", "-metadir"));
      arguments.add(folder.path().resolve("states").toString());
      arguments.addAll(List.of("-config", CheckFiles.MODULE + ".cfg", CheckFiles.MODULE));
      return new Ran(
          protocol, new ChildJvm(folder.path(), limits).run(TlcWorker.class, arguments, states));
    }
  }

  /** A run that is over. */
  private record Ran(Protocol protocol, Reply reply) {

    CheckOutcome outcome(Function<TlcReport, CheckOutcome> judge) {
      return switch (reply) {
        case Reply.None(_, String why) -> new ToolFailure("TLC gave no answer: " + why + ".");
        case Reply.Lines(List<Line> lines) -> judge.apply(new TlcReport(protocol, lines));
      };
    }
  }
}
