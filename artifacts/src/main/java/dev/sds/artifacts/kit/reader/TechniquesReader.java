package dev.sds.artifacts.kit.reader;

import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code techniques.yaml}: what a workspace adds to the catalogue of its kit. */
public final class TechniquesReader {

  private TechniquesReader() {}

  /**
   * The catalogue with the choices and techniques of a file behind its own. An added choice has no
   * traits: what coordinates is the kit's to declare, since its protocol must know it.
   *
   * @throws BadInputException if the file is not one, repeats a name, or names what is not declared
   */
  public static Catalogue extend(Catalogue catalogue, Source source) throws BadInputException {
    YamlNode.Mapping root = YamlDocument.read(source).asMapping();
    root.only(List.of("kit", "choices", "techniques"));
    Map<String, List<Choice>> added = new TreeMap<>();
    for (YamlNode item : CatalogueReader.list(root, "choices")) {
      YamlNode.Mapping choice =
          item.asMapping()
              .only(List.of("kind", "name", "doc", "source", "requires", "parameters", "code"));
      DecisionKind kind = kind(catalogue, choice.required("kind"));
      List<Choice> others = added.computeIfAbsent(kind.name(), _ -> new ArrayList<>());
      Choice read = CatalogueReader.choice(choice);
      if (kind.choice(read.name()).isPresent()
          || others.stream().anyMatch(o -> o.name().equals(read.name()))) {
        throw choice
            .required("name")
            .refusal(
                "The decision '" + kind.name() + "' has a choice '" + read.name() + "' already.",
                "Give it another name.");
      }
      others.add(read);
    }
    Catalogue extended = catalogue.with(added, List.of());
    for (YamlNode node : CatalogueReader.list(root, "techniques")) {
      CatalogueReader.checkDeclared(node, extended);
    }
    return root.optional("techniques").isPresent()
        ? extended.with(Map.of(), CatalogueReader.techniques(root.required("techniques")))
        : extended;
  }

  /** The kit whose catalogue a file extends. */
  public static String kit(Source source) throws BadInputException {
    return CatalogueReader.text(YamlDocument.read(source).asMapping(), "kit");
  }

  private static DecisionKind kind(Catalogue catalogue, YamlNode node) throws BadInputException {
    Optional<DecisionKind> kind = catalogue.kind(node.asText().strip());
    if (kind.isEmpty()) {
      throw node.refusal(
          "The kit has no decision '" + node.asText().strip() + "'.",
          "Use one of " + catalogue.kinds().stream().map(DecisionKind::name).toList() + ".");
    }
    return kind.get();
  }
}
