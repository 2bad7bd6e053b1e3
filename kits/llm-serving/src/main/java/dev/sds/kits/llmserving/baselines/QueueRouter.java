package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Candidates;
import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps the queue of a placement and offers it, on every arrival and answer, to the replicas not
 * known to be down. Each request is dispatched once: what a crash destroys stays lost.
 */
final class QueueRouter implements Router {

  private record Entry(double priority, Request request) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byPriority = Double.compare(priority, other.priority);
      return byPriority != 0 ? byPriority : Integer.compare(request.id(), other.request.id());
    }
  }

  private final Cluster cluster;
  private final Placement placement;
  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private final List<Entry> skipped = new ArrayList<>();
  private final UpReplicas up;
  private double stockTakenAt = Double.NaN;

  QueueRouter(Cluster cluster, Placement placement) {
    this.cluster = cluster;
    this.placement = placement;
    this.up = new UpReplicas(cluster.replicas());
  }

  @Override
  public void onArrival(Request request) {
    if (!queue.isEmpty() || up.count() == 0) {
      queue.add(entry(request));
      placeAll();
      return;
    }
    takeStock();
    int replica = placement.place(request, up);
    if (replica >= 0) {
      cluster.dispatch(request, replica, 0);
    } else {
      queue.add(entry(request));
    }
  }

  private Entry entry(Request request) {
    return new Entry(placement.priority(request), request);
  }

  @Override
  public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
    cluster.deliver(request, attempt);
    placement.answered(request, decodedTokens);
    placeAll();
  }

  @Override
  public void onSuspected(int replica) {
    up.set(replica, false);
  }

  @Override
  public void onDown(int replica) {
    up.set(replica, false);
  }

  @Override
  public void onUp(int replica) {
    up.set(replica, true);
    stockTakenAt = Double.NaN;
    placeAll();
  }

  private void placeAll() {
    if (queue.isEmpty() || up.count() == 0) {
      return;
    }
    takeStock();
    for (Entry head = queue.peek(); head != null; head = queue.peek()) {
      int replica = placement.place(head.request, up);
      if (replica == Placement.HOLD) {
        break;
      }
      queue.remove();
      if (replica == Placement.SKIP) {
        skipped.add(head);
      } else {
        cluster.dispatch(head.request, replica, 0);
      }
    }
    queue.addAll(skipped);
    skipped.clear();
  }

  /**
   * Once an instant: the answers of one iteration come one by one at the same time, and the sources
   * place after the last of them.
   */
  private void takeStock() {
    if (cluster.now() != stockTakenAt) {
      placement.beginRound(cluster);
      stockTakenAt = cluster.now();
    }
  }

  private static final class UpReplicas implements Candidates {
    private final boolean[] up;
    private int count;

    UpReplicas(int replicas) {
      up = new boolean[replicas];
      Arrays.fill(up, true);
      count = replicas;
    }

    void set(int replica, boolean isUp) {
      count += (isUp ? 1 : 0) - (up[replica] ? 1 : 0);
      up[replica] = isUp;
    }

    @Override
    public boolean contains(int replica) {
      return up[replica];
    }

    @Override
    public int count() {
      return count;
    }
  }
}
