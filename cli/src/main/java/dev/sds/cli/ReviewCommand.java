package dev.sds.cli;

import dev.sds.artifacts.CommitId;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.Standing;
import dev.sds.cli.report.EvidenceText;
import dev.sds.cli.report.RequirementStanding;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.verify.OwnModels;
import dev.sds.cli.workspace.EditedCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.Known;
import dev.sds.cli.workspace.StageName;
import dev.sds.cli.workspace.StageState;
import dev.sds.cli.workspace.Unjudged;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.cli.workspace.Workspaces;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Stage;
import dev.sds.workspace.FileChange;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A stage's artifact with what speaks for and against it. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description =
        "Shows what a stage made: its decisions, its evidence, what was rejected and why, and what"
            + " a waiting proposal would change.")
final class ReviewCommand implements Callable<Integer> {

  private static final int MOST_REJECTED = 10;

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(
      paramLabel = "STAGE",
      converter = StageName.class,
      completionCandidates = StageName.Candidates.class,
      description = "architecture, design or code")
  private Stage stage = Stage.CODE;

  ReviewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    try (Workspace workspace = Workspaces.open(console, options.folder(), Access.READ)) {
      Kits kits = Kits.installed().with(workspace.root());
      StageState state = required(workspace, stage);
      Dossier dossier = Known.require(kits, workspace);
      List<FileChange> changes =
          state.waiting().isPresent() ? workspace.proposals().changes(stage) : List.of();
      if (options.json()) {
        Map<String, Object> document = document(dossier, state);
        document.put("pages", pages(workspace));
        document.put("changes", changes);
        document.put("notJudged", Unjudged.of(workspace, Optional.of(dossier)).all());
        document.put(
            "own", OwnModels.known(dossier, workspace).stream().map(OwnModels::brief).toList());
        console.json(document);
        return ExitCode.OK.code();
      }
      head(dossier, state, workspace);
      if (stage == Stage.CODE) {
        EditedCode.lines(dossier).forEach(console::say);
      }
      evidence(dossier);
      rejected(dossier);
      Unjudged.of(workspace, Optional.of(dossier)).words().forEach(console::say);
      OwnModels.known(dossier, workspace)
          .forEach(model -> console.say("\n" + OwnModels.words(model)));
      String first = dossier.spec().requirements().getFirst().id();
      ending(state, changes, first, console.in(workspace.root()));
      return ExitCode.OK.code();
    }
  }

  /** The state of a stage that has something to look at or to decide. */
  static StageState required(Workspace workspace, Stage stage) throws BadInputException {
    Optional<StageState> state =
        StageState.all(workspace).stream()
            .filter(s -> s.stage() == stage)
            .filter(s -> s.step().isPresent() || s.waiting().isPresent())
            .findFirst();
    if (state.isEmpty()) {
      throw new BadInputException(
          stage == Stage.SPEC
              ? Diagnostic.error(
                  "workspace.no-gate",
                  "The spec is yours: there is nothing of it to review or to decide.",
                  "Edit spec.yaml; stages with a gate are architecture, design and code.")
              : Diagnostic.error(
                  "workspace.nothing-made",
                  "There is nothing at the stage " + stage.label() + " yet.",
                  "Make it with `sds refine`; `sds status` shows how far the work is."));
    }
    return state.get();
  }

  private void head(Dossier dossier, StageState state, Workspace workspace) {
    console.say(
        stage.label()
            + " of "
            + dossier.spec().system()
            + ": "
            + state.word()
            + (state.name().isEmpty() ? "" : ", " + state.name()));
    String approval = state.approvalWords();
    boolean waits = state.waiting().isPresent();
    console.say(
        approval.isEmpty()
            ? "Nobody approved it yet; the gate is "
                + dossier.spec().gate(stage).name().toLowerCase(Locale.ROOT)
                + "."
            : (waits ? "What is on your branch now: " : "") + approval + ".");
    String where = console.show(workspace.root());
    String before = where.equals(".") ? "" : where + "/";
    console.say(
        waits
            ? "Read: git show sds/proposal/" + stage.label() + ":evidence/" + stage.label() + ".md"
            : "Read: "
                + pages(workspace).stream().map(p -> before + p).collect(Collectors.joining(", ")));
    console.say("");
    new Standing(dossier).at(stage).or(dossier::leading).ifPresent(j -> decisions(dossier, j));
  }

  private List<String> pages(Workspace workspace) {
    var pages = new ArrayList<String>();
    Path folder = workspace.root().resolve(stage.label());
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder, 2)) {
        files
            .filter(f -> f.toString().endsWith("README.md") || f.toString().endsWith(".tla"))
            .map(f -> workspace.root().relativize(f).toString().replace('\\', '/'))
            .sorted()
            .forEach(pages::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    pages.add("evidence/" + stage.label() + ".md");
    return pages;
  }

  private void decisions(Dossier dossier, Judged judged) {
    Decisions own = new Standing(dossier).own(stage, judged.hypothesis().decisions());
    Decisions shown = own.isEmpty() ? judged.hypothesis().decisions() : own;
    console.say("Decisions (hypothesis " + judged.hypothesis().id().brief() + "):");
    shown
        .values()
        .forEach(
            (kind, value) -> {
              String doc =
                  dossier.kit().catalogue().choice(kind, value).map(c -> c.doc()).orElse("");
              console.say(
                  String.format(
                      Locale.ROOT,
                      "  %-13s %-20s %s",
                      kind,
                      value + (dossier.spec().pinned().containsKey(kind) ? " (pinned)" : ""),
                      oneLine(doc)));
            });
    if (!judged.hypothesis().parameters().isEmpty()) {
      console.say("  parameters    " + judged.hypothesis().parameters());
    }
    console.say(
        "  proposed by " + judged.hypothesis().author() + ": " + judged.hypothesis().origin());
    new EvidenceText(dossier).score(judged).ifPresent(s -> console.say("  " + s));
  }

  private void evidence(Dossier dossier) {
    console.say("");
    console.say("Evidence:");
    var text = new EvidenceText(dossier);
    for (RequirementStanding r : RequirementStanding.all(dossier)) {
      console.say(
          String.format(
              Locale.ROOT,
              "  %s %-15s %s",
              r.column(dossier, 4),
              r.status().label(),
              EvidenceText.check(r.requirement())));
      text.lines(r.evidence().stream().filter(f -> f.stage() == stage).toList())
          .forEach(line -> console.say("       " + line));
    }
  }

  private void rejected(Dossier dossier) {
    Optional<StageReport> report = dossier.stage(stage);
    if (report.isEmpty()) {
      return;
    }
    List<Judged> all =
        report.get().judged().stream()
            .filter(j -> j.verdict() instanceof Verdict.Rejected)
            .toList();
    console.say("");
    console.say(
        "Judged "
            + report.get().judged().size()
            + " hypotheses, rejected "
            + all.size()
            + "; "
            + report.get().pruned().size()
            + " more were excluded unjudged. Stopped: "
            + report.get().stop().rule()
            + ".");
    var text = new EvidenceText(dossier);
    for (Judged j : all.stream().limit(MOST_REJECTED).toList()) {
      console.say("  " + j.hypothesis().id().brief() + "  " + j.hypothesis().decisions());
      console.say("    " + text.because(j));
      if (j.verdict() instanceof Verdict.Rejected r) {
        r.learned()
            .ifPresent(
                n ->
                    console.say(
                        "    learned: nothing with {"
                            + n.decisions()
                            + "} meets "
                            + n.requirement()
                            + "; "
                            + n.blame().label()
                            + " is to blame"));
      }
    }
    if (all.size() > MOST_REJECTED) {
      console.say("  and " + (all.size() - MOST_REJECTED) + " more: `sds log --rejected`");
    }
  }

  private void ending(StageState state, List<FileChange> changes, String requirement, String in) {
    console.say("");
    Optional<CommitId> waiting = state.waiting();
    if (waiting.isPresent()) {
      console.say(
          "It waits for you on the branch sds/proposal/"
              + stage.label()
              + ". Against your branch it changes:");
      for (FileChange change : changes) {
        console.say(
            String.format(
                Locale.ROOT, "  %+6d %6d  %s", change.added(), -change.removed(), change.path()));
      }
      console.say("See them with `git diff HEAD...sds/proposal/" + stage.label() + "`. Then:");
    } else {
      console.say("Nothing waits. To put your name to it as it is, or see why it is so:");
    }
    console.say("  sds approve " + stage.label() + in);
    console.say(
        waiting.isPresent()
            ? "  sds reject " + stage.label() + in + " --why \"...\""
            : "  sds explain " + requirement + in);
  }

  private Map<String, Object> document(Dossier dossier, StageState state) {
    var document = new LinkedHashMap<String, Object>(state.document());
    var text = new EvidenceText(dossier);
    new Standing(dossier)
        .at(stage)
        .ifPresent(
            j -> {
              document.put("decisions", j.hypothesis().decisions().values());
              document.put("parameters", j.hypothesis().parameters());
              document.put("verdict", j.verdict());
            });
    document.put(
        "rejected",
        dossier.stage(stage).stream()
            .flatMap(r -> r.judged().stream())
            .filter(j -> j.verdict() instanceof Verdict.Rejected)
            .map(j -> rejection(text, j))
            .toList());
    document.put("stopped", dossier.stage(stage).map(r -> r.stop().rule()).orElse(""));
    return document;
  }

  private static Map<String, Object> rejection(EvidenceText text, Judged judged) {
    var document = new TreeMap<String, Object>();
    document.put("hypothesis", judged.hypothesis().id().brief());
    document.put("decisions", judged.hypothesis().decisions().values());
    document.put("because", text.because(judged));
    return document;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
