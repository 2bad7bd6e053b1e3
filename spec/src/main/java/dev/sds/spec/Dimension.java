package dev.sds.spec;

/** What a number measures; numbers of different dimensions are never compared. */
public enum Dimension {
  TIME("s", "a time", "600 s"),
  RATE("/s", "a rate", "7.5/s"),
  MEMORY("B", "an amount of memory", "80 GiB"),
  MONEY("USD", "an amount of money", "5 USD"),
  RATIO("%", "a ratio", "5%"),
  COUNT("", "a plain number", "4");

  private final String baseUnit;
  private final String noun;
  private final String example;

  Dimension(String baseUnit, String noun, String example) {
    this.baseUnit = baseUnit;
    this.noun = noun;
    this.example = example;
  }

  /**
   * The unit a {@link Quantity#value()} is counted in; a ratio is a fraction, written as percent.
   */
  public String baseUnit() {
    return baseUnit;
  }

  /** The dimension in a sentence, with its article. */
  public String noun() {
    return noun;
  }

  /** A quantity of this dimension as a spec would write it. */
  public String example() {
    return example;
  }
}
