package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.optional;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The channels of one module that is of a kind. */
final class KindChannels {

  private final YamlNode.Mapping root;
  private final String module;
  private final YamlNode.Mapping node;
  private final YamlNode.Mapping kind;

  KindChannels(YamlNode.Mapping root, String module, YamlNode.Mapping node, YamlNode.Mapping kind) {
    this.root = root;
    this.module = module;
    this.node = node;
    this.kind = kind;
  }

  /** Which of the system's channels plays each that the kind speaks of. */
  Map<String, String> playing() throws BadInputException {
    Map<String, Set<End>> used = used();
    YamlNode is = node.required(ModuleKinds.IS);
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
    YamlNode is = node.required(ModuleKinds.IS);
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
}
