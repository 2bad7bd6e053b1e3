package dev.sds.artifacts.kit.reader;

import dev.sds.artifacts.kit.reader.FragmentedProtocol.Fragment;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Lanes;
import dev.sds.artifacts.protocol.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What an action receives, at most one message, and what it sends. */
record Exchanges(List<Receive> receives, List<Fragment<Send>> sends) {

  static final Exchanges NONE = new Exchanges(List.of(), List.of());

  /** A message sent. */
  record Send(Channel channel, String message) {}

  /** A message received as a parameter of the action. */
  record Receive(Selector selector, Channel channel, String as, List<Fragment<String>> where) {}

  /** An action of a design that also receives and sends what this says. */
  Action in(Action action, Set<String> traits) {
    List<Receive> received = receives.stream().filter(r -> r.selector().selects(traits)).toList();
    List<Send> sent =
        sends.stream().filter(s -> s.selector().selects(traits)).map(Fragment::part).toList();
    if (received.isEmpty() && sent.isEmpty()) {
      return action;
    }
    var parameters = new ArrayList<Action.Parameter>();
    var guards = new ArrayList<String>();
    var effects = new LinkedHashMap<String, String>();
    for (Receive r : received) {
      Channel channel = r.channel();
      parameters.add(new Action.Parameter(r.as(), channel.messageSet()));
      guards.addAll(channel.ready(r.as()));
      guards.addAll(FragmentedProtocol.selected(r.where(), traits));
      effects.put(channel.name(), channel.without(channel.name(), r.as()));
    }
    parameters.addAll(action.parameters());
    guards.addAll(action.guards());
    effects.putAll(action.effects());
    for (Send s : sent) {
      String name = s.channel().name();
      effects.put(name, s.channel().with(effects.getOrDefault(name, name), s.message()));
    }
    guards.addAll(room(received, sent));
    return new Action(
        action.name(),
        parameters,
        guards,
        effects,
        action.origin(),
        action.fairness(),
        lanes(action, received),
        action.comment());
  }

  /** A channel that gets more messages than are taken off it must have room. */
  private static List<String> room(List<Receive> received, List<Send> sent) {
    Map<Channel, Integer> more = new LinkedHashMap<>();
    sent.forEach(s -> more.merge(s.channel(), 1, Integer::sum));
    received.forEach(r -> more.computeIfPresent(r.channel(), (_, count) -> count - 1));
    return more.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .map(e -> e.getKey().room(e.getValue()))
        .toList();
  }

  /** What is received is drawn from who sent it, unless the action says otherwise. */
  private static Lanes lanes(Action action, List<Receive> received) {
    boolean drawn = action.lanes().equals(Lanes.NONE) && !received.isEmpty();
    if (!drawn || received.getFirst().channel().from().isEmpty()) {
      return action.lanes();
    }
    Channel channel = received.getFirst().channel();
    return new Lanes(channel.from(), channel.to());
  }

  Exchanges renamed(UnaryOperator<String> expressions) {
    return new Exchanges(
        receives.stream()
            .map(
                r ->
                    new Receive(
                        r.selector(),
                        r.channel(),
                        r.as(),
                        FragmentedProtocol.renamed(r.where(), expressions)))
            .toList(),
        sends.stream()
            .map(
                s ->
                    new Fragment<>(
                        s.selector(),
                        new Send(s.part().channel(), expressions.apply(s.part().message()))))
            .toList());
  }
}
