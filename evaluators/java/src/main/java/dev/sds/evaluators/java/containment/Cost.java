package dev.sds.evaluators.java.containment;

/**
 * What a call of a library method costs beyond the instruction that makes it. The first operand is
 * the receiver, or the first argument of a static method. What a method calls back is charged where
 * it runs.
 */
public enum Cost {
  /** The same always. */
  CONST(4, 0),
  /** The same always, with a small object made. */
  MAKE(8, 32),
  /** Grows with the logarithm of a size. */
  LOG(64, 0),
  /** An exception with its stack trace. */
  TRACE(512, 1_024),
  /** By size of the first operand. */
  SIZE(4, 0),
  /** By size of the first operand, of which a part is moved. */
  SHIFT(4, 0),
  /** By size of the first operand, which is copied. */
  COPY(8, 0),
  /** By size of each argument: a thing is copied, a number is a capacity. */
  COPIES(8, 0),
  /** By size of each argument as a text, which is copied. */
  APPEND(8, 16),
  /** By size of the last argument, copied into linked entries; a number is a capacity. */
  POUR(16, 64),
  /** By size of each argument. */
  ARGUMENTS(4, 0),
  /** By what is nested in the first argument, which is hashed or compared. */
  HASH(16, 0),
  /** As HASH, and room for an entry. */
  INSERT(8, 0),
  /** By what is nested in every operand. */
  EQUAL(4, 0),
  /** By size of the first operand times what is nested in the second; by the latter in a set. */
  SEARCH(4, 0),
  /** By size n of the first operand as n log n. */
  SORT(8, 0),
  /** By the last number. */
  COUNT(4, 0),
  /** By the last number, for which room is made. */
  ROOM(8, 0),
  /** By size of the first operand times the last number. */
  REPEAT(8, 0),
  /** By size of the first operand times that of the second. */
  PRODUCT(4, 0),
  /** By size of the text, times that of what is put in. */
  REPLACE(8, 0),
  /** By the last number as the index of a bit. */
  BITS(4, 0),
  /** By size of the first operand, which is emptied. */
  CLEAR(4, 0);

  private final int steps;
  private final int bytes;

  Cost(int steps, int bytes) {
    this.steps = steps;
    this.bytes = bytes;
  }

  /** The part that is the same always. */
  public int steps() {
    return steps;
  }

  public int bytes() {
    return bytes;
  }
}
