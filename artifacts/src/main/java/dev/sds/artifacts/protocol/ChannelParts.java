package dev.sds.artifacts.protocol;

import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Channel.Flaw;
import java.util.ArrayList;
import java.util.List;

/** What a channel brings into a protocol. */
final class ChannelParts {

  private static final String NETWORK = "network";

  private ChannelParts() {}

  static List<Constant> constants(Channel channel) {
    List<Constant> constants = new ArrayList<>();
    constants.add(
        new Constant(
            channel.capacityName(), "how many messages are on " + channel.name() + ", at most"));
    for (Flaw flaw : channel.flaws()) {
      constants.add(new Constant(flaw.bound(channel), bounded(flaw, channel.name())));
    }
    return constants;
  }

  private static String bounded(Flaw flaw, String on) {
    return switch (flaw) {
      case LOSSY -> "how many messages on " + on + " may be lost";
      case DUPLICATING -> "how many messages on " + on + " may be doubled";
      case REORDERING -> "how many messages on " + on + " may overtake";
      case PARTITIONING -> "how often " + on + " may be cut";
    };
  }

  private static String counted(Flaw flaw) {
    return switch (flaw) {
      case LOSSY -> "messages lost";
      case DUPLICATING -> "messages doubled";
      case REORDERING -> "messages that overtook";
      case PARTITIONING -> "partitions";
    };
  }

  static List<Variable> variables(Channel channel) {
    String set = channel.messageSet();
    String capacity = channel.capacityName();
    List<Variable> variables = new ArrayList<>();
    String held = channel.comment().isBlank() ? "what is on its way" : channel.comment();
    variables.add(
        switch (channel.holding()) {
          case BAG ->
              new Variable(
                  channel.name(),
                  "[" + set + " -> 0 .. " + capacity + "]",
                  "[m \\in " + set + " |-> 0]",
                  held);
          case SET -> new Variable(channel.name(), "SUBSET " + set, "{}", held);
          case SEQUENCE ->
              new Variable(
                  channel.name(),
                  "{s \\in Seq(" + set + ") : Len(s) <= " + capacity + "}",
                  "<<>>",
                  held);
        });
    if (channel.flaws().contains(Flaw.PARTITIONING)) {
      variables.add(
          new Variable(channel.cutName(), "BOOLEAN", "FALSE", "whether nothing arrives now"));
    }
    for (Flaw flaw : channel.flaws()) {
      variables.add(
          new Variable(
              flaw.counter(channel),
              "0 .. " + flaw.bound(channel),
              "0",
              counted(flaw) + " so far"));
    }
    return variables;
  }

  static List<Action> actions(Channel channel) {
    List<Action> actions = new ArrayList<>();
    for (Flaw flaw : channel.flaws()) {
      switch (flaw) {
        case LOSSY -> actions.add(loss(channel));
        case DUPLICATING -> actions.add(duplication(channel));
        case REORDERING -> actions.add(overtaking(channel));
        case PARTITIONING -> {
          actions.add(cut(channel));
          actions.add(heal(channel));
        }
      }
    }
    return actions;
  }

  private static Action loss(Channel channel) {
    String name = channel.name();
    Action lose = fault(channel, Flaw.LOSSY, "Lose", "A message on %s is lost.");
    return switch (channel.holding()) {
      case BAG, SET ->
          lose.over("m", channel.messageSet())
              .when(there(channel))
              .then(name, channel.without(name, "m"));
      case SEQUENCE ->
          lose.over("i", "1 .. " + channel.capacityName())
              .when("i <= Len(" + name + ")")
              .then(
                  name,
                  "SubSeq(%s, 1, i - 1) \\o SubSeq(%s, i + 1, Len(%s))"
                      .formatted(name, name, name));
    };
  }

  private static Action duplication(Channel channel) {
    String name = channel.name();
    Action copy = fault(channel, Flaw.DUPLICATING, "Duplicate", "A message on %s is doubled.");
    return switch (channel.holding()) {
      case BAG, SET ->
          copy.over("m", channel.messageSet())
              .when(there(channel))
              .when(channel.room(1))
              .then(name, channel.with(name, "m"));
      case SEQUENCE ->
          copy.over("i", "1 .. " + channel.capacityName())
              .when("i <= Len(" + name + ")")
              .when(channel.room(1))
              .then(
                  name, "SubSeq(%s, 1, i) \\o SubSeq(%s, i, Len(%s))".formatted(name, name, name));
    };
  }

  private static Action overtaking(Channel channel) {
    String name = channel.name();
    return fault(channel, Flaw.REORDERING, "Overtake", "A message on %s overtakes the one before.")
        .over("i", "2 .. " + channel.capacityName())
        .when("i <= Len(" + name + ")")
        .when(name + "[i] /= " + name + "[i - 1]")
        .then(name, "[%s EXCEPT ![i] = %s[i - 1], ![i - 1] = %s[i]]".formatted(name, name, name));
  }

  private static Action cut(Channel channel) {
    return fault(channel, Flaw.PARTITIONING, "Cut", "Nothing on %s arrives any more.")
        .when("~" + channel.cutName())
        .then(channel.cutName(), "TRUE");
  }

  private static Action heal(Channel channel) {
    return Action.of(
            Origin.ENVIRONMENT,
            "Heal" + channel.capitalised(),
            "What is on " + channel.name() + " arrives again.")
        .when(channel.cutName())
        .then(channel.cutName(), "FALSE")
        .fair(Fairness.WEAK)
        .at(NETWORK);
  }

  private static Action fault(Channel channel, Flaw flaw, String verb, String comment) {
    String counter = flaw.counter(channel);
    return Action.of(Origin.FAULT, verb + channel.capitalised(), comment.formatted(channel.name()))
        .when(counter + " < " + flaw.bound(channel))
        .then(counter, counter + " + 1")
        .at(NETWORK);
  }

  /** That a message is on the channel, cut or not. */
  private static String there(Channel channel) {
    return channel.ready("m").getLast();
  }
}
