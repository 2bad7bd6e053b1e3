package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;
import static dev.sds.artifacts.kit.reader.CatalogueReader.texts;
import static dev.sds.artifacts.kit.reader.CatalogueReader.word;
import static dev.sds.artifacts.kit.reader.ProtocolReader.checked;
import static dev.sds.artifacts.kit.reader.ProtocolReader.fragment;
import static dev.sds.artifacts.kit.reader.ProtocolReader.selected;

import dev.sds.artifacts.kit.reader.Exchanges.Receive;
import dev.sds.artifacts.kit.reader.Exchanges.Send;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.ActionFragment;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.Fragment;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Channel;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Span;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads actions, with what they send and receive.
 *
 * @param channels those that may be named
 * @param module whose actions these are; empty where a protocol is in one piece
 */
record ActionReader(Map<String, Channel> channels, String module) {

  private static final String[] KEYS = {
    "name",
    "comment",
    "origin",
    "lanes",
    "fairness",
    "parameters",
    "guards",
    "effects",
    "send",
    "receive"
  };

  List<ActionFragment> actions(YamlNode.Mapping root) throws BadInputException {
    var actions = new ArrayList<ActionFragment>();
    for (YamlNode item : list(root, "actions")) {
      YamlNode.Mapping a = fragment(item, KEYS);
      Exchanges exchanges = new Exchanges(receives(a), sends(a));
      actions.add(new ActionFragment(Selector.of(a), empty(a), guards(a), effects(a), exchanges));
    }
    return actions;
  }

  static List<Fragment<String>> guards(YamlNode.Mapping action) throws BadInputException {
    return expressions(action, "guards", "guard");
  }

  static Map<String, Fragment<String>> effects(YamlNode.Mapping action) throws BadInputException {
    var effects = new LinkedHashMap<String, Fragment<String>>();
    if (action.optional("effects").isPresent()) {
      for (Map.Entry<String, YamlNode> e : action.required("effects").asMap().entrySet()) {
        effects.put(e.getKey(), selected(e.getValue(), "effect"));
      }
    }
    return effects;
  }

  private static List<Fragment<String>> expressions(YamlNode.Mapping node, String key, String ofOne)
      throws BadInputException {
    var expressions = new ArrayList<Fragment<String>>();
    for (YamlNode item : list(node, key)) {
      expressions.add(selected(item, ofOne));
    }
    return expressions;
  }

  /** An action without its guards, effects and messages. */
  private Action empty(YamlNode.Mapping a) throws BadInputException {
    Map<String, String> parameters =
        a.optional("parameters").isPresent() ? a.required("parameters").asTextMap() : Map.of();
    List<String> lanes = texts(a, "lanes");
    String name = text(a, "name");
    Action.Origin origin = word(a, "origin", Action.Origin.class);
    Action.Fairness fairness =
        a.optional("fairness").isPresent()
            ? word(a, "fairness", Action.Fairness.class)
            : Action.Fairness.NONE;
    String comment = text(a, "comment");
    return checked(
        a,
        () ->
            new Action(
                name,
                parameters.entrySet().stream()
                    .map(e -> new Action.Parameter(e.getKey(), e.getValue()))
                    .toList(),
                List.of(),
                Map.of(),
                origin,
                fairness,
                lanes(a, lanes),
                comment));
  }

  /** A module's step is noted over the module, unless it receives something or says otherwise. */
  private Action.Lanes lanes(YamlNode.Mapping action, List<String> lanes) {
    if (lanes.size() == 2) {
      return new Action.Lanes(lanes.get(0), lanes.get(1));
    }
    boolean noted = !module.isEmpty() && action.optional("receive").isEmpty();
    return noted ? new Action.Lanes(module, module) : Action.Lanes.NONE;
  }

  private List<Receive> receives(YamlNode.Mapping action) throws BadInputException {
    if (action.optional("receive").isEmpty()) {
      return List.of();
    }
    YamlNode.Mapping node = fragment(action.required("receive"), "channel", "as", "where");
    Channel channel = channel(node, "receive from", "comes to", Channel::to);
    String as = text(node, "as");
    checked(node.required("as"), () -> new Action.Parameter(as, channel.messageSet()));
    if (action.optional("parameters").isPresent()
        && action.required("parameters").asMapping().keys().contains(as)) {
      throw node.required("as")
          .refusal("The action has another parameter '" + as + "'.", "Give one another name.");
    }
    checkFields(action, as, channel);
    var receive = new Receive(Selector.of(node), channel, as, expressions(node, "where", "guard"));
    return List.of(receive);
  }

  private List<Fragment<Send>> sends(YamlNode.Mapping action) throws BadInputException {
    if (action.optional("send").isEmpty()) {
      return List.of();
    }
    YamlNode all = action.required("send");
    var sends = new ArrayList<Fragment<Send>>();
    for (YamlNode item : all instanceof YamlNode.Mapping ? List.of(all) : all.asList()) {
      YamlNode.Mapping node = fragment(item, "channel", "message");
      Channel channel = channel(node, "send to", "comes from", Channel::from);
      String message = message(node.required("message"), channel);
      sends.add(new Fragment<>(Selector.of(node), new Send(channel, message)));
    }
    return sends;
  }

  private Channel channel(
      YamlNode.Mapping node, String use, String route, Function<Channel, String> end)
      throws BadInputException {
    YamlNode named = node.required("channel");
    Channel channel = channels.get(named.asText());
    if (channel == null) {
      throw named.refusal(
          "No channel is called '" + named.asText() + "'.",
          channels.isEmpty()
              ? "Declare it under `channels`."
              : "Declare it under `channels`, or use one of " + channels.keySet() + ".");
    }
    String role = end.apply(channel);
    if (!module.isEmpty() && !role.equals(module)) {
      throw named.refusal(
          "'%s' may not %s '%s': what is on it %s %s."
              .formatted(module, use, channel.name(), route, role),
          "Each channel has one sender and one receiver: declare another one.");
    }
    return channel;
  }

  /** A message in TLA+: the fields of a record in the order of the channel, or any expression. */
  private static String message(YamlNode node, Channel channel) throws BadInputException {
    if (channel.fields().isEmpty() || node instanceof YamlNode.Scalar) {
      return node.asText().strip();
    }
    YamlNode.Mapping given = node.asMapping();
    for (YamlNode.Entry entry : given.entries()) {
      if (!channel.fields().containsKey(entry.name())) {
        throw entry
            .key()
            .refusal(
                "Messages on '%s' have no field '%s'.".formatted(channel.name(), entry.name()),
                "They have " + channel.fields().keySet() + ".");
      }
    }
    var fields = new ArrayList<String>();
    for (String field : channel.fields().keySet()) {
      if (given.optional(field).isEmpty()) {
        throw given.refusal(
            "The message lacks the field '%s' that those on '%s' have."
                .formatted(field, channel.name()),
            "Add `" + field + ": ...`.");
      }
      fields.add(field + " |-> " + given.required(field).asText().strip());
    }
    return "[" + String.join(", ", fields) + "]";
  }

  /** What the action says of the message it receives must be about fields that there are. */
  private static void checkFields(YamlNode node, String as, Channel channel)
      throws BadInputException {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        for (YamlNode.Entry entry : mapping.entries()) {
          checkFields(entry.value(), as, channel);
        }
      }
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          checkFields(item, as, channel);
        }
      }
      case YamlNode.Scalar scalar -> {
        Matcher field = Pattern.compile("(?<![\\w.])" + as + "\\.(\\w+)").matcher(scalar.text());
        while (field.find()) {
          if (!channel.fields().containsKey(field.group(1))) {
            throw scalar
                .placeOf(new Span(field.start(1), field.group(1).length()))
                .refusal(
                    "yaml.field",
                    "Messages on '%s' have no field '%s'."
                        .formatted(channel.name(), field.group(1)),
                    channel.fields().isEmpty()
                        ? "They are plain values: use `" + as + "` itself."
                        : "They have " + channel.fields().keySet() + ".");
          }
        }
      }
    }
  }
}
