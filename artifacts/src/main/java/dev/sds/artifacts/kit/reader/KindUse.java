package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.optional;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.Place;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  YamlNode.Mapping writtenOut() throws BadInputException {
    Map<String, String> channels = channels();
    Map<String, String> constants = constants();
    String called = is.asText().strip();
    var words =
        new Rewording(
            t -> Identifiers.renamed(t, n -> constants.getOrDefault(n, n)),
            channel -> channels.getOrDefault(channel, channel),
            lane -> lane.equals(called) ? module : lane,
            trait -> trait);
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

  /** Which of the system's channels plays each that the kind speaks of. */
  private Map<String, String> channels() throws BadInputException {
    Map<String, Set<End>> used = used();
    var playing = new LinkedHashMap<String, YamlNode>();
    if (node.optional("channels").isPresent()) {
      for (YamlNode.Entry entry : node.required("channels").asMapping().entries()) {
        if (!used.containsKey(entry.name())) {
          throw entry
              .key()
              .refusal(
                  "'%s' sends to and receives from no channel '%s'."
                      .formatted(is.asText(), entry.name()),
                  used.isEmpty() ? "It uses none." : "It uses " + used.keySet() + ".");
        }
        playing.put(entry.name(), entry.value());
      }
    }
    var channels = new LinkedHashMap<String, String>();
    for (Map.Entry<String, Set<End>> use : used.entrySet()) {
      YamlNode place = playing.getOrDefault(use.getKey(), is);
      String name = playing.containsKey(use.getKey()) ? place.asText().strip() : use.getKey();
      check(place, name, use.getKey(), use.getValue());
      channels.put(use.getKey(), name);
    }
    return channels;
  }

  /** The two sides of a channel. */
  private enum End {
    FROM("from", "send to", "comes from"),
    TO("to", "receive from", "comes to");

    private final String key;
    private final String use;
    private final String route;

    End(String key, String use, String route) {
      this.key = key;
      this.use = use;
      this.route = route;
    }
  }

  /** The channels that the kind speaks of, and how. */
  private Map<String, Set<End>> used() throws BadInputException {
    var used = new LinkedHashMap<String, Set<End>>();
    for (YamlNode action : list(kind, "actions")) {
      if (action.asMapping().optional("receive").isPresent()) {
        use(used, action.asMapping().required("receive"), End.TO);
      }
      if (action.asMapping().optional("send").isPresent()) {
        YamlNode sends = action.asMapping().required("send");
        for (YamlNode send : sends instanceof YamlNode.Mapping ? List.of(sends) : sends.asList()) {
          use(used, send, End.FROM);
        }
      }
    }
    return used;
  }

  private static void use(Map<String, Set<End>> used, YamlNode exchange, End end)
      throws BadInputException {
    String channel = text(exchange.asMapping(), "channel");
    used.computeIfAbsent(channel, _ -> new LinkedHashSet<>()).add(end);
  }

  private void check(YamlNode place, String name, String as, Set<End> ends)
      throws BadInputException {
    var declared = new LinkedHashMap<String, YamlNode.Mapping>();
    for (YamlNode item : list(root, "channels")) {
      declared.put(text(item.asMapping(), "name"), item.asMapping());
    }
    String add = "Say `channels: {%s: ...}` with one of %s.".formatted(as, declared.keySet());
    YamlNode.Mapping channel = declared.get(name);
    if (channel == null) {
      throw place.equals(is)
          ? is.refusal(
              "Nothing plays the channel '%s' that '%s' uses.".formatted(as, is.asText()), add)
          : place.refusal(
              "No channel is called '" + name + "'.",
              "Declare it under `channels`, or use one of " + declared.keySet() + ".");
    }
    for (End end : ends) {
      String role = optional(channel, end.key);
      if (!role.equals(module)) {
        throw place.refusal(
            "'%s' may not %s '%s': what is on it %s %s."
                .formatted(module, end.use, name, end.route, role.isEmpty() ? "nobody" : role),
            place.equals(is)
                ? add
                : "Each channel has one sender and one receiver: declare another one.");
      }
    }
  }

  /** What stands here for each constant that the kind declares. */
  private Map<String, String> constants() throws BadInputException {
    var declared = new LinkedHashMap<String, YamlNode.Mapping>();
    for (YamlNode item : list(kind, "constants")) {
      YamlNode.Mapping constant = item.asMapping().only(List.of("name", "comment"));
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
    for (String name : declared.keySet()) {
      if (!values.containsKey(name) && !brought.shared().contains(name)) {
        throw is.refusal(
            "'%s' has the constant '%s', which is nothing here.".formatted(is.asText(), name),
            "Say `constants: {%s: ...}`, over %s.".formatted(name, brought.shared()));
      }
    }
    return values;
  }

  private String value(String constant, YamlNode.Scalar value) throws BadInputException {
    String text = value.asText().strip();
    Set<String> own = new LinkedHashSet<>();
    for (String part : ModulesReader.PARTS) {
      for (YamlNode item : list(kind, part)) {
        own.add(text(item.asMapping(), "name"));
      }
    }
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
