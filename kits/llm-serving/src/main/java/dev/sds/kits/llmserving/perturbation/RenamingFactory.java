package dev.sds.kits.llmserving.perturbation;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;

/** Makes routers that see requests and replicas by other names. */
record RenamingFactory(RouterFactory factory, Names names) implements RouterFactory {

  @Override
  public Router create(Cluster cluster, double[] parameters) {
    var renamed = new RenamedCluster(cluster, names);
    return new RenamedRouter(factory.create(renamed, parameters), renamed);
  }

  /** Hears of requests and replicas by their own names, and tells a router the other ones. */
  private record RenamedRouter(Router router, RenamedCluster cluster) implements Router {

    @Override
    public void onArrival(Request request) {
      router.onArrival(cluster.renamed(request));
    }

    @Override
    public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
      router.onAnswer(cluster.renamed(request), cluster.label(replica), attempt, decodedTokens);
    }

    @Override
    public void onSuspected(int replica) {
      router.onSuspected(cluster.label(replica));
    }

    @Override
    public void onDown(int replica) {
      router.onDown(cluster.label(replica));
    }

    @Override
    public void onUp(int replica) {
      router.onUp(cluster.label(replica));
    }
  }
}
