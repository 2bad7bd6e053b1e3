package dev.sds.workspace;

import dev.sds.spec.Stage;

/** Whether the content of a stage is approved. */
public sealed interface ApprovalState {

  /** Exactly this content was approved. */
  record Approved(Approval approval) implements ApprovalState {}

  /** Something was approved, and changed since. */
  record Voided(Approval approval, String currentHash) implements ApprovalState {}

  /** Nobody approved anything yet. */
  record None() implements ApprovalState {}

  /**
   * An approval on record.
   *
   * @param hash of the content that was approved, see {@link ManagedTree#hash}
   * @param by a person as Git names them, or {@code auto}
   */
  record Approval(Stage stage, String hash, String by, String why) {}
}
