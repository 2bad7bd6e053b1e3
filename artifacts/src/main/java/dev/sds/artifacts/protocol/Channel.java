package dev.sds.artifacts.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How messages get from one part of a system to another: a part of a protocol's state that actions
 * only send to and receive from, and that has faults of its own.
 *
 * @param from who sends; empty if that is left open
 * @param to who receives; empty if that is left open
 * @param fields the fields of a message with their TLA+ sets; empty if messages are plain values
 * @param messages the TLA+ set of all messages
 * @param capacity how many messages it holds at once in the smallest instance; who sends waits
 *     while it is full
 */
public record Channel(
    String name,
    String from,
    String to,
    Map<String, String> fields,
    String messages,
    Holding holding,
    Set<Flaw> flaws,
    int capacity,
    String comment) {

  /** The largest capacity. */
  public static final int MOST = 9;

  public Channel {
    Tla.name(name);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    fields.keySet().forEach(Tla::name);
    messages = Tla.expression(messages);
    flaws = Collections.unmodifiableSet(new TreeSet<>(flaws));
    if (capacity < 1 || capacity > MOST) {
      throw new IllegalArgumentException(
          "A channel holds 1 to %d messages at once, not %d.".formatted(MOST, capacity));
    }
    for (Flaw flaw : flaws) {
      if (!flaw.possibleIn(holding)) {
        throw new IllegalArgumentException(
            "%s is no fault of a %s: %s."
                .formatted(flaw.word(), holding.word(), flaw.reason(holding)));
      }
    }
  }

  /** A channel of records. */
  public static String records(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + " : " + field.getValue())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The name of the set of its messages. */
  public String messageSet() {
    return capitalised() + "Message";
  }

  /** The constant that bounds how many messages it holds. */
  public String capacityName() {
    return capitalised() + "Capacity";
  }

  /** Its bounds: its capacity, and how often each of its faults may happen. */
  public List<Constant> constants() {
    return ChannelParts.constants(this);
  }

  /** The set of its messages. */
  public Definition definition() {
    return Definition.of(messageSet(), messages, "What the channel " + name + " carries.");
  }

  /** What it holds, and what its faults leave behind. */
  public List<Variable> variables() {
    return ChannelParts.variables(this);
  }

  /** Its faults, and how they end. */
  public List<Action> actions() {
    return ChannelParts.actions(this);
  }

  /** The faults by the name a spec has for them, with the constant that bounds each. */
  public Map<String, String> faults() {
    Map<String, String> faults = new LinkedHashMap<>();
    flaws.forEach(flaw -> faults.put(name + "-" + flaw.fault(), flaw.bound(this)));
    return faults;
  }

  /** What must hold for a message to be received, in the words of TLA+. */
  public List<String> ready(String message) {
    String there =
        switch (holding) {
          case BAG -> name + "[" + message + "] > 0";
          case SET -> message + " \\in " + name;
          case SEQUENCE -> name + " /= <<>> /\\ Head(" + name + ") = " + message;
        };
    return flaws.contains(Flaw.PARTITIONING) ? List.of("~" + cutName(), there) : List.of(there);
  }

  /** What must hold for so many messages to be sent at once. */
  public String room(int count) {
    String size =
        switch (holding) {
          case BAG -> "MessagesIn(" + name + ")";
          case SET -> "Cardinality(" + name + ")";
          case SEQUENCE -> "Len(" + name + ")";
        };
    return count == 1
        ? size + " < " + capacityName()
        : size + " + " + count + " <= " + capacityName();
  }

  /** A state of the channel with one more message. */
  public String with(String state, String message) {
    return switch (holding) {
      case BAG -> "WithMessage(" + state + ", " + message + ")";
      case SET -> grouped(state) + " \\cup {" + message + "}";
      case SEQUENCE -> "Append(" + state + ", " + message + ")";
    };
  }

  /** A state of the channel without a message that was received. */
  public String without(String state, String message) {
    return switch (holding) {
      case BAG -> "WithoutMessage(" + state + ", " + message + ")";
      case SET -> grouped(state) + " \\ {" + message + "}";
      case SEQUENCE -> "Tail(" + state + ")";
    };
  }

  private String grouped(String state) {
    return state.equals(name) ? state : "(" + state + ")";
  }

  /**
   * Whether a guard only says that there is a message, or room for one: that is the channel's
   * doing, no choice of who sends or receives.
   */
  public boolean brings(String guard) {
    String there = Pattern.quote(ready("@").getLast()).replace("@", "\\E\\w+\\Q");
    boolean cut = flaws.contains(Flaw.PARTITIONING) && guard.equals("~" + cutName());
    return cut
        || guard.matches(there)
        || IntStream.rangeClosed(1, MOST).anyMatch(count -> guard.equals(room(count)));
  }

  /** What is assumed of it in the smallest instance. */
  public String words() {
    return words(Integer.toString(capacity)) + "; who sends waits while it is full";
  }

  /** What is assumed of it, whatever its capacity is. */
  public String title() {
    return words(capacityName());
  }

  private String words(String most) {
    String route = from.isEmpty() || to.isEmpty() ? "" : " from " + from + " to " + to;
    String order =
        switch (holding) {
          case BAG -> "in any order";
          case SET -> "in any order, equal ones as one";
          case SEQUENCE -> "in order";
        };
    String may =
        flaws.isEmpty()
            ? "reliable"
            : flaws.stream().map(Flaw::word).collect(Collectors.joining(", "));
    return "channel %s%s: at most %s at once, %s; %s".formatted(name, route, most, order, may);
  }

  String capitalised() {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  String cutName() {
    return name + "Cut";
  }

  /** What a channel remembers of the messages on it. */
  public enum Holding {
    /** In any order; equal messages are counted. */
    BAG,
    /** In any order; equal messages are one. */
    SET,
    /** In the order they were sent. */
    SEQUENCE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What may go wrong on a channel. */
  public enum Flaw {
    LOSSY("loss", "Lost"),
    DUPLICATING("duplication", "Copied"),
    /** A message overtakes the one before it. */
    REORDERING("reordering", "Overtaken"),
    /** For a while nothing arrives. */
    PARTITIONING("partition", "Cuts");

    private final String fault;
    private final String counted;

    Flaw(String fault, String counted) {
      this.fault = fault;
      this.counted = counted;
    }

    /** The word for it in a channel's declaration. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String fault() {
      return fault;
    }

    String bound(Channel channel) {
      return "Max" + channel.capitalised() + counted;
    }

    String counter(Channel channel) {
      return channel.name() + counted;
    }

    private boolean possibleIn(Holding holding) {
      return switch (this) {
        case LOSSY, PARTITIONING -> true;
        case DUPLICATING -> holding != Holding.SET;
        case REORDERING -> holding == Holding.SEQUENCE;
      };
    }

    private String reason(Holding holding) {
      return this == DUPLICATING
          ? "it holds equal messages as one"
          : "a " + holding.word() + " has no order";
    }
  }
}
