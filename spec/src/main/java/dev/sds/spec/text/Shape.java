package dev.sds.spec.text;

import dev.sds.spec.Dimension;
import dev.sds.spec.Vocabulary.Metric;
import java.util.List;
import java.util.Map;

/**
 * What a part of a spec may look like. The reader checks texts against shapes, and the schema for
 * editors is written from them.
 */
sealed interface Shape {

  /**
   * A text.
   *
   * @param pattern what the whole text must match, as both Java and JSON Schema read it
   * @param longest the most characters it may have
   * @param rule the pattern in English, after "must be"
   */
  record Text(String noun, int longest, String pattern, String rule) implements Shape {}

  /** One of the names of some kind; any if none is known. */
  record Word(String noun, List<String> known) implements Shape {
    public Word {
      known = List.copyOf(known);
    }
  }

  /** The one number that is allowed. */
  record Version(long only) implements Shape {}

  record Whole(long least) implements Shape {}

  record Amount(Dimension dimension, Least least) implements Shape {}

  /** {@code metric <= quantity} or {@code metric >= quantity}. */
  record BoundText(Map<String, Metric> metrics) implements Shape {}

  record Items(Shape item, Size size) implements Shape {}

  /**
   * Keys that are fixed.
   *
   * @param noun what an unknown key is called
   */
  record Fields(String noun, List<Field> fields, List<Choice> choices) implements Shape {
    public Fields {
      fields = List.copyOf(fields);
      choices = List.copyOf(choices);
    }

    List<String> names() {
      return fields.stream().map(Field::name).toList();
    }

    boolean demandsAny() {
      return fields.stream().anyMatch(field -> field.presence() == Presence.REQUIRED);
    }
  }

  /** Keys that the spec chooses, at least one. */
  record Named(Text key, Shape value) implements Shape {}

  /** A list, or a mapping. */
  record Either(Items list, Shape mapping) implements Shape {}

  /** Exactly one key out of fixed ones. */
  record Pair(Fields fields) implements Shape {}

  /** Anything: there is no vocabulary to judge it by. */
  record Anything() implements Shape {}

  record Field(String name, String description, Shape shape, Presence presence) {}

  /**
   * How many of some keys a mapping has.
   *
   * @param fix the way out when there are too few or too many
   */
  record Choice(List<String> names, int least, int most, String fix) {
    public Choice {
      names = List.copyOf(names);
    }
  }

  enum Presence {
    REQUIRED,
    OPTIONAL
  }

  enum Least {
    ZERO,
    ABOVE_ZERO
  }

  enum Size {
    ANY,
    AT_LEAST_ONE_ALL_DISTINCT
  }
}
