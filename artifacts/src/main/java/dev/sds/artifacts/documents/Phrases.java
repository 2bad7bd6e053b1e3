package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as Markdown sentences and parts of sentences. */
final class Phrases {

  /** A first word that is a word, and not a name that happens to start a sentence. */
  private static final Pattern FIRST_WORD = Pattern.compile("^[a-z]+(?![\\w.#:@/-])");

  private final Dossier dossier;

  Phrases(Dossier dossier) {
    this.dossier = dossier;
  }

  /** A requirement by id, in its own words. */
  String requirement(String id) {
    if (id.isEmpty()) {
      return "no requirement in particular (the artifact itself is broken)";
    }
    return dossier
        .spec()
        .requirement(id)
        .map(r -> Markdown.text(id) + " (“" + sentence(r.text()) + "”)")
        .orElse(Markdown.text(id));
  }

  /** The measurable part of a requirement. */
  String check(Requirement requirement) {
    String under = requirement.under().isEmpty() ? "" : " under " + codes(requirement.under());
    return switch (requirement.check()) {
          case Check.Bound b ->
              Markdown.code(b.metric() + " " + b.comparison().symbol() + " " + b.limit());
          case Check.Objective o ->
              o.direction().name().toLowerCase(Locale.ROOT) + " " + Markdown.code(o.metric());
          case Check.Invariant i -> "invariant " + Markdown.code(i.property());
          case Check.Liveness l -> "liveness " + Markdown.code(l.property());
          case Check.Interface i -> "interface " + Markdown.code(i.type());
          case null -> "none stated";
        }
        + under;
  }

  String decisions(Decisions decisions) {
    return decisions.isEmpty()
        ? "no decision at all"
        : decisions.values().entrySet().stream()
            .map(e -> Markdown.code(e.getKey() + ": " + e.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** The tuned numbers of a hypothesis; empty where it has none. */
  static String parameters(Hypothesis hypothesis) {
    return hypothesis.parameters().entrySet().stream()
        .map(e -> Markdown.code(e.getKey() + " = " + Figures.number(e.getValue())))
        .collect(Collectors.joining(", "));
  }

  /** What a nogood says, how sure it is and who is to blame. */
  String nogood(Nogood nogood) {
    String subject =
        nogood.decisions().isEmpty()
            ? "Whatever is decided, no design"
            : "No design with " + decisions(nogood.decisions());
    if (nogood.strength() == Nogood.Strength.REFUSED) {
      return subject + " is wanted. " + strength(nogood.strength());
    }
    String broken =
        nogood.requirement().isEmpty()
            ? " is well formed. "
            : " meets " + requirement(nogood.requirement()) + ". ";
    return subject + broken + strength(nogood.strength()) + " " + blame(nogood.blame());
  }

  private static String blame(Stage stage) {
    return stage == Stage.SPEC
        ? "None of them has an untried alternative, so the spec is to blame."
        : "To blame: the " + stage.label() + " stage.";
  }

  private static String strength(Nogood.Strength strength) {
    return switch (strength) {
      case PROVEN -> "Proven, and minimal.";
      case PROVEN_UNMINIMISED ->
          "Proven, but not minimised: some of these decisions may not matter.";
      case REFUSED -> "A person said no to them together.";
      case UNBUILT -> "Measured, not proven: no code that was built on it met the spec.";
      case STATISTICAL -> "Measured, not proven: it lowers priority and excludes nothing.";
    };
  }

  String verdict(Judged judged) {
    return switch (judged.verdict()) {
      case Verdict.Accepted _ -> "accepted";
      case Verdict.Rejected _ -> "rejected";
      case Verdict.Inconclusive _ -> "not settled";
    };
  }

  String why(Judged judged) {
    return Markdown.text(new Holdouts(dossier.spec()).because(judged));
  }

  /** What a model checker established. */
  static String outcome(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Verified v -> "held in " + extent(v.statistics());
      case CheckOutcome.Vacuous v ->
          "held in "
              + extent(v.passed().statistics())
              + ", but vacuously: "
              + codes(v.never())
              + " was never possible";
      case CheckOutcome.Bounded b ->
          "not settled: the limit of "
              + b.limit().name().toLowerCase(Locale.ROOT)
              + " was met after "
              + Figures.count(b.statistics().distinct(), "distinct state")
              + ", nothing wrong was found until then";
      case CheckOutcome.Violated v ->
          "**violated**: "
              + Markdown.code(v.counterexample().property())
              + " fails in "
              + steps(v.counterexample().steps().size());
      case CheckOutcome.ModelError e -> "the model is wrong: " + Markdown.text(e.message());
      case CheckOutcome.ToolFailure f -> "the checker failed: " + Markdown.text(f.why());
    };
  }

  private static String extent(CheckOutcome.Statistics statistics) {
    return "all "
        + Figures.count(statistics.distinct(), "reachable state")
        + " (depth "
        + statistics.depth()
        + ")";
  }

  /** The steps of a counterexample, the first of which is the initial state. */
  static String steps(int states) {
    return states <= 1 ? "the initial state" : Figures.count(states - 1, "step");
  }

  static String codes(List<String> names) {
    return names.stream().map(Markdown::code).collect(Collectors.joining(", "));
  }

  /** Text without its last full stop, to stand inside a sentence. */
  static String sentence(String raw) {
    String text = Markdown.text(raw);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /** Text as a whole sentence of its own. */
  static String closed(String markdown) {
    String text = markdown.isEmpty() ? markdown : capital(markdown);
    return text.isEmpty() || ".!?".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + ".";
  }

  static String capital(String text) {
    return FIRST_WORD.matcher(text).find()
        ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
        : text;
  }
}
