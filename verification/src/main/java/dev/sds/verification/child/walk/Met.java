package dev.sds.verification.child.walk;

import java.util.Arrays;

/** The fingerprints of different states, as many as are counted. */
final class Met {

  /** Beyond so many, whether a state is new is not asked. */
  static final int MOST = 4_000_000;

  private static final double FULL = 0.6;

  private long[] slots = new long[1 << 12];
  private int size;
  private boolean zero;

  /** Whether a state is new. */
  boolean add(long fingerprint) {
    if (fingerprint == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    if (size >= MOST) {
      return false;
    }
    if (size > slots.length * FULL) {
      grow();
    }
    return put(fingerprint);
  }

  int size() {
    return size + (zero ? 1 : 0);
  }

  private boolean put(long fingerprint) {
    int mask = slots.length - 1;
    int at = Long.hashCode(fingerprint * 0x9E3779B97F4A7C15L) & mask;
    while (slots[at] != 0) {
      if (slots[at] == fingerprint) {
        return false;
      }
      at = (at + 1) & mask;
    }
    slots[at] = fingerprint;
    size++;
    return true;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    size = 0;
    Arrays.stream(old).filter(fingerprint -> fingerprint != 0).forEach(this::put);
  }
}
