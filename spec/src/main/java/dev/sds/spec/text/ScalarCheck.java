package dev.sds.spec.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.QuantityReading;
import dev.sds.spec.Span;
import dev.sds.spec.Spelling;
import dev.sds.spec.text.Shape.Least;
import dev.sds.spec.yaml.YamlNode.Kind;
import dev.sds.spec.yaml.YamlNode.Scalar;

/**
 * Compares a single value with its shape.
 *
 * @param title what the value is called in messages
 */
record ScalarCheck(Problems problems, String title, Scalar scalar) {

  void check(Shape shape) {
    switch (shape) {
      case Shape.Text text -> text(text);
      case Shape.Word word -> word(word);
      case Shape.Version version -> version(version);
      case Shape.Whole whole -> whole(whole);
      case Shape.Amount amount -> amount(amount);
      case Shape.BoundText bound -> bound(bound);
      default -> throw new IllegalStateException(shape + " is no scalar.");
    }
  }

  private void text(Shape.Text text) {
    if (scalar.kind() != Kind.TEXT) {
      problems.error(
          scalar.place(),
          "spec.kind",
          title + " is " + scalar.noun() + ", not " + ShapeCheck.article(text.noun()) + ".",
          "Put it in quotes if it is meant as a text.");
    } else {
      name(text);
    }
  }

  /** Checks a text that may be a key. */
  void name(Shape.Text text) {
    if (!fits(text)) {
      badName(text);
    }
  }

  private boolean fits(Shape.Text text) {
    return scalar.text().length() <= text.longest() && scalar.text().matches(text.pattern());
  }

  private void badName(Shape.Text text) {
    problems.error(
        scalar.place(),
        "spec." + text.noun().replace(' ', '-'),
        "`" + scalar.text().strip() + "` is no valid " + text.noun() + ".",
        scalar.text().length() > text.longest()
            ? "Write at most " + text.longest() + " characters."
            : "Write " + text.rule() + ".");
  }

  private void word(Shape.Word word) {
    String of = word.noun().equals("value") ? " of " + title : "";
    if (!word.known().isEmpty() && !word.known().contains(scalar.text())) {
      problems.error(
          scalar.place(),
          "spec.unknown-name",
          "There is no " + word.noun() + " `" + scalar.text() + "`" + of + ".",
          Spelling.wayOut(scalar.text(), word.known()));
    }
  }

  private void version(Shape.Version version) {
    String only = Long.toString(version.only());
    if (scalar.kind() != Kind.NUMBER || !scalar.text().equals(only)) {
      problems.error(
          scalar.place(),
          "spec.version",
          "This SDS reads specs of format " + only + ", not `" + scalar.text() + "`.",
          "Write `sds: " + only + "`, or use an SDS that reads this format.");
    }
  }

  private void whole(Shape.Whole whole) {
    boolean readable = true;
    long value = 0;
    try {
      value = scalar.asWhole();
    } catch (BadInputException notWhole) {
      readable = false;
    }
    if (!readable || value < whole.least()) {
      problems.error(
          scalar.place(),
          "spec.number",
          title + " is " + scalar.noun() + ", not a whole number.",
          "Write a whole number from " + whole.least() + " on.");
    }
  }

  private void amount(Shape.Amount amount) {
    switch (QuantityReading.of(scalar.text(), amount.dimension())) {
      case QuantityReading.Read(var quantity) -> {
        if (amount.least() == Least.ABOVE_ZERO && quantity.value() == 0) {
          problems.error(
              scalar.place(),
              "spec.number",
              title + " is zero.",
              "Write " + amount.dimension().noun() + " above zero.");
        }
      }
      case QuantityReading.Refused(String message, String fix, Span wrong) ->
          problems.error(
              scalar.placeOf(wrong),
              "spec.unit",
              title + " is " + amount.dimension().noun() + ": " + message,
              fix);
    }
  }

  private void bound(Shape.BoundText bound) {
    if (BoundReading.of(scalar.text(), bound.metrics())
        instanceof BoundReading.Refused(String message, String fix, Span wrong)) {
      problems.error(scalar.placeOf(wrong), "spec.bound", message, fix);
    }
  }
}
