package dev.sds.cli;

import dev.sds.agents.model.LanguageModel;
import dev.sds.agents.model.ModelChoice;
import dev.sds.agents.model.ModelFailure;
import dev.sds.agents.model.ModelReply;
import dev.sds.agents.model.PropertyQuestion;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.documents.Standing;
import dev.sds.artifacts.proposals.Proposal;
import dev.sds.artifacts.proposals.Proposals;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.verify.Adoption;
import dev.sds.cli.verify.RequirementProposals;
import dev.sds.cli.workspace.Kits;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Spelling;
import dev.sds.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A requirement that names no check: what it may mean, and the change that says so.
 *
 * @param now the spec as it is, which may say more than the one that was refined
 */
record UncheckedRequirement(
    Console console, Workspace workspace, Kits kits, Dossier dossier, Spec now, Requirement asked) {

  /** Under which whatever is checked has a folder. */
  static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

  /** The properties it may mean. */
  RequirementProposals proposals() {
    Decisions design =
        new Standing(dossier).top().map(j -> j.hypothesis().decisions()).orElse(Decisions.NONE);
    return RequirementProposals.of(now, dossier.kit(), design, asked, workspace.journal(), SCRATCH);
  }

  /**
   * The same after a language model was asked, unless its reply to this very question is kept.
   *
   * @throws BadInputException if the environment names none
   * @throws ModelFailure if it does not answer
   */
  RequirementProposals askedOf() throws BadInputException, ModelFailure {
    RequirementProposals found = proposals();
    if (found.answer().isPresent()) {
      console.note("This was asked before; the reply is kept.");
      return found;
    }
    ModelChoice choice = ModelChoice.of(console.environment());
    console.note(
        "Asking "
            + choice.label()
            + ": it is sent "
            + asked.id()
            + ", the system's intent and its protocol.");
    PropertyQuestion question = found.question();
    ModelReply reply = new LanguageModel(choice).ask(question.rules(), question.question());
    workspace.journal().append(reply.entry(question.key()));
    return found.with(reply, SCRATCH);
  }

  /**
   * The proposal that a person means.
   *
   * @param name of its property; the best without one
   */
  Proposal chosen(RequirementProposals proposals, @Nullable String name) throws BadInputException {
    Proposals all = proposals.all();
    Optional<Proposal> chosen = name == null ? all.best() : all.named(name);
    if (chosen.isEmpty()) {
      List<String> known =
          Stream.concat(all.fitting().stream(), all.others().stream())
              .map(p -> p.property().name())
              .toList();
      throw BadInputException.of(
          "explain.no-proposal",
          name == null
              ? "No property fits " + asked.id() + "."
              : "'" + name + "' is not proposed for " + asked.id() + ".",
          name == null
              ? "Give one with --property: " + String.join(", ", known) + "."
              : Spelling.wayOut(name, known));
    }
    return chosen.get();
  }

  /** Writes a property into the spec as the requirement's check, and says what was written. */
  List<String> adopt(String name) throws BadInputException {
    if (asked.check() != null) {
      throw BadInputException.of(
          "explain.adopt",
          asked.id() + " has a check already.",
          "--adopt is for a requirement that names none; edit spec.yaml to change one.");
    }
    Proposal chosen = chosen(proposals(), name);
    Optional<String> known = workspace.store().read(Kits.PROPERTIES);
    Adoption adoption = Adoption.of(now.source(), known, now.kit(), asked, chosen);
    Kits then =
        adoption.properties().isPresent()
            ? Kits.installed().with(new Source(Kits.PROPERTIES, adoption.properties().get()))
            : kits;
    then.parse(new Source("spec.yaml", adoption.spec()));
    var lines = new ArrayList<String>();
    if (adoption.properties().isPresent()) {
      write(Kits.PROPERTIES, adoption.properties().get());
      lines.add(chosen.property().name() + " is now a property of this workspace: properties.yaml");
    }
    write("spec.yaml", adoption.spec());
    adoption.places().forEach(place -> lines.add("Wrote " + place + "."));
    lines.add("`sds verify` checks the current design against it, `sds refine` whatever follows.");
    return lines;
  }

  private void write(String name, String text) {
    try {
      Files.writeString(workspace.root().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
