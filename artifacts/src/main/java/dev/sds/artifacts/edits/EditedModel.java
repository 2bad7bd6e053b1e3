package dev.sds.artifacts.edits;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.protocol.CheckOutcome;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * TLA+ that somebody put in place of a design's, with what it was asked.
 *
 * @param path in the workspace
 * @param text the hash of its content
 */
public record EditedModel(String path, String text, List<Evidence> evidence) {

  public EditedModel {
    evidence = List.copyOf(evidence);
  }

  /** What the checks come to, all together; the worst last. */
  public enum Standing {
    /** All was checked within the bounds, and holds. */
    HOLDS,
    /** A limit, a failure or a pass that says too little left something open. */
    OPEN,
    VIOLATED,
    /** It is no model. */
    WRONG
  }

  /** What the checks come to. */
  public Standing standing() {
    return evidence.stream()
        .map(EditedModel::standing)
        .reduce(Standing.HOLDS, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  private static Standing standing(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Finding f ->
          f.weight() == Weight.AGAINST || f.weight() == Weight.FATAL
              ? Standing.OPEN
              : Standing.HOLDS;
      case Evidence.ModelCheck check ->
          switch (check.outcome()) {
            case CheckOutcome.Verified _ -> Standing.HOLDS;
            case CheckOutcome.Bounded _, CheckOutcome.Vacuous _, CheckOutcome.ToolFailure _ ->
                Standing.OPEN;
            case CheckOutcome.Violated _ -> Standing.VIOLATED;
            case CheckOutcome.ModelError _ -> Standing.WRONG;
          };
      case Evidence.ToolFailure _ -> Standing.OPEN;
      case Evidence.Measurement _ -> Standing.HOLDS;
    };
  }

  /** What it comes to, in a clause: {@code breaks R5 (AtMostOneAnswer)}. */
  public String words() {
    return switch (standing()) {
      case HOLDS -> "keeps what the requirements ask of it, within the bounds that were checked";
      case OPEN -> "is left open: " + reason();
      case VIOLATED -> "breaks " + broken();
      case WRONG -> "is no model that can be checked";
    };
  }

  private String broken() {
    return evidence.stream()
        .flatMap(
            e ->
                e instanceof Evidence.ModelCheck(_, var ids, _, CheckOutcome.Violated v)
                    ? Stream.of(String.join(", ", ids) + " (" + v.counterexample().property() + ")")
                    : Stream.of())
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private String reason() {
    return evidence.stream()
        .filter(e -> standing(e) == Standing.OPEN)
        .map(
            e ->
                switch (e) {
                  case Evidence.Finding f -> f.message();
                  case Evidence.ModelCheck check ->
                      check.outcome() instanceof CheckOutcome.Bounded b
                          ? b.reason()
                          : "a check says nothing";
                  case Evidence.ToolFailure f -> f.why();
                  case Evidence.Measurement _ -> "";
                })
        .findFirst()
        .orElse("");
  }
}
