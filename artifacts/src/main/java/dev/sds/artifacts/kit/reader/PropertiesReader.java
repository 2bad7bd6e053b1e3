package dev.sds.artifacts.kit.reader;

import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.PropertyFragment;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads {@code properties.yaml}: what a workspace adds to the properties its kit knows. */
public final class PropertiesReader {

  private PropertiesReader() {}

  /** The kit that a file adds properties to. */
  public static String kit(Source source) throws BadInputException {
    return CatalogueReader.text(YamlDocument.read(source).asMapping(), "kit");
  }

  /**
   * The kit with the properties of a file behind its own. They speak of variables of the kit's
   * protocol; a design without one of them does not parse with the property.
   *
   * @throws BadInputException if the file is not one, or repeats a name
   */
  public static Kit extend(Kit kit, Source source) throws BadInputException {
    YamlNode.Mapping root = YamlDocument.read(source).asMapping();
    root.only(List.of("kit", "properties"));
    Map<String, String> invariants = new TreeMap<>(kit.vocabulary().invariants());
    Map<String, String> liveness = new TreeMap<>(kit.vocabulary().liveness());
    for (YamlNode item : CatalogueReader.list(root, "properties")) {
      YamlNode.Mapping p = item.asMapping().only(List.of("name", "kind", "formula", "comment"));
      String name = CatalogueReader.text(p, "name");
      if (invariants.containsKey(name) || liveness.containsKey(name)) {
        throw p.required("name")
            .refusal("There is a property '" + name + "' already.", "Give it another name.");
      }
      Map<String, String> names =
          switch (ProtocolReader.kind(p)) {
            case INVARIANT, REFINEMENT -> invariants;
            case LIVENESS -> liveness;
          };
      names.put(name, CatalogueReader.text(p, "comment"));
    }
    return kit.with(
        kit.vocabulary().withProperties(invariants, liveness),
        new Extended(kit.protocol(), ProtocolReader.properties(root)));
  }

  /** A protocol with further properties. */
  private record Extended(ProtocolTemplate original, List<PropertyFragment> own)
      implements ProtocolTemplate {

    @Override
    public Protocol compose(Set<String> traits, List<Requirement> requirements) {
      Protocol protocol = original.compose(traits, requirements);
      return protocol.withProperties(
          Stream.concat(
                  protocol.properties().stream(),
                  own.stream().flatMap(p -> p.of(traits, requirements).stream()))
              .toList());
    }

    @Override
    public Instance instance(List<Fault> faults) {
      return original.instance(faults);
    }
  }
}
