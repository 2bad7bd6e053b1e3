package dev.sds.verification.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A check that is over.
 *
 * @param outcome what it established
 * @param checked what was asked, as a reader would say it
 * @param reservations what a pass does not say, one sentence each
 * @param warnings of TLC itself
 * @param printed what the model printed, line by line
 * @param startNote why the checker started slowly; empty if it did not
 * @param millis the wall time of the checker
 * @param origin whether it was checked now
 * @param sampled random behaviours that were followed, instead of all states or where a limit ended
 *     the examination of all; null for none
 */
public record FileCheck(
    FileOutcome outcome,
    List<String> checked,
    List<String> reservations,
    List<String> warnings,
    List<String> printed,
    String startNote,
    long millis,
    Origin origin,
    @Nullable Sampled sampled) {

  /** Where a result comes from. */
  public enum Origin {
    CHECKED,
    /** The same content passed before. */
    KEPT
  }

  public FileCheck {
    checked = List.copyOf(checked);
    reservations = List.copyOf(reservations);
    warnings = List.copyOf(warnings);
    printed = List.copyOf(printed);
  }

  /** The same run, told otherwise. */
  public FileCheck with(FileOutcome other, List<String> names, List<String> said) {
    return new FileCheck(other, names, said, warnings, printed, startNote, millis, origin, sampled);
  }
}
