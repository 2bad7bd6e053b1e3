package dev.sds.artifacts.kit.reader;

import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.util.List;
import java.util.Set;

/**
 * Which designs a fragment belongs to.
 *
 * @param all traits that a design must have
 * @param any traits of which it must have one; empty for no such demand
 * @param none traits that it must not have
 */
record Selector(List<String> all, List<String> any, List<String> none) {

  static final Selector ALWAYS = new Selector(List.of(), List.of(), List.of());

  static final List<String> KEYS = List.of("when", "when-any", "unless");

  static Selector of(YamlNode.Mapping fragment) throws BadInputException {
    return new Selector(
        CatalogueReader.texts(fragment, "when"),
        CatalogueReader.texts(fragment, "when-any"),
        CatalogueReader.texts(fragment, "unless"));
  }

  boolean selects(Set<String> traits) {
    return traits.containsAll(all)
        && (any.isEmpty() || any.stream().anyMatch(traits::contains))
        && none.stream().noneMatch(traits::contains);
  }
}
