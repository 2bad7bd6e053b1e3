package dev.sds.artifacts.kit.reader;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.ModuleKind;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.Technique;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Stage;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code catalogue.yaml}. */
public final class CatalogueReader {

  private CatalogueReader() {}

  /**
   * The catalogue of a kit.
   *
   * @throws BadInputException if the file is not one, or names something it does not declare
   */
  public static Catalogue read(Source source) throws BadInputException {
    YamlNode.Mapping root = YamlDocument.read(source).asMapping();
    root.only(List.of("modules", "decisions", "architectures", "techniques"));
    var catalogue =
        new Catalogue(
            modules(root.required("modules")),
            kinds(root.required("decisions")),
            architectures(root.required("architectures")),
            techniques(root.required("techniques")));
    for (YamlNode node : root.required("techniques").asList()) {
      checkDeclared(node, catalogue);
    }
    for (YamlNode node : root.required("architectures").asList()) {
      checkDeclared(node, catalogue);
    }
    return catalogue;
  }

  static void checkDeclared(YamlNode node, Catalogue catalogue) throws BadInputException {
    YamlNode decisions = node.asMapping().required("decisions");
    for (Map.Entry<String, String> e : decisions.asTextMap().entrySet()) {
      if (catalogue.choice(e.getKey(), e.getValue()).isEmpty()) {
        throw decisions.refusal(
            "No decision '" + e.getKey() + "' has the choice '" + e.getValue() + "'.",
            "Declare it under `decisions`.");
      }
    }
  }

  private static List<ModuleKind> modules(YamlNode node) throws BadInputException {
    var modules = new ArrayList<ModuleKind>();
    for (Map.Entry<String, YamlNode> e : node.asMap().entrySet()) {
      YamlNode.Mapping module = e.getValue().asMapping().only(List.of("doc", "interface"));
      modules.add(new ModuleKind(e.getKey(), text(module, "doc"), optional(module, "interface")));
    }
    return modules;
  }

  private static List<DecisionKind> kinds(YamlNode node) throws BadInputException {
    var kinds = new ArrayList<DecisionKind>();
    for (YamlNode item : node.asList()) {
      YamlNode.Mapping kind =
          item.asMapping().only(List.of("kind", "stage", "module", "question", "choices", "space"));
      kinds.add(
          new DecisionKind(
              text(kind, "kind"),
              word(kind, "stage", Stage.class),
              text(kind, "module"),
              text(kind, "question"),
              choices(kind.required("choices")),
              kind.optional("space").isPresent() ? space(kind.required("space")) : null));
    }
    return kinds;
  }

  private static ProgramSpace space(YamlNode node) throws BadInputException {
    YamlNode.Mapping space =
        node.asMapping().only(List.of("hole", "returns", "requires", "start", "features", "loops"));
    var loops = new ArrayList<ProgramSpace.Loop>();
    if (space.optional("loops").isPresent()) {
      for (YamlNode item : space.required("loops").asList()) {
        YamlNode.Mapping loop =
            item.asMapping().only(List.of("name", "each", "typical", "doc", "features", "support"));
        loops.add(
            new ProgramSpace.Loop(
                text(loop, "name"),
                text(loop, "each"),
                magnitude(loop),
                text(loop, "doc"),
                features(loop),
                map(loop, "support")));
      }
    }
    return new ProgramSpace(
        text(space, "hole"),
        word(space, "returns", ProgramSpace.Result.class),
        Set.copyOf(texts(space, "requires")),
        text(space, "start"),
        features(space),
        loops);
  }

  private static List<ProgramSpace.Feature> features(YamlNode.Mapping owner)
      throws BadInputException {
    var features = new ArrayList<ProgramSpace.Feature>();
    for (YamlNode item : owner.required("features").asList()) {
      YamlNode.Mapping f =
          item.asMapping()
              .only(List.of("name", "code", "typical", "unit", "limit", "doc", "support"));
      features.add(
          new ProgramSpace.Feature(
              text(f, "name"),
              text(f, "code"),
              magnitude(f),
              f.optional("unit").isPresent() ? text(f, "unit") : "",
              f.optional("limit").isPresent() ? text(f, "limit") : "",
              text(f, "doc"),
              map(f, "support")));
    }
    return features;
  }

  private static double magnitude(YamlNode.Mapping owner) throws BadInputException {
    double typical = owner.required("typical").asNumber();
    if (!(typical > 0)) {
      throw owner.required("typical").refusal("`typical` is not above 0.", "Give a magnitude.");
    }
    return typical;
  }

  private static List<Choice> choices(YamlNode node) throws BadInputException {
    var choices = new ArrayList<Choice>();
    for (YamlNode item : node.asList()) {
      choices.add(
          choice(
              item.asMapping()
                  .only(
                      List.of(
                          "name",
                          "doc",
                          "source",
                          "traits",
                          "requires",
                          "excludes",
                          "parameters",
                          "code",
                          "program"))));
    }
    return choices;
  }

  static Choice choice(YamlNode.Mapping choice) throws BadInputException {
    return new Choice(
        text(choice, "name"),
        text(choice, "doc"),
        text(choice, "source"),
        Set.copyOf(texts(choice, "traits")),
        Set.copyOf(texts(choice, "requires")),
        Set.copyOf(texts(choice, "excludes")),
        parameters(choice),
        map(choice, "code"),
        optional(choice, "program"));
  }

  private static List<Parameter> parameters(YamlNode.Mapping choice) throws BadInputException {
    var parameters = new ArrayList<Parameter>();
    for (YamlNode item : list(choice, "parameters")) {
      YamlNode.Mapping p =
          item.asMapping().only(List.of("name", "low", "high", "initial", "scale", "doc"));
      parameters.add(parameter(p));
    }
    return parameters;
  }

  private static Parameter parameter(YamlNode.Mapping p) throws BadInputException {
    double low = p.required("low").asNumber();
    double high = p.required("high").asNumber();
    double initial = p.required("initial").asNumber();
    if (!(low <= initial && initial <= high)) {
      throw p.refusal(
          "The initial value " + initial + " is not in [" + low + ", " + high + "].",
          "Change `initial`, or the range.");
    }
    return new Parameter(
        text(p, "name"),
        low,
        high,
        initial,
        word(p, "scale", Parameter.Scale.class),
        text(p, "doc"));
  }

  private static List<Architecture> architectures(YamlNode node) throws BadInputException {
    var architectures = new ArrayList<Architecture>();
    for (YamlNode item : node.asList()) {
      YamlNode.Mapping a =
          item.asMapping()
              .only(
                  List.of(
                      "name",
                      "doc",
                      "source",
                      "decisions",
                      "modules",
                      "connectors",
                      "assumptions"));
      var connectors = new ArrayList<Architecture.Connector>();
      for (YamlNode c : a.required("connectors").asList()) {
        YamlNode.Mapping connector = c.asMapping();
        connectors.add(
            new Architecture.Connector(
                text(connector, "from"), text(connector, "to"), text(connector, "carries")));
      }
      architectures.add(
          new Architecture(
              text(a, "name"),
              text(a, "doc"),
              text(a, "source"),
              Decisions.of(a.required("decisions").asTextMap()),
              texts(a, "modules"),
              connectors,
              texts(a, "assumptions")));
    }
    return architectures;
  }

  static List<Technique> techniques(YamlNode node) throws BadInputException {
    var techniques = new ArrayList<Technique>();
    for (YamlNode item : node.asList()) {
      YamlNode.Mapping t =
          item.asMapping()
              .only(List.of("name", "doc", "source", "decisions", "parameters", "failure-modes"));
      var parameters = new HashMap<String, Double>();
      if (t.optional("parameters").isPresent()) {
        for (Map.Entry<String, YamlNode> e : t.required("parameters").asMap().entrySet()) {
          parameters.put(e.getKey(), e.getValue().asNumber());
        }
      }
      techniques.add(
          new Technique(
              text(t, "name"),
              text(t, "doc"),
              text(t, "source"),
              Decisions.of(t.required("decisions").asTextMap()),
              parameters,
              texts(t, "failure-modes")));
    }
    return techniques;
  }

  static String text(YamlNode.Mapping mapping, String key) throws BadInputException {
    return mapping.required(key).asText().strip();
  }

  /** One of the constants of an enum, in lower case. */
  static <E extends Enum<E>> E word(YamlNode.Mapping mapping, String key, Class<E> type)
      throws BadInputException {
    String word = text(mapping, key);
    List<String> words =
        Stream.of(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    int place = words.indexOf(word);
    if (place < 0) {
      throw mapping
          .required(key)
          .refusal("`" + word + "` is no " + key + ".", "Use one of " + words + ".");
    }
    return type.getEnumConstants()[place];
  }

  static String optional(YamlNode.Mapping mapping, String key) throws BadInputException {
    return mapping.optional(key).isPresent() ? text(mapping, key) : "";
  }

  static List<YamlNode> list(YamlNode.Mapping mapping, String key) throws BadInputException {
    return mapping.optional(key).isPresent() ? mapping.required(key).asList() : List.of();
  }

  /** The names of all parts under some keys, in order. */
  static List<String> names(YamlNode.Mapping mapping, List<String> keys) throws BadInputException {
    var names = new ArrayList<String>();
    for (String key : keys) {
      for (YamlNode item : list(mapping, key)) {
        names.add(text(item.asMapping(), "name"));
      }
    }
    return names;
  }

  static List<String> texts(YamlNode.Mapping mapping, String key) throws BadInputException {
    return mapping.optional(key).isPresent() ? mapping.required(key).asTexts() : List.of();
  }

  static Map<String, String> map(YamlNode.Mapping mapping, String key) throws BadInputException {
    return mapping.optional(key).isPresent()
        ? new LinkedHashMap<>(mapping.required(key).asTextMap())
        : Map.of();
  }
}
