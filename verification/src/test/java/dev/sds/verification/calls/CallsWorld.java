package dev.sds.verification.calls;

import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.evaluators.schedule.Happening;
import dev.sds.evaluators.schedule.Happening.Kind;
import dev.sds.evaluators.schedule.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A client and a server in plain Java, as the library's protocol of calls describes them, with the
 * network between them. Beside each action the world notes what can be seen from outside: what is
 * on the network, what took effect and what the client was told; not the server's table.
 */
final class CallsWorld implements World {

  private static final List<String> IDS = List.of("a", "b");
  private static final int ROOM = 2;

  /** A mistake in the server's code. */
  enum Mistake {
    NONE,
    /** It does not look a call up before it begins it. */
    MISSING_GUARD,
    /** It forgets to send the answer of a call that it has just done. */
    LOST_MESSAGE,
    /** It answers on arrival. */
    EARLY_ANSWER,
    /** It enters a call into its table some time after it has done it. */
    NON_ATOMIC_UPDATE,
    /** It rests on having looked a call up when it arrived, though that may be done since. */
    STALE_READ
  }

  private final Server server;
  private final Client client = new Client();
  private final Map<String, Integer> calls = new TreeMap<>();
  private final Map<String, Integer> answers = new TreeMap<>();
  private final Map<String, Integer> effects = new TreeMap<>();
  private final Set<String> struck = new TreeSet<>();
  private final List<TraceEvent> log = new ArrayList<>();

  CallsWorld(Mistake mistake) {
    this.server = new Server(mistake);
    for (String id : IDS) {
      calls.put(id, 0);
      answers.put(id, 0);
      effects.put(id, 0);
    }
  }

  /** Repeats what is not answered. */
  private final class Client {
    private final Set<String> open = new TreeSet<>();
    private final Set<String> answered = new TreeSet<>();

    void begin(String id) {
      open.add(id);
      note("ClientBegin", "c", id);
    }

    void send(String id) {
      calls.merge(id, 1, Integer::sum);
      note("ClientSend", "c", id);
    }

    void learn(String id) {
      open.remove(id);
      answered.add(id);
      note("ClientLearn", "a", answer(id));
    }
  }

  /** Does each call once, or is meant to. */
  private final class Server {
    private final Mistake mistake;
    private final Set<String> table = new TreeSet<>();
    private final List<String> begun = new ArrayList<>();
    private final Set<String> unrecorded = new TreeSet<>();
    private boolean up = true;

    Server(Mistake mistake) {
      this.mistake = mistake;
    }

    void receive(String id) {
      if (table.contains(id) && mistake != Mistake.MISSING_GUARD) {
        answers.merge(id, 1, Integer::sum);
        note("ServerRepeat", "m", call(id));
        return;
      }
      if (mistake == Mistake.STALE_READ || !begun.contains(id)) {
        begun.add(id);
      }
      if (mistake == Mistake.EARLY_ANSWER) {
        answers.merge(id, 1, Integer::sum);
      }
      note("ServerTake", "m", call(id));
    }

    void commit(String id) {
      begun.remove(id);
      effects.merge(id, 1, Integer::sum);
      if (mistake == Mistake.NON_ATOMIC_UPDATE) {
        unrecorded.add(id);
      } else {
        table.add(id);
      }
      if (mistake != Mistake.LOST_MESSAGE && mistake != Mistake.EARLY_ANSWER) {
        answers.merge(id, 1, Integer::sum);
      }
      note("ServerCommit", "c", id);
    }

    /** The second half of an update that should be one. */
    void record(String id) {
      unrecorded.remove(id);
      table.add(id);
    }

    void crash() {
      up = false;
      begun.clear();
      unrecorded.clear();
    }
  }

  @Override
  public List<Happening> possible() {
    var possible = new ArrayList<Happening>();
    for (String id : IDS) {
      boolean knownToClient = client.open.contains(id) || client.answered.contains(id);
      offer(possible, !knownToClient, "ClientBegin", id, Kind.WORK);
      offer(possible, client.open.contains(id) && room(calls), "ClientSend", id, Kind.WORK);
      boolean arrives = server.up && on(calls, id) > 0 && room(answers);
      offer(possible, arrives, "Arrive", id, Kind.WORK);
      boolean begun = server.up && server.begun.contains(id);
      offer(possible, begun && room(answers), "ServerCommit", id, Kind.WORK);
      offer(possible, server.unrecorded.contains(id), "Record", id, Kind.WORK);
      offer(possible, on(answers, id) > 0, "ClientLearn", id, Kind.WORK);
      offer(possible, on(calls, id) > 0, "LoseCalls", id, Kind.FAULT);
      offer(possible, on(answers, id) > 0, "LoseAnswers", id, Kind.FAULT);
      offer(possible, on(calls, id) > 0 && room(calls), "DuplicateCalls", id, Kind.FAULT);
      offer(possible, on(answers, id) > 0 && room(answers), "DuplicateAnswers", id, Kind.FAULT);
    }
    offer(possible, server.up, "Crash", "server", Kind.FAULT);
    offer(possible, !server.up, "Restart", "server", Kind.WORK);
    return possible;
  }

  /** Each fault strikes once at most. */
  private void offer(List<Happening> possible, boolean can, String action, String what, Kind kind) {
    if (can && !struck.contains(action)) {
      possible.add(new Happening(action, Map.of("what", what), kind));
    }
  }

  @Override
  public void happen(Happening next) {
    String what = next.parameters().getOrDefault("what", "");
    if (next.kind() == Kind.FAULT) {
      struck.add(next.action());
    }
    switch (next.action()) {
      case "ClientBegin" -> client.begin(what);
      case "ClientSend" -> client.send(what);
      case "ClientLearn" -> {
        answers.merge(what, -1, Integer::sum);
        client.learn(what);
      }
      case "Arrive" -> {
        calls.merge(what, -1, Integer::sum);
        server.receive(what);
      }
      case "ServerCommit" -> server.commit(what);
      case "Record" -> server.record(what);
      case "LoseCalls" -> disturb(next, calls, what, -1, CallsWorld::call);
      case "DuplicateCalls" -> disturb(next, calls, what, 1, CallsWorld::call);
      case "LoseAnswers" -> disturb(next, answers, what, -1, CallsWorld::answer);
      case "DuplicateAnswers" -> disturb(next, answers, what, 1, CallsWorld::answer);
      case "Crash" -> {
        server.crash();
        note("Crash", "n", what);
      }
      default -> {
        server.up = true;
        note("Restart", "n", what);
      }
    }
  }

  private void disturb(
      Happening fault,
      Map<String, Integer> channel,
      String id,
      int more,
      UnaryOperator<String> message) {
    channel.merge(id, more, Integer::sum);
    note(fault.action(), "m", message.apply(id));
  }

  private void note(String action, String parameter, String value) {
    log.add(new TraceEvent(action, Map.of(parameter, value), seen()));
  }

  private Map<String, String> seen() {
    var seen = new TreeMap<String, String>();
    for (String id : IDS) {
      seen.put("calls[" + call(id) + "]", Integer.toString(on(calls, id)));
      seen.put("answers[" + answer(id) + "]", Integer.toString(on(answers, id)));
      seen.put("serverEffects[" + id + "]", Integer.toString(on(effects, id)));
    }
    seen.put("clientAnswered", "{" + String.join(", ", client.answered) + "}");
    return seen;
  }

  private static String call(String id) {
    return "[id |-> " + id + "]";
  }

  private static String answer(String id) {
    return "[id |-> " + id + ", result |-> \"done\"]";
  }

  private static int on(Map<String, Integer> channel, String id) {
    return channel.getOrDefault(id, 0);
  }

  private static boolean room(Map<String, Integer> channel) {
    return channel.values().stream().mapToInt(Integer::intValue).sum() < ROOM;
  }

  @Override
  public String situation() {
    return seen() + " " + server.begun + server.table + server.up;
  }

  @Override
  public List<TraceEvent> log() {
    return log;
  }

  @Override
  public void rest() {
    log.add(new TraceEvent("Rest", Map.of(), seen()));
  }
}
