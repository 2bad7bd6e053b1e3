package dev.sds.testkit.api;

/** What a router sees. */
public record View(long now, int tokens, int replicas) {

  public long load(int replica) {
    return (now * 31 + replica * 17L) % 101;
  }
}
