package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.names;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.artifacts.kit.reader.ModuleKinds.Decided;
import dev.sds.artifacts.protocol.Composition.Section;
import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.Place;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One module that is of a kind: the kind's text, with the module's own channels and constants. */
final class KindUse {

  /** What stands for a constant as it is, anywhere in an expression. */
  private static final Pattern ONE_VALUE = Pattern.compile("\\w+|\"[^\"]*\"|\\{[^{}]*}");

  private final YamlNode.Mapping root;
  private final String module;
  private final YamlNode.Mapping node;
  private final YamlNode is;
  private final YamlNode.Mapping kind;
  private final Brought brought;

  /**
   * A use of a kind.
   *
   * @param node what the module says
   * @param kind what it is then
   */
  KindUse(
      YamlNode.Mapping root,
      String module,
      YamlNode.Mapping node,
      YamlNode.Mapping kind,
      Brought brought)
      throws BadInputException {
    this.root = root;
    this.module = module;
    this.node = node;
    this.is = node.required(ModuleKinds.IS);
    this.kind = kind;
    this.brought = brought;
  }

  /** The module, written out. */
  YamlNode.Mapping writtenOut(Decided decided) throws BadInputException {
    Map<String, String> channels = new KindChannels(root, module, node, kind).playing();
    Map<String, String> constants = constants();
    String called = is.asText().strip();
    Rewording words = words(decided, channels, constants);
    bringDecisions();
    var entries = new ArrayList<YamlNode.Entry>();
    entries.add(
        Brought.entry(
            is.place(), "doc", Brought.word(is.place(), doc(called, channels, constants))));
    for (YamlNode.Entry entry : kind.entries()) {
      switch (entry.name()) {
        case "definitions", "variables", "actions", "properties" ->
            entries.add(
                new YamlNode.Entry(
                    entry.key(),
                    new YamlNode.Sequence(
                        entry.value().place(), words.parts(entry.value().asList()))));
        case "faults" -> entries.add(new YamlNode.Entry(entry.key(), faults(words)));
        default -> {}
      }
    }
    return new YamlNode.Mapping(node.place(), entries);
  }

  private Rewording words(
      Decided decided, Map<String, String> channels, Map<String, String> constants)
      throws BadInputException {
    String called = is.asText().strip();
    Set<String> chosen = new HashSet<>();
    for (YamlNode action : list(kind, "actions")) {
      if (action.asMapping().optional("parameters").isPresent()) {
        chosen.addAll(action.asMapping().required("parameters").asMapping().keys());
      }
    }
    UnaryOperator<String> lanes =
        switch (decided) {
          case BY_THE_SYSTEM -> lane -> lane.equals(called) ? module : lane;
          case FOR_EACH -> lane -> chosen.contains(lane) ? lane : module + " " + lane;
        };
    UnaryOperator<String> traits =
        switch (decided) {
          case BY_THE_SYSTEM -> UnaryOperator.identity();
          case FOR_EACH -> this::decided;
        };
    return new Rewording(
        t -> Identifiers.renamed(t, n -> constants.getOrDefault(n, n)),
        channel -> channels.getOrDefault(channel, channel),
        lanes,
        traits);
  }

  /** What a decision about this module, or a choice of one, is called in the system. */
  private String decided(String word) {
    return module + "-" + word;
  }

  private void bringDecisions() throws BadInputException {
    for (YamlNode item : list(kind, "decisions")) {
      YamlNode.Mapping decision = item.asMapping().only(List.of("name", "comment", "choices"));
      Place place = decision.place();
      List<YamlNode> choices = new ArrayList<>();
      for (String choice : decision.required("choices").asTexts()) {
        choices.add(Brought.word(place, decided(choice)));
      }
      brought.decision(
          new YamlNode.Mapping(
              place,
              List.of(
                  Brought.entry(
                      place, "name", Brought.word(place, decided(text(decision, "name")))),
                  Brought.entry(
                      place,
                      "comment",
                      Brought.word(place, module + ": " + text(decision, "comment"))),
                  Brought.entry(place, "choices", new YamlNode.Sequence(place, choices)))));
    }
  }

  private YamlNode faults(Rewording words) throws BadInputException {
    YamlNode.Mapping all = kind.required("faults").asMapping();
    var faults = new ArrayList<YamlNode.Entry>();
    for (YamlNode.Entry fault : all.entries()) {
      faults.add(new YamlNode.Entry(fault.key(), words.part(fault.value().asMapping())));
    }
    return new YamlNode.Mapping(all.place(), faults);
  }

  /** What the module is for, and what it is as one of its kind. */
  private String doc(String called, Map<String, String> channels, Map<String, String> constants)
      throws BadInputException {
    String own = node.optional("doc").isPresent() ? text(node, "doc") : text(kind, "doc");
    String bound =
        Stream.concat(channels.entrySet().stream(), constants.entrySet().stream())
            .map(e -> e.getValue() + " for " + e.getKey())
            .collect(Collectors.joining(", "));
    return own + " Of the kind " + called + (bound.isEmpty() ? "." : ", with " + bound + ".");
  }

  /** What stands here for each constant that the kind declares. */
  private Map<String, String> constants() throws BadInputException {
    var declared = new LinkedHashMap<String, YamlNode.Mapping>();
    for (YamlNode item : list(kind, "constants")) {
      YamlNode.Mapping constant = item.asMapping().only(List.of("name", "comment"));
      checkOther(constant);
      declared.put(text(constant, "name"), constant);
    }
    var values = new LinkedHashMap<String, String>();
    if (node.optional("constants").isPresent()) {
      for (YamlNode.Entry entry : node.required("constants").asMapping().entries()) {
        if (!declared.containsKey(entry.name())) {
          throw entry
              .key()
              .refusal(
                  "'%s' has no constant '%s'.".formatted(is.asText(), entry.name()),
                  declared.isEmpty() ? "It has none." : "It has " + declared.keySet() + ".");
        }
        values.put(entry.name(), value(entry.name(), entry.value().asScalar()));
      }
    }
    Set<String> bounds = bounds();
    for (Map.Entry<String, YamlNode.Mapping> constant : declared.entrySet()) {
      String name = constant.getKey();
      boolean shared = brought.shared().contains(name) && !bounds.contains(name);
      if (!values.containsKey(name) && !shared) {
        values.put(name, own(name, constant.getValue(), bounds.contains(name)));
      }
    }
    return values;
  }

  /** A constant that this module brings: with a value of its own, or to bound a fault. */
  private String own(String name, YamlNode.Mapping constant, boolean bound)
      throws BadInputException {
    Optional<YamlNode> value = kind.optional("instance").flatMap(values -> values.child(name));
    if (value.isEmpty() && !bound) {
      throw is.refusal(
          "'%s' has the constant '%s', which is nothing here.".formatted(is.asText(), name),
          "Say `constants: {%s: ...}`, over %s.".formatted(name, brought.shared()));
    }
    String outside = ModulesReader.constant(module, name);
    brought.constant(is, module, outside, text(constant, "comment"));
    if (value.isPresent()) {
      brought.value(
          is,
          outside,
          Identifiers.renamed(
              value.get().asText(),
              n -> RefinementReader.WORDS.contains(n) ? n : Section.outside(module, n)));
    }
    return outside;
  }

  /** The constants that bound faults, which are each module's own. */
  private Set<String> bounds() throws BadInputException {
    Set<String> bounds = new HashSet<>();
    if (kind.optional("faults").isPresent()) {
      for (YamlNode fault : kind.required("faults").asMap().values()) {
        if (fault.asMapping().optional("template").isEmpty()) {
          bounds.add(text(fault.asMapping(), "constant"));
        }
      }
    }
    return bounds;
  }

  /** The names of what the kind consists of. */
  private Set<String> parts() throws BadInputException {
    return new LinkedHashSet<>(names(kind, ModulesReader.PARTS));
  }

  /** A part or a parameter that is called like a constant would be taken for it. */
  private void checkOther(YamlNode.Mapping constant) throws BadInputException {
    Set<String> taken = new HashSet<>(parts());
    for (String part : ModulesReader.PARTS) {
      for (YamlNode item : list(kind, part)) {
        taken.addAll(ModuleScopes.bound(item.asMapping()));
      }
    }
    if (taken.contains(text(constant, "name"))) {
      throw constant
          .required("name")
          .refusal(
              "'%s' has a constant '%s', and a part or a parameter of that name."
                  .formatted(is.asText(), text(constant, "name")),
              "Rename one of the two.");
    }
  }

  private String value(String constant, YamlNode.Scalar value) throws BadInputException {
    String text = value.asText().strip();
    Set<String> own = parts();
    for (Identifiers.Found found : Identifiers.in(value.text())) {
      String name = found.name();
      boolean free =
          !Identifiers.binds(value.text(), name) && !RefinementReader.WORDS.contains(name);
      Place place = value.placeOf(found.span());
      if (free && !brought.shared().contains(name)) {
        throw place.refusal(
            "yaml.scope",
            "'%s' cannot stand for '%s': it is no constant of the system."
                .formatted(name, constant),
            "Use constants and plain values: " + brought.shared() + ".");
      }
      if (own.contains(name)) {
        throw place.refusal(
            "yaml.scope",
            "'%s' is the name of a part of '%s' too.".formatted(name, is.asText()),
            "Rename one of the two.");
      }
    }
    return ONE_VALUE.matcher(text).matches() ? text : "(" + text + ")";
  }
}
