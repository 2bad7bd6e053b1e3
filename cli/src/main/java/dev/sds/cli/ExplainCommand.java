package dev.sds.cli;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Store.History;
import dev.sds.artifacts.Store.Logged;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.Standing;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.proposals.Proposal;
import dev.sds.artifacts.proposals.Proposals;
import dev.sds.cli.report.DecisionExplanation;
import dev.sds.cli.report.Explanation;
import dev.sds.cli.report.RequirementStanding;
import dev.sds.cli.verify.Adoption;
import dev.sds.cli.verify.RequirementExamples;
import dev.sds.cli.verify.RequirementProposals;
import dev.sds.evaluators.Subject;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Spelling;
import dev.sds.workspace.Access;
import dev.sds.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

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

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    try (Workspace workspace = Workspaces.open(console, options.folder(), Access.READ)) {
      Kits kits = Kits.installed().with(workspace.root());
      Dossier dossier = Known.require(kits, workspace);
      Answer answer =
          adopted == null ? answer(dossier, workspace) : adopt(adopted, kits, dossier, workspace);
      if (options.json()) {
        console.json(answer.document());
      } else {
        answer.lines().forEach(console::say);
      }
      return ExitCode.OK.code();
    }
  }

  private Answer answer(Dossier dossier, Workspace workspace) throws BadInputException {
    Spec now = current(dossier, workspace);
    Optional<Requirement> requirement =
        Stream.concat(now.requirements().stream(), dossier.spec().requirements().stream())
            .filter(r -> r.id().equalsIgnoreCase(id))
            .findFirst();
    if (requirement.isPresent() && requirement.get().check() == null) {
      return unchecked(dossier, now, requirement.get());
    }
    if (requirement.isPresent()) {
      Answer answer = requirement(dossier, requirement.get());
      return examples ? withExamples(dossier, requirement.get(), answer) : answer;
    }
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
  private Answer unchecked(Dossier dossier, Spec now, Requirement requirement)
      throws BadInputException {
    var proposals = proposals(dossier, now, requirement);
    Answer answer = requirement(dossier, requirement);
    var lines = new ArrayList<>(answer.lines());
    var document = new LinkedHashMap<String, Object>(answer.document());
    document.put("proposals", proposals.document());
    if (examples) {
      Proposal chosen = chosen(proposals, requirement, property);
      List<String> found = proposals.examples(chosen, SCRATCH);
      lines.addAll(found);
      document.put("examples", found);
    } else {
      lines.addAll(proposals.lines(SCRATCH));
    }
    return new Answer(lines, document);
  }

  private static RequirementProposals proposals(Dossier dossier, Spec now, Requirement asked) {
    Decisions design =
        new Standing(dossier).top().map(j -> j.hypothesis().decisions()).orElse(Decisions.NONE);
    return new RequirementProposals(now, dossier.kit(), design, asked);
  }

  private static Proposal chosen(
      RequirementProposals proposals, Requirement requirement, @Nullable String name)
      throws BadInputException {
    Proposals all = proposals.all();
    Optional<Proposal> chosen = name == null ? all.best() : all.named(name);
    if (chosen.isEmpty()) {
      List<String> known =
          Stream.concat(all.fitting().stream(), all.others().stream())
              .map(p -> p.property().name())
              .toList();
      throw RefineCommand.usage(
          "explain.no-proposal",
          name == null
              ? "No property fits " + requirement.id() + "."
              : "'" + name + "' is not proposed for " + requirement.id() + ".",
          name == null
              ? "Give one with --property: " + String.join(", ", known) + "."
              : Spelling.wayOut(name, known));
    }
    return chosen.get();
  }

  private Answer adopt(String name, Kits kits, Dossier dossier, Workspace workspace)
      throws BadInputException {
    Spec now = current(dossier, workspace);
    Optional<Requirement> asked =
        now.requirements().stream().filter(r -> r.id().equalsIgnoreCase(id)).findFirst();
    if (asked.isEmpty() || asked.get().check() != null) {
      throw RefineCommand.usage(
          "explain.adopt",
          asked.isEmpty()
              ? "The spec has no requirement '" + id + "'."
              : asked.get().id() + " has a check already.",
          "--adopt is for a requirement that names none; edit spec.yaml to change one.");
    }
    Proposal chosen = chosen(proposals(dossier, now, asked.get()), asked.get(), name);
    Optional<String> known = workspace.store().read(Kits.PROPERTIES);
    Adoption adoption = Adoption.of(now.source(), known, now.kit(), asked.get(), chosen);
    Kits then =
        adoption.properties().isPresent()
            ? Kits.installed().with(new Source(Kits.PROPERTIES, adoption.properties().get()))
            : kits;
    then.parse(new Source("spec.yaml", adoption.spec()));
    var lines = new ArrayList<String>();
    if (adoption.properties().isPresent()) {
      write(workspace, Kits.PROPERTIES, adoption.properties().get());
      lines.add(chosen.property().name() + " is now a property of this workspace: properties.yaml");
    }
    write(workspace, "spec.yaml", adoption.spec());
    adoption.places().forEach(place -> lines.add("Wrote " + place + "."));
    lines.add("`sds verify` checks the current design against it, `sds refine` whatever follows.");
    return new Answer(lines, Map.of("requirement", asked.get().id(), "adopted", lines));
  }

  private static void write(Workspace workspace, String name, String text) {
    try {
      Files.writeString(workspace.root().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer withExamples(Dossier dossier, Requirement requirement, Answer answer)
      throws BadInputException {
    Judged lead = Known.design(dossier, "explain.no-design");
    var subject = new Subject(dossier.spec(), dossier.kit(), lead.hypothesis());
    List<String> found = RequirementExamples.lines(subject, requirement, SCRATCH);
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
      throw RefineCommand.usage(
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
      throw RefineCommand.usage(
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
    return RefineCommand.usage(
        "explain.unknown",
        "'" + id + "' is no requirement, decision or hypothesis of this workspace.",
        Spelling.wayOut(id, known) + " Hypotheses: see evidence/ and `sds log --rejected`.");
  }

  /** What is shown, in both forms. */
  private record Answer(List<String> lines, Map<String, ?> document) {}
}
