package dev.sds.spec.yaml;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import java.util.List;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML 1.1 text as a tree. Tags are refused, aliases are bounded, and so are size and depth;
 * only {@code true} and {@code false} are booleans.
 */
public final class YamlDocument {

  /** The longest text that is read, in characters. */
  public static final int MOST_CHARACTERS = 1 << 20;

  private YamlDocument() {}

  /** A tree, and the problems of the text that did not prevent one. */
  public record Reading(YamlNode root, List<Diagnostic> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  public static YamlNode read(Source source) throws BadInputException {
    Reading reading = inspect(source);
    if (!reading.problems().isEmpty()) {
      throw new BadInputException(reading.problems());
    }
    return reading.root();
  }

  /**
   * Reads as far as possible: duplicate keys, stray keys and tags are told as problems beside the
   * tree, which leaves them out.
   *
   * @throws BadInputException if the text gives no tree
   */
  public static Reading inspect(Source source) throws BadInputException {
    if (source.text().length() > MOST_CHARACTERS) {
      String size = source.text().length() + " characters";
      throw new Place(source, new Span(0, 0))
          .refusal(
              "yaml.size",
              "The text is too long: " + size + ".",
              "At most " + MOST_CHARACTERS + " characters are read; split it.");
    }
    var marks = new Marks(source);
    try {
      return new Composition(marks).read();
    } catch (MarkedYAMLException broken) {
      throw new BadInputException(new BrokenYaml(marks).explain(broken));
    } catch (ReaderException unprintable) {
      throw new BadInputException(new BrokenYaml(marks).explain(unprintable));
    }
  }
}
