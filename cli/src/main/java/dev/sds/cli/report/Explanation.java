package dev.sds.cli.report;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Prediction;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a requirement, or a hypothesis, stands as it does: the lines for a terminal. */
public final class Explanation {

  private static final int MOST_LISTED = 6;

  private final Dossier dossier;
  private final EvidenceText text;
  private final List<String> lines = new ArrayList<>();

  public Explanation(Dossier dossier) {
    this.dossier = dossier;
    this.text = new EvidenceText(dossier);
  }

  /** Its text, its check, the evidence, and what was excluded because of it. */
  public List<String> of(Requirement requirement) {
    RequirementStanding standing = RequirementStanding.of(dossier, requirement);
    say(requirement.id() + "  " + requirement.text().strip());
    say("    " + EvidenceText.check(requirement) + meaning(requirement));
    say("");
    say("In the current design: " + standing.status().label() + remark(standing));
    text.lines(standing.evidence()).forEach(line -> say("  " + line));
    standing.evidence().stream()
        .map(f -> "evidence/" + f.stage().label() + ".md")
        .distinct()
        .forEach(page -> say("  see " + page));
    limits(requirement, standing);
    exclusions(requirement);
    rejections(requirement);
    return lines;
  }

  private String meaning(Requirement requirement) {
    String english =
        switch (requirement.check()) {
          case Check.Invariant i ->
              dossier.kit().vocabulary().invariants().getOrDefault(i.property(), "");
          case Check.Liveness l ->
              dossier.kit().vocabulary().liveness().getOrDefault(l.property(), "");
          case null, default -> "";
        };
    return english.isEmpty() ? "" : ": " + english;
  }

  private static String remark(RequirementStanding standing) {
    return switch (standing.status()) {
      case HOLDS, FAILS, MEASURED -> "";
      case ESTIMATED -> "; whole runs of the code have not judged it yet";
      case UNVERIFIED -> "; nothing that was run settles it";
    };
  }

  private void limits(Requirement requirement, RequirementStanding standing) {
    boolean checked =
        standing.evidence().stream().anyMatch(f -> f.evidence() instanceof Evidence.ModelCheck);
    if (!checked) {
      return;
    }
    List<String> left =
        dossier.spec().faults().keySet().stream()
            .filter(f -> !requirement.under().contains(f))
            .toList();
    say("");
    say("Not covered: anything larger than the instance above, and times, sizes and rates: the");
    say("  model knows the order of steps only.");
    if (!left.isEmpty()) {
      say(
          "  Nor these faults, which the spec does not name for it: "
              + String.join(", ", left)
              + ".");
    }
  }

  private void exclusions(Requirement requirement) {
    List<Nogood> nogoods =
        dossier.stages().stream()
            .flatMap(s -> s.nogoods().stream())
            .filter(n -> n.requirement().equals(requirement.id()))
            .distinct()
            .toList();
    if (nogoods.isEmpty()) {
      return;
    }
    say("");
    say("Excluded because of it:");
    for (Nogood n : nogoods) {
      say("  {" + n.decisions() + "}  " + strength(n) + "; " + n.blame().label() + " is to blame");
      dossier.backtracks().stream()
          .filter(b -> b.nogood().equals(n))
          .forEach(
              b ->
                  say(
                      "    sent the work back from "
                          + b.from().label()
                          + " to "
                          + b.to().label()
                          + ", dropping "
                          + String.join("; ", b.dropped())));
    }
  }

  private static String strength(Nogood nogood) {
    return switch (nogood.strength()) {
      case PROVEN -> "proven, and no smaller set fails";
      case PROVEN_UNMINIMISED -> "proven, maybe more than needed";
      case REFUSED -> "a person said no";
      case UNBUILT -> "measured: no code built on it met the spec";
      case STATISTICAL -> "measured: it only lowers priority";
    };
  }

  private void rejections(Requirement requirement) {
    List<Judged> all =
        judged()
            .filter(
                j ->
                    j.verdict() instanceof Verdict.Rejected r
                        && r.requirement().equals(requirement.id()))
            .toList();
    say("");
    if (all.isEmpty()) {
      say("No hypothesis was rejected because of it.");
      return;
    }
    say(
        "Rejected because of it: "
            + (all.size() == 1 ? "1 hypothesis" : all.size() + " hypotheses"));
    for (Judged j : all.stream().limit(MOST_LISTED).toList()) {
      say("  " + j.hypothesis().id().brief() + "  " + j.hypothesis().decisions());
      say("    " + text.because(j));
    }
    if (all.size() > MOST_LISTED) {
      say("  and " + (all.size() - MOST_LISTED) + " more: `sds log --rejected`");
    }
    all.stream()
        .flatMap(j -> counterexamples(j.verdict()))
        .min(Comparator.comparingInt(c -> c.steps().size()))
        .ifPresent(this::counterexample);
  }

  private void counterexample(Counterexample found) {
    say("");
    say("The shortest counterexample (! marks a fault):");
    found.render().lines().forEach(line -> say("  " + line));
  }

  private static Stream<Counterexample> counterexamples(Verdict verdict) {
    return verdict.evidence().stream()
        .flatMap(
            e ->
                e instanceof Evidence.ModelCheck m && m.outcome() instanceof CheckOutcome.Violated v
                    ? Stream.of(v.counterexample())
                    : Stream.empty());
  }

  /** Its decisions, where it comes from, what was expected of it and what was found. */
  public List<String> of(Judged judged) {
    Hypothesis h = judged.hypothesis();
    say("Hypothesis " + h.id().brief() + " of the " + h.stage().label() + " stage");
    h.decisions().values().forEach((kind, value) -> say("  " + kind + ": " + value));
    h.parameters().forEach((name, value) -> say("  " + name + " = " + Figures.number(value)));
    say("Proposed by " + h.author() + ": " + h.origin());
    say("  " + h.claim());
    Prediction expected = h.prediction();
    if (expected != null) {
      say(
          "  expected "
              + expected.metric()
              + " from "
              + Figures.number(expected.expected().low())
              + " to "
              + Figures.number(expected.expected().high())
              + ", "
              + Math.round(expected.confidence() * 100)
              + "% sure");
    }
    say("");
    verdict(judged);
    text.lines(judged).forEach(line -> say("  " + line));
    counterexamples(judged.verdict()).limit(1).forEach(this::counterexample);
    return lines;
  }

  private void verdict(Judged judged) {
    String because = text.because(judged);
    switch (judged.verdict()) {
      case Verdict.Accepted _ -> say("Accepted: " + because);
      case Verdict.Inconclusive _ -> say("Not settled: " + because);
      case Verdict.Rejected r -> {
        say(
            "Rejected"
                + (r.requirement().isEmpty() ? "" : " by " + r.requirement())
                + ": "
                + because);
        r.learned()
            .ifPresent(n -> say("  learned: {" + n.decisions() + "} cannot stand; " + strength(n)));
      }
    }
  }

  /** The latest judgement of every hypothesis, in the order of the stages. */
  private Stream<Judged> judged() {
    return dossier.stages().stream().map(StageReport::judged).flatMap(List::stream);
  }

  /** The hypotheses whose id begins so, the lead first where it is among them. */
  public static List<Judged> hypotheses(Dossier dossier, String prefix) {
    return Stream.concat(
            dossier.leading().stream(), dossier.stages().stream().flatMap(s -> s.judged().stream()))
        .filter(j -> j.hypothesis().id().hex().startsWith(prefix))
        .collect(
            java.util.stream.Collectors.toMap(
                j -> j.hypothesis().id(),
                j -> j,
                (first, _) -> first,
                java.util.LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  /** Who settled a decision: a person in the spec, or the search. */
  static String decidedBy(Spec spec, String kind, Optional<Judged> lead) {
    if (spec.pinned().containsKey(kind)) {
      return "you: spec.yaml pins it";
    }
    return lead.map(
            j ->
                "the search: hypothesis "
                    + j.hypothesis().id().brief()
                    + " by "
                    + j.hypothesis().author()
                    + " ("
                    + j.hypothesis().origin()
                    + ")")
        .orElse("nobody yet");
  }

  static boolean has(Decisions decisions, String kind, String value) {
    return decisions.value(kind).equals(Optional.of(value));
  }

  private void say(String line) {
    lines.add(line);
  }
}
