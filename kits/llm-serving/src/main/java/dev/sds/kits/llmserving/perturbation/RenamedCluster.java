package dev.sds.kits.llmserving.perturbation;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RequestProgress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster whose requests and replicas have other names; one object for each, as ever. */
final class RenamedCluster implements Cluster {

  private final Cluster cluster;
  private final Names names;
  private final List<@Nullable Renamed> requests = new ArrayList<>();

  RenamedCluster(Cluster cluster, Names names) {
    this.cluster = cluster;
    this.names = names;
  }

  int label(int replica) {
    return names.replica(replica, cluster.replicas());
  }

  Request renamed(Request request) {
    int id = request.id();
    while (requests.size() <= id) {
      requests.add(null);
    }
    Renamed known = requests.get(id);
    if (known == null) {
      known = new Renamed(request, names.request(id));
      requests.set(id, known);
    }
    return known;
  }

  /** The request behind a renamed one; any other as it is, for the cluster to refuse. */
  private static Request own(Request request) {
    return request instanceof Renamed renamed ? renamed.request : request;
  }

  @Override
  public double now() {
    return cluster.now();
  }

  @Override
  public int replicas() {
    return cluster.replicas();
  }

  @Override
  public ReplicaView replica(int index) {
    return new View(cluster.replica(names.oldReplica(index, cluster.replicas())));
  }

  @Override
  public void dispatch(Request request, int replica, int attempt) {
    cluster.dispatch(own(request), names.oldReplica(replica, cluster.replicas()), attempt);
  }

  @Override
  public void deliver(Request request, int attempt) {
    cluster.deliver(own(request), attempt);
  }

  /** Renamed runs are not traced. */
  @Override
  public void log(String action, int request, int replica, int attempt) {}

  private static final class Renamed implements Request {
    private final Request request;
    private final int number;

    Renamed(Request request, int number) {
      this.request = request;
      this.number = number;
    }

    @Override
    public int id() {
      return number;
    }

    @Override
    public double arrivedAt() {
      return request.arrivedAt();
    }

    @Override
    public int promptTokens() {
      return request.promptTokens();
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * number + Double.hashCode(arrivedAt())) + promptTokens();
    }

    @Override
    public String toString() {
      return "Request[id=%d, arrivedAt=%s, promptTokens=%d]"
          .formatted(number, arrivedAt(), promptTokens());
    }
  }

  private final class View implements ReplicaView {
    private final ReplicaView replica;

    View(ReplicaView replica) {
      this.replica = replica;
    }

    @Override
    public int index() {
      return label(replica.index());
    }

    @Override
    public int totalBlocks() {
      return replica.totalBlocks();
    }

    @Override
    public int allocatedBlocks() {
      return replica.allocatedBlocks();
    }

    @Override
    public int blockTokens() {
      return replica.blockTokens();
    }

    @Override
    public int waiting() {
      return replica.waiting();
    }

    @Override
    public int running() {
      return replica.running();
    }

    @Override
    public long waitingTokens() {
      return replica.waitingTokens();
    }

    @Override
    public int waitingBlocks(double decodeShare) {
      return replica.waitingBlocks(decodeShare);
    }

    @Override
    public int committedBlocks() {
      return replica.committedBlocks();
    }

    @Override
    public int outstanding() {
      return replica.outstanding();
    }

    @Override
    public RequestProgress outstandingAt(int position) {
      return new Progress(replica.outstandingAt(position));
    }
  }

  private final class Progress implements RequestProgress {
    private final RequestProgress progress;

    Progress(RequestProgress progress) {
      this.progress = progress;
    }

    @Override
    public Request request() {
      return renamed(progress.request());
    }

    @Override
    public int attempt() {
      return progress.attempt();
    }

    @Override
    public int processedTokens() {
      return progress.processedTokens();
    }

    @Override
    public int prefillTokens() {
      return progress.prefillTokens();
    }

    @Override
    public int restarts() {
      return progress.restarts();
    }
  }
}
