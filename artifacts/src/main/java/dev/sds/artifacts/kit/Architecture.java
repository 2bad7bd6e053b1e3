package dev.sds.artifacts.kit;

import dev.sds.artifacts.Decisions;
import java.util.List;

/**
 * A published way to arrange modules.
 *
 * @param decisions its choices of the ARCHITECTURE stage
 * @param modules names of module kinds
 * @param assumptions what it takes for granted about failures
 */
public record Architecture(
    String name,
    String doc,
    String source,
    Decisions decisions,
    List<String> modules,
    List<Connector> connectors,
    List<String> assumptions) {

  public Architecture {
    modules = List.copyOf(modules);
    connectors = List.copyOf(connectors);
    assumptions = List.copyOf(assumptions);
  }

  /** Something that flows from one module to another. */
  public record Connector(String from, String to, String carries) {}
}
