package dev.sds.cli.verify;

import dev.sds.agents.model.ModelReply;
import dev.sds.agents.model.PropertyAnswer;
import dev.sds.agents.model.PropertyQuestion;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.proposals.Proposal;
import dev.sds.artifacts.proposals.Proposal.Origin;
import dev.sds.artifacts.proposals.Proposals;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.evaluators.Lab;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.verification.Limits;
import dev.sds.verification.RunFolder;
import dev.sds.verification.Sany;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.examples.ExampleRun;
import dev.sds.verification.examples.ExamplesText;
import dev.sds.verification.examples.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The properties that a requirement without a check may mean, with what a person needs to choose
 * one.
 *
 * @param design the decisions whose protocol the properties are asked of
 * @param answer what a language model answered, if one was asked
 */
public record RequirementProposals(
    Spec spec,
    Kit kit,
    Decisions design,
    Requirement requirement,
    Optional<PropertyAnswer> answer) {

  /** Those found by words alone, and what a kept reply adds to them. */
  public static RequirementProposals of(
      Spec spec,
      Kit kit,
      Decisions design,
      Requirement requirement,
      Journal journal,
      Path scratch) {
    var byWords = new RequirementProposals(spec, kit, design, requirement, Optional.empty());
    return ModelReply.kept(journal, byWords.question().key())
        .map(reply -> byWords.with(reply, scratch))
        .orElse(byWords);
  }

  /** What a language model is asked. */
  public PropertyQuestion question() {
    return new PropertyQuestion(
        spec.system(),
        spec.intent(),
        requirement.text(),
        Proposals.protocol(kit, design, requirement),
        Proposals.shared(kit));
  }

  /** These with what of a reply to the question can be used. */
  public RequirementProposals with(ModelReply reply, Path scratch) {
    PropertyAnswer said =
        PropertyAnswer.read(reply, question(), Proposals.faults(spec, kit, requirement));
    List<Proposal> parsed = new ArrayList<>();
    List<String> refused = new ArrayList<>(said.refused());
    for (Proposal proposal : said.proposals()) {
      problem(proposal, scratch)
          .ifPresentOrElse(
              wrong -> refused.add(proposal.property().name() + " is no TLA+ here: " + wrong),
              () -> parsed.add(proposal));
    }
    return new RequirementProposals(
        spec, kit, design, requirement, Optional.of(new PropertyAnswer(reply, parsed, refused)));
  }

  /** All that fits, or comes nearest, best first. */
  public Proposals all() {
    Proposals byWords = Proposals.of(spec, kit, design, requirement);
    return answer.map(a -> byWords.with(a.proposals())).orElse(byWords);
  }

  /**
   * In lines, each with the lines that would have to be written.
   *
   * @param in how a command names the workspace
   */
  public List<String> lines(Path scratch, String in) {
    Proposals found = all();
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (!found.claimed() && answer.isEmpty()) {
      lines.add(
          requirement.id()
              + " says neither that something never or always happens nor that it happens in the"
              + " end, so no property is proposed.");
      return lines;
    }
    if (found.fitting().isEmpty()) {
      lines.add("No property that is known and no template fits its words; a person must judge.");
    } else {
      lines.add(
          answer.isEmpty()
              ? "It may mean (found by its words, not understood; you decide):"
              : "It may mean (found by its words and by a language model; you decide):");
      found.fitting().forEach(p -> lines.addAll(proposal(p, scratch, in)));
    }
    answer.ifPresent(a -> lines.addAll(said(a)));
    if (!found.nearest().isEmpty()) {
      lines.add("");
      lines.add("Nearest of the others:");
      found.nearest().forEach(p -> lines.add("  " + head(p)));
    }
    return lines;
  }

  private List<String> proposal(Proposal proposal, Path scratch, String in) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("  " + head(proposal));
    lines.add("    read aloud  " + Reading.of(protocol(), proposal.property()).sentence());
    lines.add("    in TLA+     " + proposal.property().formula().replaceAll("\\s+", " "));
    problem(proposal, scratch).ifPresent(p -> lines.add("    but it is no TLA+ here: " + p));
    String where = edit(proposal);
    lines.add(where.isEmpty() ? "    take it: " : "    take it: write " + where + ", or");
    lines.add(command(proposal, in, "--adopt"));
    lines.add("    what it allows and forbids:");
    lines.add(command(proposal, in, "--examples --property"));
    return lines;
  }

  /** What the model said, and what of it is not shown. */
  private static List<String> said(PropertyAnswer answer) {
    ModelReply reply = answer.reply();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%s named %s (%,d tokens read, %,d written; the reply is in the journal).",
            reply.model(),
            answer.proposals().isEmpty()
                ? "no property that can be used"
                : answer.proposals().stream()
                    .map(p -> p.property().name())
                    .collect(Collectors.joining(", ")),
            reply.inputTokens(),
            reply.outputTokens()));
    answer.refused().forEach(why -> lines.add("  left out: " + why));
    return lines;
  }

  private String command(Proposal proposal, String in, String option) {
    return "      sds explain "
        + requirement.id()
        + in
        + " "
        + option
        + " "
        + proposal.property().name();
  }

  private static String head(Proposal proposal) {
    String origin =
        switch (proposal.origin()) {
          case KNOWN -> "";
          case TEMPLATE -> ", made of a template";
          case MODEL -> ", written by a language model";
        };
    return String.format(
        Locale.ROOT,
        "%s (%s%s%s): %s",
        proposal.property().name(),
        proposal.key(),
        origin,
        proposal.because().isEmpty() ? "" : ", by: " + String.join(", ", proposal.because()),
        proposal.property().comment().strip());
  }

  /** The line to write and where; empty if it takes more than the spec. */
  private String edit(Proposal proposal) {
    if (proposal.origin() != Origin.KNOWN) {
      return "";
    }
    try {
      return Adoption.of(spec.source(), Optional.empty(), kit.name(), requirement, proposal)
          .places()
          .stream()
          .reduce((one, more) -> one + " and " + more)
          .orElse("");
    } catch (BadInputException _) {
      return "";
    }
  }

  /** Why a proposal cannot be checked as it is; empty if it can. */
  private Optional<String> problem(Proposal proposal, Path scratch) {
    Protocol asked = protocol().withProperties(List.of(proposal.property()));
    return new Sany(scratch).parse(asked).stream().map(Sany.Problem::message).findFirst();
  }

  private Protocol protocol() {
    return kit.protocol().compose(kit.catalogue().traits(design), List.of());
  }

  /** One behaviour that a proposal allows and one that it forbids, found by TLC. */
  public List<String> examples(Proposal proposal, Path scratch, String in) {
    List<Fault> faults =
        proposal.under().stream().map(spec.faults()::get).filter(Objects::nonNull).toList();
    Instance instance = kit.protocol().instance(faults);
    Protocol asked = protocol().withProperties(List.of(proposal.property()));
    List<String> lines = new ArrayList<>();
    lines.add("");
    try (RunFolder folder = RunFolder.in(scratch)) {
      Limits limits = Limits.quick();
      var run =
          new ExampleRun(
              new TlcRunner(folder.path(), 1), new StrengthRun(folder.path(), limits), limits);
      lines.addAll(
          ExamplesText.lines(
              asked, instance.label(), run.of(asked, instance, proposal.property())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
    lines.add("");
    lines.add(
        "If the first may be and the second must not, it is what "
            + requirement.id()
            + " says: sds explain "
            + requirement.id()
            + in
            + " --adopt "
            + proposal.property().name());
    return lines;
  }

  /** For a machine to read. */
  public List<Map<String, Object>> document() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Proposal proposal : all().fitting()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("property", proposal.property().name());
      one.put("kind", proposal.key());
      one.put("origin", proposal.origin().name().toLowerCase(Locale.ROOT));
      one.put("formula", proposal.property().formula());
      one.put("readAloud", Reading.of(protocol(), proposal.property()).sentence());
      one.put("score", proposal.score());
      one.put("because", proposal.because());
      one.put("under", proposal.under());
      all.add(one);
    }
    return all;
  }

  /** What a language model had to say, for a machine to read; nothing if none was asked. */
  public Optional<Map<String, Object>> modelDocument() {
    return answer.map(
        said -> {
          var document = new LinkedHashMap<String, Object>();
          document.put("model", said.reply().model());
          document.put("inputTokens", said.reply().inputTokens());
          document.put("outputTokens", said.reply().outputTokens());
          document.put("leftOut", said.refused());
          return document;
        });
  }
}
