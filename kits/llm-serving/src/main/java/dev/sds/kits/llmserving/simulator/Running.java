package dev.sds.kits.llmserving.simulator;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests that hold memory, in the order of admission: those that decode, then those that
 * prefill. One that leaves makes a gap, which is closed when somebody counts positions.
 */
final class Running {

  private @Nullable Attempt[] places = new Attempt[32];

  /** The last request stands before this place. */
  private int end;

  private int size;

  /** Requests before this place decode. */
  private int firstPrefill;

  /** Whether the order is that of arrival too. */
  private boolean byArrival = true;

  /** No request here arrived after this one. */
  private int latest = -1;

  int size() {
    return size;
  }

  void add(Attempt attempt) {
    if (end == places.length) {
      places = Arrays.copyOf(places, Math.max(end, 4 * size));
      closeGaps();
    }
    byArrival &= attempt.entry.id > latest;
    latest = Math.max(latest, attempt.entry.id);
    put(attempt, end++);
    size++;
  }

  void remove(Attempt attempt) {
    places[attempt.place] = null;
    size--;
    while (end > 0 && places[end - 1] == null) {
      end--;
    }
    firstPrefill = Math.min(firstPrefill, end);
  }

  void clear() {
    Arrays.fill(places, 0, end, null);
    end = 0;
    size = 0;
    firstPrefill = 0;
    byArrival = true;
    latest = -1;
  }

  /** The request admitted last. */
  Attempt last() {
    return inPlace(end - 1);
  }

  /** The one of a rank in the order. */
  Attempt get(int rank) {
    if (rank < 0 || rank >= size) {
      throw new IndexOutOfBoundsException(rank);
    }
    closeGaps();
    return inPlace(rank);
  }

  /** Whether any request prefills. */
  boolean isPrefilling() {
    return firstPrefill < end;
  }

  /** The place of the first request that prefills; they stand one behind the other. */
  int firstPrefill() {
    return firstPrefill;
  }

  /** The place behind the last request. */
  int end() {
    return end;
  }

  Attempt inPlace(int place) {
    return Objects.requireNonNull(places[place]);
  }

  /** The first of those that prefill decodes from now on. */
  void prefilled() {
    firstPrefill++;
  }

  /** Whether the order of admission is that of arrival. */
  boolean isByArrival() {
    return byArrival;
  }

  /** Restores the order of arrival among requests that all decode. */
  void sortByArrival() {
    if (byArrival) {
      return;
    }
    closeGaps();
    for (int i = 1; i < size; i++) {
      Attempt attempt = inPlace(i);
      int j = i;
      while (j > 0 && inPlace(j - 1).entry.id > attempt.entry.id) {
        put(inPlace(j - 1), j);
        j--;
      }
      put(attempt, j);
    }
    byArrival = true;
  }

  private void closeGaps() {
    if (end == size) {
      return;
    }
    int closed = 0;
    int decoding = 0;
    for (int i = 0; i < end; i++) {
      Attempt attempt = places[i];
      if (attempt != null) {
        decoding += i < firstPrefill ? 1 : 0;
        put(attempt, closed++);
      }
    }
    Arrays.fill(places, closed, end, null);
    firstPrefill = decoding;
    end = closed;
  }

  private void put(Attempt attempt, int place) {
    attempt.place = place;
    places[place] = attempt;
  }
}
