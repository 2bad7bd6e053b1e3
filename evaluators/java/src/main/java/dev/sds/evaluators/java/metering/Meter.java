package dev.sds.evaluators.java.metering;

import dev.sds.evaluators.process.Budget;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account of one candidate, charged by its rewritten code before the work is done. One thread.
 * Once a budget is used up, every further charge ends the candidate again, so that nothing it does
 * can go on.
 */
public final class Meter {

  private static final int ELEMENT_STEPS = 16;
  private static final int ELEMENT_BYTES = 24;

  private Budget budget = Budget.STANDARD;
  private long stepsLeft = budget.steps();
  private long bytesLeft = budget.bytes();
  private int deepest = budget.depth();
  private int depth;
  private @Nullable Exhaustion end;
  private final Sizes sizes = new Sizes(this);

  /** Starts a new account. */
  public void open(Budget granted) {
    budget = granted;
    stepsLeft = granted.steps();
    bytesLeft = granted.bytes();
    deepest = granted.depth();
    depth = 0;
    end = null;
  }

  public long stepsUsed() {
    return budget.steps() - stepsLeft;
  }

  public long bytesUsed() {
    return budget.bytes() - bytesLeft;
  }

  /** What ended the candidate, if something did. */
  public Optional<Exhaustion> end() {
    return Optional.ofNullable(end);
  }

  private Exhaustion exhausted(Resource resource) {
    Exhaustion known = end;
    if (known != null) {
      return known;
    }
    long limit =
        switch (resource) {
          case STEPS -> budget.steps();
          case ALLOCATION -> budget.bytes();
          case DEPTH -> budget.depth();
        };
    stepsLeft = Math.min(stepsLeft, 0);
    Exhaustion made = new Exhaustion(resource, limit);
    end = made;
    return made;
  }

  /** Charges a stretch of code without loops. */
  public void steps(int count) {
    if ((stepsLeft -= count) < 0) {
      throw exhausted(Resource.STEPS);
    }
  }

  /** As {@link #steps(int)}, with what the stretch allocates. */
  public void steps(int count, int bytes) {
    if (((stepsLeft -= count) | (bytesLeft -= bytes)) < 0) {
      throw spent();
    }
  }

  private Exhaustion spent() {
    return exhausted(stepsLeft < 0 ? Resource.STEPS : Resource.ALLOCATION);
  }

  /** Enters a method that may call others; gives the depth before, to be restored at its end. */
  public int enter(int count, int bytes, int frame) {
    steps(count, bytes);
    int before = depth;
    if ((depth = before + frame) > deepest) {
      throw exhausted(Resource.DEPTH);
    }
    return before;
  }

  /** Restores the depth at the end of a method. */
  public void leave(int before) {
    depth = before;
  }

  /** At the start of a handler: lets pass what candidate code may not handle. */
  public void caught(Throwable thrown, int before) throws Throwable {
    depth = before;
    if (end != null) {
      throw end;
    }
    if (thrown instanceof VirtualMachineError) {
      throw thrown;
    }
  }

  void work(long count) {
    if ((stepsLeft -= Math.min(count, Integer.MAX_VALUE * 1024L)) < 0) {
      throw exhausted(Resource.STEPS);
    }
  }

  void room(long bytes) {
    if ((bytesLeft -= Math.min(bytes, Integer.MAX_VALUE * 1024L)) < 0) {
      throw exhausted(Resource.ALLOCATION);
    }
  }

  int descend() {
    return enter(1, 0, 1);
  }

  /** An array is about to be made. */
  public void array(int length, int elementBytes) {
    if (length > 0) {
      room(16 + (long) length * elementBytes);
      work(length >> 3);
    }
  }

  /** The product of two lengths, at most the largest int. */
  public int times(int a, int b) {
    long product = (long) Math.max(0, a) * Math.max(0, b);
    return (int) Math.min(Integer.MAX_VALUE, product);
  }

  public void size(@Nullable Object of) {
    work(Sizes.count(of));
  }

  public void shift(@Nullable Object of) {
    work(4 + (Sizes.count(of) >> 3));
  }

  public void copy(@Nullable Object of) {
    long count = Sizes.count(of);
    room(32 + count * (of instanceof CharSequence ? 2 : 8));
    work(4 + (count >> 1));
  }

  public void pour(@Nullable Object of) {
    long count = Sizes.count(of);
    room(64 + count * 80);
    work(16 + count * 32);
  }

  /** A capacity or a length that the candidate asks for. */
  public void capacity(int count) {
    array(count, 8);
  }

  public void count(int count) {
    work(4 + (Math.max(0, count) >> 2));
  }

  public void deep(@Nullable Object value) {
    if (!(value instanceof Integer)) {
      work(8 + sizes.weigh(value));
    }
  }

  public void search(@Nullable Object in, @Nullable Object value) {
    sizes.search(in, value);
  }

  public void insert(@Nullable Object into, @Nullable Object value) {
    sizes.insert(into, value);
  }

  public void sort(@Nullable Object what) {
    long count = Sizes.count(what);
    room(32 + count * 8);
    work(sizes.weigh(what) * (64 - Long.numberOfLeadingZeros(count)));
  }

  public void product(@Nullable Object a, @Nullable Object b) {
    sizes.product(a, b);
  }

  public void repeat(@Nullable Object text, int times) {
    long length = Sizes.count(text) * Math.max(0, times);
    room(32 + 2 * length);
    work(4 + (length >> 3));
  }

  public void replace(@Nullable Object text, @Nullable Object target, @Nullable Object by) {
    long length = Sizes.count(text);
    work(4 + length * (1 + (Sizes.count(target) >> 3)));
    room(32 + 2 * (length + (length + 1) * Sizes.count(by)));
  }

  public void bits(@Nullable Object set, int index) {
    sizes.bits(set, index);
  }

  /** Clears without touching the room that a table once had. */
  public void clear(Object what) {
    sizes.clear(what);
  }

  /** A text that has just been made. */
  public String made(String text) {
    work(4 + (text.length() >> 3));
    room(32 + 2L * text.length());
    return text;
  }

  private boolean element() {
    steps(ELEMENT_STEPS, ELEMENT_BYTES);
    return true;
  }

  private boolean element(@Nullable Object value) {
    steps(ELEMENT_STEPS, ELEMENT_BYTES);
    deep(value);
    return true;
  }

  /** Charges each element that passes; the size of the stream is no longer known beforehand. */
  public <T> Stream<T> metered(Stream<T> stream) {
    return stream.filter(this::element);
  }

  public IntStream metered(IntStream stream) {
    return stream.filter(_ -> element());
  }

  public LongStream metered(LongStream stream) {
    return stream.filter(_ -> element());
  }

  public DoubleStream metered(DoubleStream stream) {
    return stream.filter(_ -> element());
  }

  /** Charges each comparison, so that comparators built upon it are charged too. */
  public <T> Comparator<T> comparator(Comparator<T> comparator) {
    return (a, b) -> {
      int before = enter(ELEMENT_STEPS, 0, 1);
      deep(a);
      int result = comparator.compare(a, b);
      leave(before);
      return result;
    };
  }

  public <T, R> Function<T, R> function(Function<T, R> function) {
    return value -> {
      int before = enter(ELEMENT_STEPS, 0, 1);
      R result = function.apply(value);
      leave(before);
      return result;
    };
  }

  public <T> Predicate<T> predicate(Predicate<T> predicate) {
    return value -> {
      int before = enter(ELEMENT_STEPS, 0, 1);
      deep(value);
      boolean result = predicate.test(value);
      leave(before);
      return result;
    };
  }
}
