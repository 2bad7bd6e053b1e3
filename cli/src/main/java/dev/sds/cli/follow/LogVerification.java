package dev.sds.cli.follow;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.reader.OtherProtocols;
import dev.sds.artifacts.kit.reader.ProtocolReader;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.ModuleAlone;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.cli.verify.Conclusion;
import dev.sds.cli.verify.FileVerification.Form;
import dev.sds.cli.verify.ProtocolOptions;
import dev.sds.cli.verify.ProtocolVerification;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.verification.Limits;
import dev.sds.verification.TraceStepper;
import dev.sds.verification.child.TraceWorker.Count;
import dev.sds.verification.file.FileTrace;
import dev.sds.verification.file.TlaFile;
import dev.sds.verification.trace.LogMutant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Says whether what a running system logged is a behaviour of a protocol or a TLA+ file. */
public final class LogVerification {

  private final LogOptions options;
  private final Source log;
  private final Path scratch;
  private final Limits limits;

  /**
   * A verification of one log.
   *
   * @param scratch the folder under which each run has its own
   */
  public LogVerification(LogOptions options, Source log, Path scratch, Limits limits) {
    this.options = options;
    this.log = log;
    this.scratch = scratch;
    this.limits = limits;
  }

  /** How the result is shown: lines of text, or a document. */
  public record Shown(Form form, Consumer<String> line, Consumer<Map<String, ?>> document) {}

  /** Follows the log in a design of a protocol's file. */
  public Conclusion inProtocol(
      Source source, ProtocolOptions design, OtherProtocols others, Shown shown)
      throws BadInputException, InterruptedException {
    ProtocolFamily family = ProtocolReader.family(source, others);
    Decisions decisions = design.decisions(family);
    Protocol whole = ProtocolVerification.composed(family, decisions, source);
    Instance instance = options.instance(whole, family.instance(design.faults(family)));
    EventLog read = EventLog.read(log, EventLog.names(instance.constants().values()));
    List<TraceEvent> events = read.events();
    Protocol followed = whole;
    String name = options.module();
    if (name != null) {
      ModuleAlone module = module(whole, name);
      followed = module.protocol();
      events = module.log(events);
    }
    Set<String> idle =
        followed.actions().stream()
            .filter(action -> action.effects().isEmpty())
            .map(Action::name)
            .collect(Collectors.toSet());
    List<LogMutant> mutants = mutants(events, idle);
    List<TraceOutcome> outcomes =
        outcomes(
            new TraceStepper(scratch)
                .follow(followed, instance, logs(events, mutants), Count.NOTHING, limits));
    List<String> within = new ArrayList<>();
    if (!decisions.values().isEmpty()) {
      within.add("Decided: " + decisions);
    }
    if (name != null) {
      within.add("Alone: " + name + ", whatever the others do");
    }
    within.add(
        "Constants: "
            + instance.constants().entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", ")));
    List<String> variables = followed.variables().stream().map(Variable::name).toList();
    var seen = new EventLog(events, read.lines());
    return show(
        new LogReport(
            log.name(),
            whole.name(),
            within,
            seen,
            outcomes.getFirst(),
            falsified(mutants, outcomes),
            variables),
        shown);
  }

  private static ModuleAlone module(Protocol whole, String name) throws BadInputException {
    try {
      return ModuleAlone.of(whole, name);
    } catch (IllegalArgumentException e) {
      throw BadInputException.of(
          "verify.module",
          String.valueOf(e.getMessage()),
          "Name one of its modules, or leave --module out.");
    }
  }

  /** Follows the log in a TLA+ file, with the constants of its cfg. */
  public Conclusion inFile(TlaFile file, Shown shown)
      throws BadInputException, InterruptedException {
    options.refuseOfATlaFile();
    if (!file.cfg().problems().isEmpty()) {
      throw new BadInputException(file.cfg().problems());
    }
    EventLog read =
        EventLog.read(
            log,
            EventLog.names(
                file.cfg().assignments().values().stream()
                    .filter(value -> !value.startsWith("<-"))
                    .toList()));
    List<LogMutant> mutants = mutants(read.events(), Set.of());
    TraceStepper.Report report =
        new FileTrace(scratch).follow(file, logs(read.events(), mutants), limits);
    List<TraceOutcome> outcomes = outcomes(report.logs());
    return show(
        new LogReport(
            log.name(),
            file.source().name(),
            List.of("Constants: those of " + file.cfg().source().name()),
            read,
            outcomes.getFirst(),
            falsified(mutants, outcomes),
            report.variables()),
        shown);
  }

  /** Where nothing is left, nothing is falsified. */
  private static List<LogMutant> mutants(List<TraceEvent> events, Set<String> idle) {
    return LogMutant.of(events, idle).stream().filter(m -> !m.events().isEmpty()).toList();
  }

  private static List<List<TraceEvent>> logs(List<TraceEvent> events, List<LogMutant> mutants) {
    List<List<TraceEvent>> logs = new ArrayList<>();
    logs.add(events);
    mutants.forEach(mutant -> logs.add(mutant.events()));
    return logs;
  }

  private static List<TraceOutcome> outcomes(List<TraceStepper.Followed> logs) {
    return logs.stream().map(TraceStepper.Followed::outcome).toList();
  }

  private static LogReport.Falsified falsified(
      List<LogMutant> mutants, List<TraceOutcome> outcomes) {
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i < mutants.size(); i++) {
      if (outcomes.get(i + 1) instanceof TraceOutcome.Accepted) {
        accepted.add(mutants.get(i).name());
      }
    }
    return new LogReport.Falsified(mutants.size(), accepted);
  }

  private static Conclusion show(LogReport report, Shown shown) {
    if (shown.form() == Form.JSON) {
      shown.document().accept(report.document());
    } else {
      report.lines().forEach(shown.line());
    }
    return report.conclusion();
  }
}
