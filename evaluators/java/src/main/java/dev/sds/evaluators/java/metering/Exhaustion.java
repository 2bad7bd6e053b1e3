package dev.sds.evaluators.java.metering;

/** Ends candidate code that has used up a budget. The rewritten code never handles it. */
public final class Exhaustion extends Error {

  private static final long serialVersionUID = 1L;

  private final Resource resource;
  private final long limit;

  Exhaustion(Resource resource, long limit) {
    super("more than %,d %s".formatted(limit, resource.unit()));
    this.resource = resource;
    this.limit = limit;
  }

  public Resource resource() {
    return resource;
  }

  public long limit() {
    return limit;
  }
}
