package dev.sds.cli.report;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.documents.Standing;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.List;

/**
 * What is known of one requirement in the design that now stands.
 *
 * @param evidence that speaks of it, the dearest stage first
 */
public record RequirementStanding(
    Requirement requirement, Status status, List<Standing.Found> evidence) {

  /** How well a requirement is known to be met. */
  public enum Status {
    HOLDS("holds"),
    FAILS("FAILS"),
    MEASURED("measured"),
    ESTIMATED("estimated only"),
    UNVERIFIED("unverified");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public RequirementStanding {
    evidence = List.copyOf(evidence);
  }

  public static List<RequirementStanding> all(Dossier dossier) {
    return dossier.spec().requirements().stream().map(r -> of(dossier, r)).toList();
  }

  /** The requirement's id in a column that holds every id of the spec. */
  public String column(Dossier dossier, int least) {
    int width =
        dossier.spec().requirements().stream()
            .mapToInt(r -> r.id().length())
            .reduce(least, Math::max);
    String id = requirement.id();
    return id + " ".repeat(width - id.length());
  }

  public static RequirementStanding of(Dossier dossier, Requirement requirement) {
    List<Standing.Found> about =
        new Standing(dossier)
            .evidence().stream()
                .filter(f -> f.evidence().requirements().contains(requirement.id()))
                .toList();
    return new RequirementStanding(requirement, status(requirement, about), about);
  }

  private static Status status(Requirement requirement, List<Standing.Found> about) {
    if (about.stream().anyMatch(f -> against(f.evidence()))) {
      return Status.FAILS;
    }
    boolean supported = about.stream().anyMatch(f -> supports(f.evidence()));
    return switch (requirement.check()) {
      case Check.Invariant _, Check.Liveness _ ->
          about.stream().anyMatch(f -> proves(f.evidence())) ? Status.HOLDS : Status.UNVERIFIED;
      case Check.Objective _ -> measured(about);
      case Check.Bound _, Check.Interface _ ->
          about.stream().anyMatch(f -> f.stage() == Stage.CODE && supports(f.evidence()))
              ? Status.HOLDS
              : supported ? Status.ESTIMATED : Status.UNVERIFIED;
      case null -> Status.UNVERIFIED;
    };
  }

  private static Status measured(List<Standing.Found> about) {
    List<Evidence.Measurement> runs =
        about.stream()
            .map(Standing.Found::evidence)
            .filter(Evidence.Measurement.class::isInstance)
            .map(Evidence.Measurement.class::cast)
            .toList();
    if (runs.isEmpty()) {
      return Status.UNVERIFIED;
    }
    return runs.stream().anyMatch(m -> m.fidelity() == Evidence.Fidelity.FULL)
        ? Status.MEASURED
        : Status.ESTIMATED;
  }

  private static boolean proves(Evidence evidence) {
    return evidence instanceof Evidence.ModelCheck m
        && m.outcome() instanceof CheckOutcome.Verified;
  }

  private static boolean supports(Evidence evidence) {
    return evidence instanceof Evidence.Finding f && f.weight() == Weight.FOR;
  }

  /** Whether a piece of evidence speaks against what it is about. */
  public static boolean against(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Finding f -> f.weight() == Weight.FATAL || f.weight() == Weight.AGAINST;
      case Evidence.ModelCheck m -> m.outcome() instanceof CheckOutcome.Violated;
      case Evidence.Measurement _, Evidence.ToolFailure _ -> false;
    };
  }
}
