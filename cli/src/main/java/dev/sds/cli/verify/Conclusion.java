package dev.sds.cli.verify;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.protocol.CheckOutcome;
import java.util.List;

/** What checks come to, all together. */
public enum Conclusion {
  /** All was checked within the bounds, and holds. */
  HOLDS("holds"),
  /** A limit, a failure or a vacuous pass left something open. */
  OPEN("open"),
  VIOLATED("violated"),
  /** What was to be checked is no model. */
  WRONG("wrong");

  private final String word;

  Conclusion(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  static Conclusion of(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Verified _ -> HOLDS;
      case CheckOutcome.Bounded _, CheckOutcome.Vacuous _, CheckOutcome.ToolFailure _ -> OPEN;
      case CheckOutcome.Violated _ -> VIOLATED;
      case CheckOutcome.ModelError _ -> WRONG;
    };
  }

  /** Of all checks of a design; a model that its decisions make wrong speaks against them. */
  static Conclusion of(List<Evidence> evidence) {
    Conclusion all = HOLDS;
    for (Evidence e : evidence) {
      Conclusion one =
          switch (e) {
            case Evidence.Finding _ -> HOLDS;
            case Evidence.ModelCheck check -> of(check.outcome());
            case Evidence.Measurement _, Evidence.ToolFailure _ -> OPEN;
          };
      all = one == WRONG ? VIOLATED : one.compareTo(all) > 0 ? one : all;
    }
    return all;
  }
}
