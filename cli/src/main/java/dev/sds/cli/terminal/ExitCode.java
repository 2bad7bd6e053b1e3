package dev.sds.cli.terminal;

/** How a command ends, for scripts. */
public enum ExitCode {
  OK(0),
  INTERNAL_ERROR(1),
  CHANGES_PENDING(2),
  GATE_FAILED(3),
  WAITING(4),
  INCONCLUSIVE(5),
  CONFLICT(6),
  USAGE(64),
  BAD_INPUT(65),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
