package dev.sds.verification.file;

/**
 * A part of a module.
 *
 * @param module its name
 * @param line from 1
 * @param column from 1
 * @param endLine the last line
 * @param endColumn the last column, which belongs to the part
 */
public record Place(String module, int line, int column, int endLine, int endColumn) {

  /** {@code Lock.tla:34}. */
  public String brief() {
    return module + ".tla:" + line;
  }
}
