package dev.sds.evaluators.process;

/** Candidate code that has been compiled, checked and loaded. */
public interface Candidate {

  /**
   * A new instance of a candidate class, made by its public constructor without parameters.
   *
   * @throws IllegalArgumentException if there is no such class or constructor, or it is no {@code
   *     type}
   */
  <T> T create(String className, Class<T> type);
}
