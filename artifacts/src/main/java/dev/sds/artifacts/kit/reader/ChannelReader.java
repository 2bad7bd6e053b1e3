package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.optional;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;
import static dev.sds.artifacts.kit.reader.CatalogueReader.word;

import dev.sds.artifacts.kit.reader.FragmentedProtocol.ActionFragment;
import dev.sds.artifacts.protocol.Channel;
import dev.sds.artifacts.protocol.Channel.Flaw;
import dev.sds.artifacts.protocol.Channel.Holding;
import dev.sds.artifacts.protocol.Composition;
import dev.sds.artifacts.protocol.Composition.Section;
import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the channels of a protocol. */
final class ChannelReader {

  private static final List<String> KEYS =
      List.of("name", "from", "to", "comment", "message", "holds", "kind", "capacity");

  private static final String RELIABLE = "reliable";

  private ChannelReader() {}

  /** The channels by name, in the order of the text. */
  static Map<String, Channel> channels(YamlNode.Mapping root) throws BadInputException {
    var channels = new LinkedHashMap<String, Channel>();
    for (YamlNode item : list(root, "channels")) {
      YamlNode.Mapping node = item.asMapping().only(KEYS);
      Channel channel = channel(node);
      if (channels.put(channel.name(), channel) != null) {
        throw node.required("name")
            .refusal("Two channels are called '" + channel.name() + "'.", "Give one another name.");
      }
    }
    return channels;
  }

  private static Channel channel(YamlNode.Mapping node) throws BadInputException {
    String name = text(node, "name");
    YamlNode message = node.required("message");
    Map<String, String> fields =
        message instanceof YamlNode.Mapping ? message.asTextMap() : Map.of();
    String set = fields.isEmpty() ? message.asText().strip() : Channel.records(fields);
    Holding holding =
        node.optional("holds").isPresent() ? word(node, "holds", Holding.class) : Holding.BAG;
    YamlNode most = node.required("capacity");
    int capacity = (int) most.asWhole();
    if (capacity < 1 || capacity > Channel.MOST) {
      throw most.refusal(
          "A channel holds 1 to " + Channel.MOST + " messages at once, not " + capacity + ".",
          "The states to check grow fast with it: begin with 2.");
    }
    Set<Flaw> flaws = flaws(node);
    String from = optional(node, "from");
    String to = optional(node, "to");
    String comment = optional(node, "comment");
    if (!Character.isLowerCase(name.charAt(0))) {
      throw node.required("name")
          .refusal(
              "A channel's name begins with a small letter, unlike '" + name + "'.",
              "What it brings is named after it with a capital one.");
    }
    return ProtocolReader.checked(
        node.optional("kind").orElse(node),
        () -> new Channel(name, from, to, fields, set, holding, flaws, capacity, comment));
  }

  private static Set<Flaw> flaws(YamlNode.Mapping node) throws BadInputException {
    var flaws = EnumSet.noneOf(Flaw.class);
    if (node.optional("kind").isEmpty()) {
      return flaws;
    }
    YamlNode kind = node.required("kind");
    for (YamlNode item : kind instanceof YamlNode.Scalar ? List.of(kind) : kind.asList()) {
      String word = item.asText();
      boolean reliable = word.equals(RELIABLE) && kind instanceof YamlNode.Scalar;
      if (!reliable) {
        flaws.add(
            Arrays.stream(Flaw.values())
                .filter(flaw -> flaw.word().equals(word))
                .findFirst()
                .orElseThrow(
                    () ->
                        item.refusal(
                            "`" + word + "` is no kind of channel.",
                            "Use `reliable`, or some of "
                                + Arrays.stream(Flaw.values()).map(Flaw::word).toList()
                                + ".")));
      }
    }
    return flaws;
  }

  /** Refuses a channel that nobody sends to, or that nobody receives from. */
  static void checkConnected(YamlNode.Mapping root, Stream<ActionFragment> all)
      throws BadInputException {
    List<ActionFragment> actions = all.toList();
    for (YamlNode item : list(root, "channels")) {
      YamlNode node = item.asMapping().required("name");
      String name = node.asText();
      boolean sent =
          actions.stream()
              .flatMap(a -> a.exchanges().sends().stream())
              .anyMatch(s -> s.part().channel().name().equals(name));
      boolean received =
          actions.stream()
              .flatMap(a -> a.exchanges().receives().stream())
              .anyMatch(r -> r.channel().name().equals(name));
      if (!sent || !received) {
        throw node.refusal(
            "Nobody %s the channel '%s'.".formatted(sent ? "receives from" : "sends to", name),
            "Give an action a `%s`, or remove the channel.".formatted(sent ? "receive" : "send"));
      }
    }
  }

  /** Modules first, then the channels between them, each a part of its own. */
  static Composition composition(Collection<Channel> channels, List<Section> modules) {
    var sections = new ArrayList<>(modules);
    for (Channel channel : channels) {
      Set<String> names = new LinkedHashSet<>();
      channel.variables().forEach(v -> names.add(v.name()));
      channel.actions().forEach(a -> names.add(a.name()));
      String words = channel.title();
      sections.add(
          new Section(
              channel.name(),
              words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
              "",
              names));
    }
    return new Composition(sections, List.copyOf(channels));
  }
}
