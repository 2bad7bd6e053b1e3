package dev.sds.spec;

/** A value a spec gives to something its kit named. */
public sealed interface Setting {

  /** A number with a unit. */
  record Amount(Quantity quantity) implements Setting {
    @Override
    public String toString() {
      return quantity.text();
    }
  }

  /** One word of a fixed set, or a free text such as a path. */
  record Word(String word) implements Setting {
    @Override
    public String toString() {
      return word;
    }
  }
}
