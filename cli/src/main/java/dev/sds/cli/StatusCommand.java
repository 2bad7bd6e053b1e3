package dev.sds.cli;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.edits.EditedModel;
import dev.sds.cli.report.EvidenceText;
import dev.sds.cli.report.Problem;
import dev.sds.cli.report.RequirementStanding;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.verify.OwnModels;
import dev.sds.cli.workspace.EditedCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.Known;
import dev.sds.cli.workspace.SpecChange;
import dev.sds.cli.workspace.StageState;
import dev.sds.cli.workspace.Unjudged;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.cli.workspace.Workspaces;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Where each stage stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows where each stage stands, what waits for whom, what it has cost and what to do next.",
      "Exit code 4 if a gate waits for a person."
    })
final class StatusCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "the same as --workspace PATH")
  private @Nullable Path path;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    try (Workspace workspace = Workspaces.open(console, options.folder(path), Access.READ)) {
      Kits kits = Kits.installed().with(workspace.root());
      Standing standing = look(kits, workspace);
      if (options.json()) {
        console.json(standing.document());
      } else {
        show(standing);
      }
      boolean waits = standing.stages().stream().anyMatch(s -> s.waiting().isPresent());
      return (waits ? ExitCode.WAITING : ExitCode.OK).code();
    }
  }

  private Standing look(Kits kits, Workspace workspace) throws BadInputException {
    Path file = workspace.root().resolve("spec.yaml");
    List<Diagnostic> problems = List.of();
    Optional<Spec> spec = Optional.empty();
    try {
      spec = Optional.of(kits.read(file, console.show(file)).spec());
    } catch (BadInputException e) {
      problems = e.diagnostics();
    }
    Set<String> edits = workspace.store().humanEdits();
    Optional<Dossier> dossier = Known.dossier(kits, workspace);
    Map<String, Integer> cost = new TreeMap<>();
    workspace.journal().entries().forEach(e -> cost.merge(e.kind(), 1, Integer::sum));
    return new Standing(
        console.show(workspace.root()),
        console.in(workspace.root()),
        spec,
        problems,
        StageState.all(workspace),
        dossier,
        SpecChange.since(workspace, dossier, spec, edits),
        List.copyOf(edits),
        Unjudged.of(workspace, dossier),
        dossier.map(d -> OwnModels.known(d, workspace)).orElse(List.of()),
        cost,
        workspace.otherWriter());
  }

  private void show(Standing standing) {
    console.say(standing.title());
    standing.writer().ifPresent(w -> console.say("A run is at work here now: " + w));
    console.say("");
    for (StageState stage : standing.stages()) {
      console.say(line(stage));
      String approval = stage.approvalWords();
      if (!approval.isEmpty()) {
        console.say(" ".repeat(14) + approval);
      }
      stage
          .waiting()
          .ifPresent(
              id -> console.say(" ".repeat(14) + "a proposal waits for you: " + brief(id.name())));
      standing
          .edited(stage.stage())
          .ifPresent(
              verdict ->
                  console.say(
                      " ".repeat(14) + "that is as generated; as you edited it: " + verdict));
    }
    standing.dossier().ifPresent(dossier -> requirements(dossier, standing.stages()));
    console.say("");
    standing.notes().forEach(console::say);
    console.say(standing.cost());
    console.say("Next: " + standing.next());
  }

  private static String brief(String commit) {
    return "commit " + commit.substring(0, 7);
  }

  private static String line(StageState s) {
    String made =
        s.stands()
            ? s.name() + "  (hypothesis " + s.hypothesis() + ", commit " + s.commit() + ")"
            : s.step().isPresent() ? s.name() + "  (commit " + s.commit() + ")" : "";
    return String.format(Locale.ROOT, "%-13s %-11s %s", s.stage().label(), s.word(), made)
        .stripTrailing();
  }

  private void requirements(Dossier dossier, List<StageState> stages) {
    Miss miss = dossier.miss();
    console.say("");
    if (miss != null) {
      console.say(
          miss.subject()
              + " meets the spec ("
              + (miss.proven() ? "proven" : "measured")
              + "): "
              + miss.binding()
              + " binds. "
              + miss.why());
      console.say("  " + miss.relaxation());
      return;
    }
    dossier
        .leading()
        .filter(lead -> stages.stream().noneMatch(s -> holds(s, lead.hypothesis())))
        .ifPresent(
            lead ->
                console.say(
                    "Of what was judged last, hypothesis "
                        + lead.hypothesis().id().brief()
                        + ", which neither stands nor waits:"));
    for (RequirementStanding r : RequirementStanding.all(dossier)) {
      console.say(
          String.format(
              Locale.ROOT,
              "%s %-15s %-55s %s",
              r.column(dossier, 5),
              r.status().label(),
              cut(r.requirement().text()),
              EvidenceText.check(r.requirement())));
    }
  }

  private static boolean holds(StageState state, Hypothesis hypothesis) {
    return state.stage() == hypothesis.stage() && (state.stands() || state.waiting().isPresent());
  }

  private static String cut(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 55 ? line : line.substring(0, 52) + "...";
  }

  /**
   * All that is shown.
   *
   * @param in how a command names the workspace
   */
  private record Standing(
      String root,
      String in,
      Optional<Spec> spec,
      List<Diagnostic> problems,
      List<StageState> stages,
      Optional<Dossier> dossier,
      Optional<SpecChange> change,
      List<String> edits,
      Unjudged unjudged,
      List<EditedModel> own,
      Map<String, Integer> entries,
      Optional<String> writer) {

    String title() {
      return spec.map(s -> s.system() + " (kit " + s.kit() + "), workspace " + root)
          .orElse("workspace " + root);
    }

    List<String> notes() {
      var notes = new java.util.ArrayList<String>();
      if (!problems.isEmpty()) {
        notes.add("The spec cannot be used as it is:");
        problems.forEach(p -> notes.add(p.render()));
      }
      change.ifPresent(c -> notes.add("The spec changed since: " + c.words() + "."));
      if (!edits.isEmpty()) {
        notes.add(
            "Your edits, not yet committed (the next step commits them as yours): "
                + String.join(", ", edits));
      }
      dossier.map(EditedCode::lines).ifPresent(notes::addAll);
      notes.addAll(unjudged.words());
      own.forEach(model -> notes.add(OwnModels.words(model)));
      if (dossier.isEmpty() && stages.stream().anyMatch(s -> s.step().isPresent())) {
        notes.add("This clone lacks the journal; `sds refine` would evaluate everything anew.");
      }
      return notes;
    }

    /** The verdict on a stage's files as a person edited them, in a word. */
    Optional<String> edited(Stage stage) {
      return dossier
          .flatMap(Dossier::edited)
          .filter(lead -> lead.hypothesis().stage() == stage)
          .map(
              lead ->
                  switch (lead.verdict()) {
                    case Verdict.Accepted _ -> "accepted";
                    case Verdict.Rejected _ -> "rejected";
                    case Verdict.Inconclusive _ -> "not settled";
                  });
    }

    String cost() {
      String words =
          entries.isEmpty()
              ? "nothing yet"
              : count("simulation", "simulation run")
                  + ", "
                  + count("judgement", "evaluation")
                  + ", "
                  + count("turned-down", "hypothesis turned down");
      String budget =
          dossier
              .filter(d -> d.simulations() > 0)
              .map(
                  d ->
                      String.format(
                          Locale.ROOT,
                          "; %.0f of the budget's %d whole simulations%s",
                          d.simulations(),
                          d.spec().budget().simulations(),
                          d.simulations() > d.spec().budget().simulations()
                              ? " (the last gate is run beyond it)"
                              : ""))
              .orElse("");
      return "Cost: " + words + budget;
    }

    private String count(String kind, String noun) {
      int n = entries.getOrDefault(kind, 0);
      String plural =
          noun.startsWith("hypothesis") ? noun.replace("hypothesis", "hypotheses") : noun + "s";
      return n + " " + (n == 1 ? noun : plural);
    }

    String next() {
      Optional<StageState> waiting =
          stages.stream().filter(s -> s.waiting().isPresent()).findFirst();
      if (writer.isPresent()) {
        return "wait for the run that is at work";
      }
      if (!problems.isEmpty()) {
        return "mend spec.yaml, then " + refine();
      }
      if (waiting.isPresent()) {
        return "`sds review " + waiting.get().stage().label() + in + "`, then approve or reject it";
      }
      if (change.isPresent() || !edits.isEmpty()) {
        return refine();
      }
      if (dossier.map(d -> d.miss() != null).orElse(false)) {
        return "relax the spec, then " + refine();
      }
      if (dossier
          .flatMap(Dossier::edited)
          .filter(lead -> lead.verdict() instanceof Verdict.Rejected)
          .isPresent()) {
        return "mend or take back your edits of the code, then " + refine();
      }
      if (!unjudged.yet().isEmpty() || stages.stream().anyMatch(s -> !s.stands())) {
        return refine();
      }
      return "`sds review code%1$s`, `sds bench%1$s`, `sds verify%1$s`; run the code with `mvn test` in code/"
          .formatted(in);
    }

    private String refine() {
      return "`sds refine" + (in.isEmpty() ? "" : " " + root) + "`";
    }

    Map<String, Object> document() {
      var document = new java.util.LinkedHashMap<String, Object>();
      document.put("system", spec.map(Spec::system).orElse(""));
      document.put("workspace", root);
      document.put("stages", stages.stream().map(StageState::document).toList());
      document.put(
          "requirements",
          dossier.stream()
              .flatMap(d -> RequirementStanding.all(d).stream())
              .map(
                  r ->
                      Map.of(
                          "id", r.requirement().id(),
                          "text", r.requirement().text(),
                          "check", EvidenceText.check(r.requirement()),
                          "status", r.status().name().toLowerCase(Locale.ROOT)))
              .toList());
      document.put("noDesign", dossier.map(d -> d.miss() != null).orElse(false));
      document.put("specChanged", change.map(SpecChange::words).orElse(""));
      document.put("humanEdits", edits);
      document.put("notJudged", unjudged.all());
      document.put("own", own.stream().map(OwnModels::brief).toList());
      document.put("journal", entries);
      document.put("simulationsSpent", dossier.map(Dossier::simulations).orElse(0.0));
      document.put("lockedBy", writer.orElse(""));
      document.put("next", next());
      document.put(
          "diagnostics", problems.stream().map(Problem::document).collect(Collectors.toList()));
      return document;
    }
  }
}
