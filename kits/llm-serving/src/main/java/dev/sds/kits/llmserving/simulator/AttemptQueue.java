package dev.sds.kits.llmserving.simulator;

/** A double-ended queue with access by position. */
final class AttemptQueue {

  private Attempt[] ring = new Attempt[64];
  private int head;
  private int size;

  int size() {
    return size;
  }

  Attempt get(int position) {
    if (position < 0 || position >= size) {
      throw new IndexOutOfBoundsException(position);
    }
    return ring[(head + position) & (ring.length - 1)];
  }

  void addLast(Attempt attempt) {
    grow();
    ring[(head + size++) & (ring.length - 1)] = attempt;
  }

  void addFirst(Attempt attempt) {
    grow();
    head = (head - 1) & (ring.length - 1);
    ring[head] = attempt;
    size++;
  }

  Attempt removeFirst() {
    Attempt first = get(0);
    head = (head + 1) & (ring.length - 1);
    size--;
    return first;
  }

  void clear() {
    head = 0;
    size = 0;
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
