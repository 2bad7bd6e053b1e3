package dev.sds.spec.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import dev.sds.spec.Spec;
import dev.sds.spec.Spelling;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.yaml.Place;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a spec, and tells everything that is wrong with it at once. */
public final class SpecReader {

  private SpecReader() {}

  /**
   * Reads the text of a spec of any of the kits.
   *
   * @param kits the vocabulary of a kit
   * @param kitNames the kits there are
   * @throws BadInputException with every problem of the text, remarks included, if one is an error
   */
  public static ReadSpec read(
      Source source, Function<String, Optional<Vocabulary>> kits, List<String> kitNames)
      throws BadInputException {
    YamlDocument.Reading document = YamlDocument.inspect(source);
    var problems = new Problems();
    problems.addAll(document.problems());
    YamlNode root = document.root();
    Optional<Vocabulary> words = words(root, kits, kitNames, problems);
    Shape format = words.<Shape>map(SpecFormat::of).orElseGet(SpecFormat::withoutKit);
    new ShapeCheck(problems).check(format, whole(root));
    if (words.isEmpty() || !(root instanceof YamlNode.Mapping mapping)) {
      problems.refuseErrors();
      throw new IllegalStateException("A spec without a kit passed: " + source.name());
    }
    Spec spec = new SpecValues(mapping, words.get(), problems).spec();
    new SpecChecks(spec, mapping, words.get(), problems).run();
    problems.refuseErrors();
    return new ReadSpec(spec, problems.inOrder());
  }

  private static ShapeCheck.Part whole(YamlNode root) {
    int start = root.span().offset();
    return new ShapeCheck.Part("", new Place(root.place().source(), new Span(start, 0)), root);
  }

  private static Optional<Vocabulary> words(
      YamlNode root,
      Function<String, Optional<Vocabulary>> kits,
      List<String> kitNames,
      Problems problems) {
    if (!(root.child("kit").orElse(null) instanceof YamlNode.Scalar kit) || kit.text().isEmpty()) {
      return Optional.empty();
    }
    Optional<Vocabulary> words = kits.apply(kit.text());
    if (words.isEmpty()) {
      problems.error(
          kit.place(),
          "spec.unknown-kit",
          "There is no kit `" + kit.text() + "`.",
          Spelling.wayOut(kit.text(), kitNames));
    }
    return words;
  }
}
