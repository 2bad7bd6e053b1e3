package dev.sds.evaluators.java.metering;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much there is in the things of the library that candidates may have. */
final class Sizes {

  private static final int TREE_STEPS = 16;
  private static final int ENTRY_BYTES = 64;

  private final Meter meter;

  Sizes(Meter meter) {
    this.meter = meter;
  }

  static long count(@Nullable Object of) {
    return switch (of) {
      case null -> 1;
      case CharSequence text -> text.length();
      case Collection<?> all -> all.size();
      case Map<?, ?> map -> map.size();
      case BitSet bits -> 1 + (bits.size() >> 6);
      default -> of.getClass().isArray() ? Array.getLength(of) : 1;
    };
  }

  /**
   * What hashing or comparing a value may cost: one for each value in it, as often as it is there.
   * Charged as it goes, so that a value which contains itself ends here.
   */
  long weigh(@Nullable Object value) {
    return switch (value) {
      case null -> 1;
      case String text -> 1 + (text.length() >> 3);
      case Number _ -> 1;
      case Map.Entry<?, ?> entry -> nested(entry.getKey()) + nested(entry.getValue());
      case Optional<?> optional -> 1 + (optional.isPresent() ? nested(optional.get()) : 0);
      case Map<?, ?> map -> all(map.entrySet());
      case Collection<?> all -> all(all);
      case Object[] array -> all(java.util.Arrays.asList(array));
      default -> value.getClass().isArray() ? count(value) : 1;
    };
  }

  private long nested(@Nullable Object value) {
    int before = meter.descend();
    long weight = weigh(value);
    meter.leave(before);
    return weight;
  }

  private long all(Iterable<?> values) {
    long weight = 1;
    for (Object value : values) {
      weight += nested(value);
    }
    return weight;
  }

  void search(@Nullable Object in, @Nullable Object value) {
    long each = weigh(value);
    boolean hashed = in instanceof Set<?>;
    meter.work(8 + each * (hashed ? TREE_STEPS : count(in)));
  }

  void insert(@Nullable Object into, @Nullable Object value) {
    if (into instanceof ArrayList<?> || into instanceof ArrayDeque<?>) {
      meter.steps(4, 8);
    } else {
      meter.steps(TREE_STEPS, ENTRY_BYTES);
      meter.deep(value);
    }
  }

  /** Two things, each of one compared with each of the other. */
  void product(@Nullable Object a, @Nullable Object b) {
    long others = b instanceof Set<?> ? TREE_STEPS : 1 + count(b);
    long each = a instanceof CharSequence ? 1 + count(a) / 8 : weigh(a);
    meter.work(4 + each * others);
  }

  void bits(@Nullable Object set, int index) {
    int highest = Math.max(0, index);
    meter.work(4 + (highest >> 6));
    if (set instanceof BitSet bits && highest >= bits.size()) {
      meter.room(highest >> 2);
    }
  }

  void clear(Object what) {
    meter.work(4 + 4 * count(what));
    switch (what) {
      case LinkedHashMap<?, ?> map -> drain(map.keySet().iterator());
      case LinkedHashSet<?> set -> drain(set.iterator());
      case Map<?, ?> map -> map.clear();
      case Collection<?> all -> all.clear();
      default -> throw new IllegalArgumentException("Cannot clear " + what.getClass());
    }
  }

  private static void drain(Iterator<?> all) {
    while (all.hasNext()) {
      all.next();
      all.remove();
    }
  }
}
