package dev.sds.agents.model;

/** A language model gave no reply. */
public final class ModelFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final Again again;

  /** Whether asking again may help. */
  public enum Again {
    MAY_HELP,
    WILL_NOT_HELP
  }

  ModelFailure(String message, Again again) {
    super(message);
    this.again = again;
  }

  public Again again() {
    return again;
  }
}
