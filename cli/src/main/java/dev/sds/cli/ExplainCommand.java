package dev.sds.cli;

import dev.sds.agents.model.ModelFailure;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Store.History;
import dev.sds.artifacts.Store.Logged;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.Standing;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.proposals.Proposal;
import dev.sds.cli.report.DecisionExplanation;
import dev.sds.cli.report.Explanation;
import dev.sds.cli.report.RequirementStanding;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.verify.RequirementExamples;
import dev.sds.cli.verify.RequirementProposals;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.Known;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.cli.workspace.Workspaces;
import dev.sds.evaluators.Subject;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Spelling;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why something is as it is. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Explains a requirement (R3), a decision (recovery, or recovery=ledger) or a hypothesis (by"
            + " the beginning of its id).")
final class ExplainCommand implements Callable<Integer> {

  private static final int LEAST_PREFIX = 4;

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(paramLabel = "ID", description = "a requirement, a decision or a hypothesis")
  private String id = "";

  @Option(
      names = "--examples",
      description =
          "for a requirement with an invariant or a liveness property: reads it aloud, and shows one"
              + " behaviour that it allows and one that it forbids, found by TLC")
  private boolean examples;

  @Option(
      names = "--property",
      paramLabel = "NAME",
      description =
          "with --examples, for a requirement without a check: as if it named this property")
  private @Nullable String property;

  @Option(
      names = "--adopt",
      paramLabel = "NAME",
      description =
          "for a requirement without a check: writes this proposed property into spec.yaml as its"
              + " check, and into properties.yaml if it is made of a template")
  private @Nullable String adopted;

  @Option(
      names = "--ask",
      description =
          "for a requirement without a check: asks the language model that SDS_MODEL names what it"
              + " may mean. Sends the requirement, the system's intent and its protocol; keeps the"
              + " reply, so that nothing is asked twice")
  private boolean ask;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException, ModelFailure {
    Access access = ask ? Access.WRITE : Access.READ;
    try (Workspace workspace = Workspaces.open(console, options.folder(), access)) {
      Kits kits = Kits.installed().with(workspace.root());
      Dossier dossier = Known.require(kits, workspace);
      Answer answer = answer(kits, dossier, workspace);
      if (options.json()) {
        console.json(answer.document());
      } else {
        answer.lines().forEach(console::say);
      }
      return ExitCode.OK.code();
    }
  }

  private Answer answer(Kits kits, Dossier dossier, Workspace workspace)
      throws BadInputException, ModelFailure {
    Spec now = current(dossier, workspace);
    Optional<Requirement> requirement =
        Stream.concat(
                now.requirements().stream(),
                adopted == null ? dossier.spec().requirements().stream() : Stream.empty())
            .filter(r -> r.id().equalsIgnoreCase(id))
            .findFirst();
    if (requirement.isEmpty() && adopted == null && !ask) {
      return other(dossier, workspace);
    }
    Requirement asked =
        requirement.orElseThrow(
            () ->
                BadInputException.of(
                    "explain.unknown",
                    "The spec has no requirement '" + id + "'.",
                    Spelling.wayOut(
                        id, now.requirements().stream().map(Requirement::id).toList())));
    var unchecked = new UncheckedRequirement(console, workspace, kits, dossier, now, asked);
    if (adopted != null) {
      List<String> lines = unchecked.adopt(adopted);
      return new Answer(lines, Map.of("requirement", asked.id(), "adopted", lines));
    }
    if (asked.check() == null) {
      return unchecked(unchecked, requirement(dossier, asked));
    }
    if (ask) {
      throw BadInputException.of(
          "explain.ask",
          asked.id() + " has a check already.",
          "--ask is for a requirement that names none; --examples shows what a check means.");
    }
    Answer answer = requirement(dossier, asked);
    return examples ? withExamples(dossier, asked, answer) : answer;
  }

  /** A decision or a hypothesis. */
  private Answer other(Dossier dossier, Workspace workspace) throws BadInputException {
    String name = id.split("[=:]", 2)[0].strip();
    Optional<DecisionKind> kind = dossier.kit().catalogue().kind(name);
    if (kind.isPresent()) {
      return decision(dossier, kind.get());
    }
    if (id.length() >= LEAST_PREFIX && id.matches("[0-9a-f]+")) {
      return hypothesis(dossier, workspace);
    }
    throw unknown(dossier);
  }

  /** The spec as it is now, which may say more than the one that was refined. */
  private static Spec current(Dossier dossier, Workspace workspace) throws BadInputException {
    Optional<String> text = workspace.store().read("spec.yaml");
    Kits kits = Kits.installed().with(workspace.root());
    return text.isEmpty() ? dossier.spec() : kits.parse(new Source("spec.yaml", text.get())).spec();
  }

  /** What it may mean, and what that would allow and forbid. */
  private Answer unchecked(UncheckedRequirement requirement, Answer answer)
      throws BadInputException, ModelFailure {
    RequirementProposals proposals = ask ? requirement.askedOf() : requirement.proposals();
    var lines = new ArrayList<>(answer.lines());
    var document = new LinkedHashMap<String, Object>(answer.document());
    String in = console.in(requirement.workspace().root());
    document.put("proposals", proposals.document());
    proposals.modelDocument().ifPresent(said -> document.put("languageModel", said));
    if (examples) {
      Proposal chosen = requirement.chosen(proposals, property);
      List<String> found = proposals.examples(chosen, UncheckedRequirement.SCRATCH, in);
      lines.addAll(found);
      document.put("examples", found);
    } else {
      lines.addAll(proposals.lines(UncheckedRequirement.SCRATCH, in));
    }
    return new Answer(lines, document);
  }

  private static Answer withExamples(Dossier dossier, Requirement requirement, Answer answer)
      throws BadInputException {
    Judged lead = Known.design(dossier, "explain.no-design");
    var subject = new Subject(dossier.spec(), dossier.kit(), lead.hypothesis());
    List<String> found =
        RequirementExamples.lines(subject, requirement, UncheckedRequirement.SCRATCH);
    var lines = new ArrayList<>(answer.lines());
    lines.addAll(found);
    var document = new LinkedHashMap<String, Object>(answer.document());
    document.put("examples", found);
    return new Answer(lines, document);
  }

  private static Answer requirement(Dossier dossier, Requirement requirement) {
    RequirementStanding standing = RequirementStanding.of(dossier, requirement);
    var document = new LinkedHashMap<String, Object>();
    document.put("requirement", requirement.id());
    document.put("text", requirement.text());
    document.put("status", standing.status().label());
    document.put("evidence", standing.evidence().stream().map(Standing.Found::evidence).toList());
    document.put(
        "nogoods",
        dossier.stages().stream()
            .flatMap(s -> s.nogoods().stream())
            .filter(n -> n.requirement().equals(requirement.id()))
            .distinct()
            .toList());
    return new Answer(new Explanation(dossier).of(requirement), document);
  }

  private Answer decision(Dossier dossier, DecisionKind kind) throws BadInputException {
    String[] parts = id.split("[=:]", 2);
    Optional<String> value = parts.length > 1 ? Optional.of(parts[1].strip()) : Optional.empty();
    if (value.isPresent() && kind.choice(value.get()).isEmpty()) {
      throw BadInputException.of(
          "explain.unknown",
          "'" + value.get() + "' is no value of " + kind.name() + ".",
          Spelling.wayOut(value.get(), kind.choices().stream().map(c -> c.name()).toList()));
    }
    List<String> lines = new DecisionExplanation(dossier, kind).of(value);
    return new Answer(lines, Map.of("decision", kind.name(), "explanation", lines));
  }

  private Answer hypothesis(Dossier dossier, Workspace workspace) throws BadInputException {
    List<Judged> found = Explanation.hypotheses(dossier, id);
    if (found.size() > 1) {
      throw BadInputException.of(
          "explain.ambiguous",
          found.size() + " hypotheses begin with '" + id + "'.",
          "Give more digits: "
              + String.join(
                  ", ", found.stream().map(j -> j.hypothesis().id().brief()).limit(10).toList()));
    }
    if (found.size() == 1) {
      Judged judged = found.getFirst();
      return new Answer(
          new Explanation(dossier).of(judged),
          Map.of("hypothesis", judged.hypothesis(), "verdict", judged.verdict()));
    }
    return older(workspace).orElseThrow(() -> unknown(dossier));
  }

  /** A hypothesis that an earlier refinement turned down. */
  private Optional<Answer> older(Workspace workspace) {
    for (Logged logged : workspace.store().log(History.REJECTED)) {
      String name = logged.trailers().getOrDefault("Sds-Hypothesis", "");
      if (!name.isEmpty() && (name.startsWith(id) || id.startsWith(name))) {
        var lines = new ArrayList<String>();
        lines.add("Hypothesis " + name + ", turned down at " + logged.at() + ":");
        lines.add("  " + logged.subject());
        lines.add("  " + logged.body().strip());
        var document = new LinkedHashMap<String, Object>();
        document.put("hypothesis", name);
        workspace
            .store()
            .readRejected(name, "evidence/verdict.json")
            .ifPresent(text -> document.put("verdict", Json.read(text, Verdict.class)));
        return Optional.of(new Answer(lines, document));
      }
    }
    return Optional.empty();
  }

  private BadInputException unknown(Dossier dossier) {
    var known = new ArrayList<String>();
    dossier.spec().requirements().forEach(r -> known.add(r.id()));
    dossier.kit().catalogue().kinds().forEach(k -> known.add(k.name()));
    return BadInputException.of(
        "explain.unknown",
        "'" + id + "' is no requirement, decision or hypothesis of this workspace.",
        Spelling.wayOut(id, known) + " Hypotheses: see evidence/ and `sds log --rejected`.");
  }

  /** What is shown, in both forms. */
  private record Answer(List<String> lines, Map<String, ?> document) {}
}
