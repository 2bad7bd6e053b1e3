package dev.sds.kits.llmserving.simulator;

/** The requests that wait for memory: a double-ended queue with access by position. */
final class AttemptQueue {

  private Attempt[] ring = new Attempt[64];
  private int head;
  private int size;
  private long tokens;
  private int blocks;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Tokens that they have to prefill. */
  long tokens() {
    return tokens;
  }

  /** Blocks that those tokens will take, rounded up for each request. */
  int blocks() {
    return blocks;
  }

  Attempt get(int position) {
    if (position < 0 || position >= size) {
      throw new IndexOutOfBoundsException(position);
    }
    return ring[(head + position) & (ring.length - 1)];
  }

  void addLast(Attempt attempt) {
    grow();
    ring[(head + size) & (ring.length - 1)] = attempt;
    count(attempt, 1);
  }

  void addFirst(Attempt attempt) {
    grow();
    head = (head - 1) & (ring.length - 1);
    ring[head] = attempt;
    count(attempt, 1);
  }

  void removeFirst() {
    Attempt first = get(0);
    head = (head + 1) & (ring.length - 1);
    count(first, -1);
  }

  void clear() {
    head = 0;
    size = 0;
    tokens = 0;
    blocks = 0;
  }

  private void count(Attempt attempt, int sign) {
    size += sign;
    tokens += (long) sign * attempt.target;
    blocks += sign * attempt.targetBlocks;
  }

  private void grow() {
    if (size < ring.length) {
      return;
    }
    var larger = new Attempt[2 * ring.length];
    for (int i = 0; i < size; i++) {
      larger[i] = get(i);
    }
    ring = larger;
    head = 0;
  }
}
