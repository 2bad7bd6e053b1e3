package dev.sds.spec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words a kit brings to its specs. The spec reader refuses a name that is not here, with a
 * suggestion.
 *
 * @param metrics what bounds and objectives may speak of
 * @param faults what {@code faults} and {@code under} may name
 * @param invariants names of invariants to what they say in English
 * @param liveness names of liveness properties to what they say in English
 * @param environment keys of {@code environment}
 * @param lengths names of length distributions
 * @param arrivals arrival processes with their parameters
 * @param decisions decision kinds to their possible values, for {@code pin} and {@code forbid}
 */
public record Vocabulary(
    Map<String, Metric> metrics,
    Map<String, FaultKind> faults,
    Map<String, String> invariants,
    Map<String, String> liveness,
    Map<String, Key> environment,
    List<String> lengths,
    Map<String, List<Key>> arrivals,
    Map<String, List<String>> decisions) {

  public Vocabulary {
    metrics = sorted(metrics);
    faults = sorted(faults);
    invariants = sorted(invariants);
    liveness = sorted(liveness);
    environment = sorted(environment);
    lengths = List.copyOf(lengths);
    arrivals = sorted(arrivals);
    decisions = sorted(decisions);
  }

  /** This vocabulary with other decisions to pin or forbid. */
  public Vocabulary withDecisions(Map<String, List<String>> others) {
    return new Vocabulary(
        metrics, faults, invariants, liveness, environment, lengths, arrivals, others);
  }

  /** This vocabulary with other properties to ask for. */
  public Vocabulary withProperties(
      Map<String, String> otherInvariants, Map<String, String> otherLiveness) {
    return new Vocabulary(
        metrics, faults, otherInvariants, otherLiveness, environment, lengths, arrivals, decisions);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** Something a simulation measures. */
  public record Metric(String name, Dimension dimension, String description) {}

  /** A kind of fault with the parameters a spec may give it. */
  public record FaultKind(String name, String description, List<Key> parameters) {
    public FaultKind {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * A key with a typed value.
   *
   * @param dimension of its number; ignored where {@code words} is not empty
   * @param words the allowed words; empty for a number
   * @param absent the value when the spec leaves it out; empty if it must be given
   * @param least the least whole number that it may be; null where it may be a fraction
   */
  public record Key(
      String name,
      String description,
      Dimension dimension,
      List<String> words,
      String absent,
      @Nullable Long least) {
    public Key {
      words = List.copyOf(words);
    }

    public static Key number(String name, String description, Dimension dimension, String absent) {
      return new Key(name, description, dimension, List.of(), absent, null);
    }

    /** A count: a whole number from some least one on. */
    public static Key whole(String name, String description, long least, String absent) {
      return new Key(name, description, Dimension.COUNT, List.of(), absent, least);
    }

    /** The value when the spec leaves the key out; empty if it must be given. */
    public Optional<Setting> absentSetting() {
      if (absent.isEmpty()) {
        return Optional.empty();
      }
      if (!words.isEmpty()) {
        return Optional.of(new Setting.Word(absent));
      }
      return switch (QuantityReading.of(absent, dimension)) {
        case QuantityReading.Read(var quantity) -> Optional.of(new Setting.Amount(quantity));
        case QuantityReading.Refused(String message, _, _) ->
            throw new IllegalStateException("The kit's value of '" + name + "': " + message);
      };
    }

    public static Key word(String name, String description, List<String> words, String absent) {
      return new Key(name, description, Dimension.COUNT, words, absent, null);
    }
  }
}
