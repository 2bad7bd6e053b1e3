package dev.sds.cli;

import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.kit.CreationReport;
import dev.sds.artifacts.kit.Kit;
import dev.sds.cli.bench.Workshop;
import dev.sds.cli.create.KeptCreation;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.terminal.Progress;
import dev.sds.cli.verify.Conclusion;
import dev.sds.cli.verify.OwnModel;
import dev.sds.cli.verify.OwnModels;
import dev.sds.cli.verify.ProposalNotes;
import dev.sds.cli.workspace.EditedCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.Refusal;
import dev.sds.cli.workspace.SpecOptions;
import dev.sds.cli.workspace.Unjudged;
import dev.sds.cli.workspace.WorkspaceSteps;
import dev.sds.evaluators.Deadline;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.java.worker.SandboxedCode;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.text.ReadSpec;
import dev.sds.stages.Context;
import dev.sds.stages.Creator;
import dev.sds.stages.Outcome;
import dev.sds.workspace.Workspace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Refines a spec, stage by stage. */
@Command(
    name = "refine",
    mixinStandardHelpOptions = true,
    description = {
      "Refines a spec into architecture, design and code, stopping where a human gate waits.",
      "Finished evaluations are kept: run it again to go on."
    })
final class RefineCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private SpecOptions options = new SpecOptions();

  @Option(names = "--auto", description = "answer every gate automatically, on record")
  private boolean auto;

  @Option(
      names = "--until",
      paramLabel = "STAGE",
      description = "the last stage: ${COMPLETION-CANDIDATES}")
  private Stage until = Stage.CODE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of everything the authors draw by chance (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  RefineCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Kits installed = Kits.installed();
    try (Workspace workspace = options.open(console, installed)) {
      workspace.store().adoptHumanEdits();
      Kits kits = installed.with(workspace.root());
      Path file = workspace.root().resolve("spec.yaml");
      ReadSpec read = kits.read(file, console.show(file));
      read.remarks().forEach(r -> console.note(r.render()));
      if (read.spec().gate(Stage.SPEC) == Spec.Approval.HUMAN) {
        console.note("Nothing waits for `gates.spec`: this version has no gate at the spec.");
      }
      boolean creates = read.spec().budget().creation() > 0;
      KitProvider provider = (creates ? kits.withoutCreated(read.spec()) : kits).of(read);
      ProposalNotes.of(read.spec(), provider.kit()).forEach(console::note);
      tell(read.spec(), workspace);
      if (until == Stage.SPEC) {
        return sound(workspace).code();
      }
      var progress = new Progress(console);
      try (SandboxedCode runner = SandboxedCode.of(provider.kit());
          var workshop =
              new Workshop(provider, runner, workspace.journal(), deadline(read.spec()))) {
        Context context = workshop.context(read.spec(), progress, seed);
        Kit plain = installed.of(read).kit();
        Creator creator =
            creates
                ? new KeptCreation(workspace, plain, workshop.creating(), context.author())
                : null;
        var own = new OwnModels(workspace, shown -> console.show(Path.of(shown)));
        var gates = auto ? WorkspaceSteps.Gates.AUTO : WorkspaceSteps.Gates.AS_THE_SPEC_SAYS;
        var steps =
            new WorkspaceSteps(
                workspace,
                gates,
                new WorkspaceSteps.Edits(
                    own::models, dossier -> edited(dossier, workspace, context, workshop)));
        Outcome outcome =
            workshop
                .refinement(
                    context, steps, Refusal.known(workspace.journal(), read.spec()), creator)
                .run(until);
        Dossier ended =
            outcome instanceof Outcome.Refined
                ? steps.ended().orElse(outcome.dossier())
                : outcome.dossier();
        return report(
                new End(outcome, ended, own.of(outcome.dossier())), workspace, workshop, progress)
            .code();
      }
    }
  }

  /** What a person should know before it begins. */
  private void tell(Spec spec, Workspace workspace) {
    console.note("Workspace: " + console.show(workspace.root()));
    Set<String> loose = workspace.store().uncommitted(spec.digests().keySet());
    if (!loose.isEmpty()) {
      console.note(
          "Not in Git as it is here: "
              + String.join(", ", loose)
              + ". SDS commits no trace after the first; until you do (`git add "
              + String.join(" ", loose)
              + "` and `git commit`), a clone of this workspace has another, or none.");
    }
    if (spec.budget().modelUsd() > 0) {
      console.note(
          "Nothing of `budget.model-cost` will be spent: no author of this version asks a language"
              + " model.");
    }
  }

  /**
   * How a refinement ended.
   *
   * @param dossier of what the workspace holds now, edited code included
   * @param own TLA+ that a person put in place of the design's
   */
  private record End(Outcome outcome, Dossier dossier, List<OwnModel> own) {

    ExitCode code() {
      return own.stream()
          .filter(_ -> outcome instanceof Outcome.Refined)
          .map(OwnModel::conclusion)
          .max(Comparator.naturalOrder())
          .filter(worst -> worst != Conclusion.HOLDS)
          .map(VerifyCommand::code)
          .orElseGet(this::ofTheCode);
    }

    private ExitCode ofTheCode() {
      ExitCode code = RefineCommand.code(outcome);
      return code == ExitCode.OK
          ? dossier.edited().map(edited -> code(edited.verdict())).orElse(code)
          : code;
    }

    private static ExitCode code(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Accepted _ -> ExitCode.OK;
        case Verdict.Rejected _ -> ExitCode.GATE_FAILED;
        case Verdict.Inconclusive _ -> ExitCode.INCONCLUSIVE;
      };
    }
  }

  /** The code as a person edited it, judged; where nobody did, what was generated. */
  private static Dossier edited(
      Dossier dossier, Workspace workspace, Context context, Workshop workshop) {
    return EditedCode.of(workspace, dossier)
        .map(code -> code.judge(dossier, context, workshop.finals(), workspace.journal()))
        .orElse(dossier);
  }

  /** The spec was read, and there is no more to be made of it. */
  private ExitCode sound(Workspace workspace) {
    String where = console.show(workspace.root());
    if (options.json()) {
      console.json(Map.of("outcome", "Read", "workspace", where));
    } else {
      console.say("The spec is sound. Nothing was made of it yet: `sds refine` goes on.");
    }
    return ExitCode.OK;
  }

  private static Deadline deadline(Spec spec) {
    return Deadline.in(spec.budget().wallSeconds(), System::nanoTime);
  }

  private ExitCode report(End end, Workspace workspace, Workshop workshop, Progress progress)
      throws BadInputException {
    Outcome outcome = end.outcome();
    String where = console.show(workspace.root());
    List<OwnModel> own = end.own();
    ExitCode code = end.code();
    Unjudged unjudged = Unjudged.of(workspace, Optional.of(end.dossier()));
    if (options.json()) {
      Map<String, Object> document = document(outcome, where, workshop);
      document.put("notJudged", unjudged.all());
      if (end.dossier().edited().isPresent()) {
        document.put("edited", EditedCode.document(end.dossier()));
      }
      if (!own.isEmpty()) {
        document.put("own", own.stream().map(OwnModel::document).toList());
      }
      console.json(document);
      return code;
    }
    switch (outcome) {
      case Outcome.Refined refined -> refined(refined.dossier(), where);
      case Outcome.NoDesign none -> missed(none.dossier());
      case Outcome.Waiting waiting -> waits(waiting, workspace);
      case Outcome.Undecided undecided ->
          console.say("Undecided: " + undecided.why() + ".\n  " + undecided.wayOut());
    }
    EditedCode.lines(end.dossier()).forEach(console::say);
    unjudged.words().forEach(console::say);
    own.stream().flatMap(model -> model.lines().stream()).forEach(console::say);
    console.note(
        String.format(
            Locale.ROOT,
            "%d hypotheses judged, %d simulations run and %d looked up (%.0f full runs of the budget), %.0f s",
            progress.judged(),
            workshop.lab().freshRuns() + workshop.creating().freshRuns(),
            workshop.lab().repeatedRuns() + workshop.creating().repeatedRuns(),
            outcome.dossier().simulations(),
            progress.seconds()));
    return code;
  }

  private void waits(Outcome.Waiting waiting, Workspace workspace) {
    waiting.dossier().backtracks().stream()
        .filter(b -> b.nogood().strength() == Nogood.Strength.UNBUILT)
        .forEach(
            b ->
                console.say(
                    "What was approved before is turned down, since no code on it meets "
                        + b.nogood().requirement()
                        + ": "
                        + b.nogood().decisions()));
    String stage = waiting.stage().label() + console.in(workspace.root());
    console.say(
        "The "
            + waiting.stage().label()
            + " waits for a person: `sds review "
            + stage
            + "`, then `sds approve "
            + stage
            + "` or `sds reject "
            + stage
            + " --why \"...\"`.");
  }

  static ExitCode code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refined _ -> ExitCode.OK;
      case Outcome.NoDesign _ -> ExitCode.GATE_FAILED;
      case Outcome.Waiting _ -> ExitCode.WAITING;
      case Outcome.Undecided _ -> ExitCode.INCONCLUSIVE;
    };
  }

  private void refined(Dossier dossier, String where) {
    Hypothesis winner = dossier.leading().orElseThrow().hypothesis();
    console.say("Refined to " + winner.stage().label() + ": " + winner.decisions());
    if (!winner.parameters().isEmpty()) {
      console.say("  with " + winner.parameters());
    }
    dossier.created().ifPresent(report -> created(report, winner));
    for (Comparison c : dossier.comparisons()) {
      boolean plain = c.where().equals("holdout");
      if (plain) {
        console.say("  " + line(c));
      }
    }
    boolean here = where.equals(".");
    console.say(
        (here ? "It is all in this workspace" : "The workspace is " + where)
            + ": start with evidence/README.md, then "
            + (winner.stage() == Stage.ARCHITECTURE
                ? "architecture/README.md."
                : "architecture/README.md and design/*/README.md."));
    if (winner.stage() == Stage.CODE) {
      console.say(
          "Its code builds and tests without SDS: `mvn test` in "
              + (here ? "" : where + "/")
              + "code.");
    }
  }

  private void created(CreationReport report, Hypothesis winner) {
    if (report.finds().isEmpty()) {
      console.say("  New code: none that was tried is sound and better than declared choices.");
    }
    for (CreationReport.Find find : report.finds()) {
      var taken = new TreeMap<>(find.words());
      taken.keySet().removeIf(kind -> !find.decides(kind, winner.decisions()));
      console.say(
          "  New code: "
              + find.technique()
              + (taken.isEmpty()
                  ? " was judged like any other and does not lead: " + find.words()
                  : ", written by the search, decides what leads: " + taken));
    }
  }

  static String line(Comparison c) {
    return "%s against %s %s on %s: %s"
        .formatted(c.metric(), c.question(), c.against(), c.where(), c.ratio().over("seeds"));
  }

  private void missed(Dossier dossier) {
    Miss miss = dossier.miss();
    if (miss == null) {
      return;
    }
    console.say(
        miss.subject() + " meets this spec (" + (miss.proven() ? "proven" : "measured") + ").");
    console.say("  Binding: " + miss.binding() + " - " + miss.why());
    if (miss.nearest() != null) {
      console.say("  Nearest: " + miss.nearest().hypothesis().decisions());
    }
    console.say("  " + miss.relaxation());
  }

  private static Map<String, Object> document(Outcome outcome, String where, Workshop workshop) {
    var document = new LinkedHashMap<String, Object>();
    document.put("outcome", outcome.getClass().getSimpleName());
    document.put("workspace", where);
    Dossier dossier = outcome.dossier();
    dossier
        .leading()
        .ifPresent(
            j -> {
              document.put("hypothesis", j.hypothesis().id().brief());
              document.put("decisions", j.hypothesis().decisions().values());
              document.put("parameters", j.hypothesis().parameters());
            });
    document.put("comparisons", dossier.comparisons());
    if (outcome instanceof Outcome.Undecided undecided) {
      document.put("why", undecided.why());
      document.put("wayOut", undecided.wayOut());
    }
    Miss miss = dossier.miss();
    if (miss != null) {
      document.put("binding", miss.binding());
      document.put("why", miss.why());
      document.put("relaxation", miss.relaxation());
      document.put("proven", miss.proven());
    }
    dossier.created().ifPresent(report -> document.put("created", report.finds()));
    document.put("simulationsRun", workshop.lab().freshRuns() + workshop.creating().freshRuns());
    document.put(
        "simulationsLookedUp", workshop.lab().repeatedRuns() + workshop.creating().repeatedRuns());
    return document;
  }
}
