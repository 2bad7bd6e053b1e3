package dev.sds.kits.llmserving.perturbation;

/** Other numbers for the requests and the replicas of a run. */
final class Names {

  private final int[] requests;
  private final int shift;

  /**
   * Names.
   *
   * @param requests the new number of each request; of those beyond it the old one
   * @param shift by how much replicas are counted on
   */
  Names(int[] requests, int shift) {
    this.requests = requests;
    this.shift = shift;
  }

  int request(int id) {
    return id >= 0 && id < requests.length ? requests[id] : id;
  }

  /** The new number of a replica. */
  int replica(int index, int count) {
    return isIn(index, count) ? Math.floorMod(index - shift, count) : index;
  }

  /** The replica with a new number. */
  int oldReplica(int number, int count) {
    return isIn(number, count) ? Math.floorMod(number + shift, count) : number;
  }

  private static boolean isIn(int index, int count) {
    return index >= 0 && index < count;
  }
}
