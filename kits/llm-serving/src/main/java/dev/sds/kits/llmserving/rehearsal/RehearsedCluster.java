package dev.sds.kits.llmserving.rehearsal;

import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.evaluators.schedule.Happening;
import dev.sds.evaluators.schedule.Happening.Kind;
import dev.sds.evaluators.schedule.World;
import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few replicas and a router. Beside what the router says it does, the log holds what it did: who
 * works on what, which replicas are up, and how many answers a client got.
 */
final class RehearsedCluster implements Cluster, World {

  private static final int SHORTEST = 100;
  private static final int SPREAD = 1_400;

  private final Size size;
  private final Router router;
  private final Random prompts;
  private final List<Copy> inflight = new ArrayList<>();
  private final int[] delivered;
  private final boolean[] up;

  /** Replicas that the router was told are down. */
  private final boolean[] down;

  /** Replicas that the router has no reason to doubt. */
  private final boolean[] believed;

  private final List<TraceEvent> log = new ArrayList<>();

  /** The last action, whose effect is not complete yet. */
  private @Nullable LoggedAction pending;

  private int arrived;
  private int crashes;
  private int suspicions;
  private int now;

  /**
   * How large the world is.
   *
   * @param crashes how many may happen
   * @param suspicions how often a working replica may be suspected
   */
  record Size(int requests, int replicas, int crashes, int suspicions) {}

  RehearsedCluster(Size size, RouterFactory factory, long seed) {
    this.size = size;
    this.prompts = new Random(seed);
    this.delivered = new int[size.requests()];
    this.up = all(size.replicas());
    this.down = new boolean[size.replicas()];
    this.believed = all(size.replicas());
    this.router = factory.create(this, new double[0]);
  }

  private static boolean[] all(int replicas) {
    var each = new boolean[replicas];
    Arrays.fill(each, true);
    return each;
  }

  @Override
  public List<Happening> possible() {
    var possible = new ArrayList<Happening>();
    if (arrived < size.requests()) {
      possible.add(new Happening("Accept", Map.of("r", LoggedAction.request(arrived)), Kind.WORK));
    }
    for (Copy copy : inflight) {
      possible.add(happening("Finish", copy.prompt().id(), copy.replica(), copy.attempt()));
    }
    for (int p = 0; p < size.replicas(); p++) {
      if (up[p] && crashes < size.crashes()) {
        possible.add(fault("Crash", p));
      }
      if (!up[p] && !down[p]) {
        possible.add(happening("Down", -1, p, -1));
      }
      if (down[p]) {
        possible.add(happening("Restart", -1, p, -1));
      }
      if (up[p] && believed[p] && suspicions < size.suspicions()) {
        possible.add(fault("Suspect", p));
      }
      if (up[p] && !believed[p] && !down[p]) {
        possible.add(happening("Unsuspect", -1, p, -1));
      }
    }
    return possible;
  }

  private static Happening happening(String action, int request, int replica, int attempt) {
    return new Happening(
        action, new LoggedAction(action, request, replica, attempt).parameters(), Kind.WORK);
  }

  private static Happening fault(String action, int replica) {
    return new Happening(
        action, new LoggedAction(action, -1, replica, -1).parameters(), Kind.FAULT);
  }

  @Override
  public void happen(Happening next) {
    now++;
    switch (next.action()) {
      case "Accept" -> router.onArrival(prompt());
      case "Finish" -> finish(copy(next));
      default -> strike(next.action(), replica(next));
    }
    settle();
  }

  private Copy.Prompt prompt() {
    return new Copy.Prompt(arrived++, now, SHORTEST + prompts.nextInt(SPREAD));
  }

  private Copy copy(Happening next) {
    return inflight.stream()
        .filter(
            c ->
                happening("Finish", c.prompt().id(), c.replica(), c.attempt())
                    .parameters()
                    .equals(next.parameters()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Nobody works on " + next));
  }

  private int replica(Happening next) {
    return IntStream.range(0, size.replicas())
        .filter(p -> LoggedAction.replica(p).equals(next.parameters().get("p")))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No replica in " + next));
  }

  private void finish(Copy copy) {
    inflight.remove(copy);
    record(new LoggedAction("Finish", copy.prompt().id(), copy.replica(), copy.attempt()));
    router.onAnswer(copy.prompt(), copy.replica(), copy.attempt(), copy.prefillTokens() / 2 + 1);
  }

  private void strike(String action, int p) {
    record(new LoggedAction(action, -1, p, -1));
    switch (action) {
      case "Crash" -> {
        crashes++;
        up[p] = false;
        inflight.removeIf(copy -> copy.replica() == p);
      }
      case "Down" -> {
        down[p] = true;
        believed[p] = false;
        router.onDown(p);
      }
      case "Restart" -> {
        up[p] = true;
        down[p] = false;
        believed[p] = true;
        router.onUp(p);
      }
      case "Suspect" -> {
        suspicions++;
        believed[p] = false;
        router.onSuspected(p);
      }
      case "Unsuspect" -> {
        believed[p] = true;
        router.onUp(p);
      }
      default -> throw new IllegalArgumentException("Nothing of the name " + action + " happens.");
    }
  }

  /** Notes an action; the one before it is complete now. */
  private void record(LoggedAction action) {
    settle();
    pending = action;
  }

  private void settle() {
    LoggedAction done = pending;
    if (done != null) {
      pending = null;
      log.add(new TraceEvent(done.action(), done.parameters(), seen(done)));
    }
  }

  /** What the world saw of an action, whatever the router says. */
  private Map<String, String> seen(LoggedAction action) {
    var seen = new TreeMap<String, String>();
    seen.put("inflight", set(inflight.stream().map(Copy::text).toList()));
    seen.put(
        "up",
        set(
            IntStream.range(0, size.replicas())
                .filter(p -> up[p])
                .mapToObj(LoggedAction::replica)
                .toList()));
    if (action.request() >= 0 && action.request() < delivered.length) {
      seen.put(
          "delivered[" + LoggedAction.request(action.request()) + "]",
          Integer.toString(delivered[action.request()]));
    }
    return seen;
  }

  private static String set(List<String> elements) {
    return elements.stream().collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public String situation() {
    return inflight.stream().map(Copy::text).sorted().toList().toString()
        + arrived
        + Arrays.toString(delivered)
        + Arrays.toString(up)
        + Arrays.toString(down)
        + Arrays.toString(believed)
        + crashes
        + suspicions;
  }

  @Override
  public List<TraceEvent> log() {
    return Collections.unmodifiableList(log);
  }

  @Override
  public void rest() {
    record(new LoggedAction(LoggedAction.REST, -1, -1, -1));
    settle();
  }

  @Override
  public double now() {
    return now;
  }

  @Override
  public int replicas() {
    return size.replicas();
  }

  @Override
  public ReplicaView replica(int index) {
    return new SmallReplica(index, inflight.stream().filter(c -> c.replica() == index).toList());
  }

  @Override
  public void dispatch(Request request, int replica, int attempt) {
    if (!(request instanceof Copy.Prompt prompt) || replica < 0 || replica >= size.replicas()) {
      throw new IllegalArgumentException(
          "%s cannot be sent to replica %d of %d".formatted(request, replica, size.replicas()));
    }
    if (up[replica]) {
      inflight.add(new Copy(prompt, replica, attempt));
    }
  }

  @Override
  public void deliver(Request request, int attempt) {
    delivered[request.id()]++;
  }

  @Override
  public void log(String action, int request, int replica, int attempt) {
    record(new LoggedAction(action, request, replica, attempt));
  }
}
