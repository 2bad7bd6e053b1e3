package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;

/**
 * The routers to compare with. Parameters, where a router has any, default to those of its source.
 */
public enum Baseline implements RouterFactory {
  /** Each replica in turn. */
  ROUND_ROBIN,
  /** Fewest waiting requests. */
  LEAST_WAITING,
  /** Fewest waiting and running requests: LLQ in the Glia experiments. */
  LEAST_OUTSTANDING,
  /** {@link #HEAD_ROOM} with the queue in order of arrival. */
  HEAD_ROOM_FIFO,
  /** Glia's head-room admission, HRA. Parameters: decode share 0.6, reserve 0.03. */
  HEAD_ROOM,
  /** The human expert's router. Parameters: share of blocks 0.9375, seed 0. */
  EXPERT,
  /** FunSearch's best router. Parameter: cap on projected memory use 1.03. */
  FUNSEARCH;

  @Override
  public Router create(Cluster cluster, double[] parameters) {
    return new QueueRouter(cluster, placement(cluster, parameters));
  }

  private Placement placement(Cluster cluster, double[] parameters) {
    int n = cluster.replicas();
    return switch (this) {
      case ROUND_ROBIN -> new RoundRobin(n);
      case LEAST_WAITING -> new LeastQueue(n, ReplicaView::waiting);
      case LEAST_OUTSTANDING -> new LeastQueue(n, ReplicaView::outstanding);
      case HEAD_ROOM_FIFO -> headRoom(cluster, HeadRoom.Order.ARRIVAL, parameters);
      case HEAD_ROOM -> headRoom(cluster, HeadRoom.Order.SHORTEST_PROMPT, parameters);
      case EXPERT -> new Expert(n, at(parameters, 0, 0.9375), (long) at(parameters, 1, 0));
      case FUNSEARCH -> new FunSearchRule(cluster, at(parameters, 0, 1.03));
    };
  }

  private static Placement headRoom(Cluster cluster, HeadRoom.Order order, double[] parameters) {
    return new HeadRoom(cluster, order, at(parameters, 0, 0.6), at(parameters, 1, 0.03));
  }

  private static double at(double[] parameters, int position, double otherwise) {
    return position < parameters.length ? parameters[position] : otherwise;
  }
}
