package dev.sds.artifacts;

/**
 * The name of a kept step.
 *
 * @param name hexadecimal, as Git prints it
 */
public record CommitId(String name) {

  public CommitId {
    if (!name.matches("[0-9a-f]{40,64}")) {
      throw new IllegalArgumentException("'" + name + "' is not the id of a commit.");
    }
  }

  /** Enough of the name for a person. */
  public String brief() {
    return name.substring(0, 10);
  }

  @Override
  public String toString() {
    return name;
  }
}
