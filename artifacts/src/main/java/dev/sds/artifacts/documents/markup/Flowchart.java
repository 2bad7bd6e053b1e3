package dev.sds.artifacts.documents.markup;

import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.ModuleKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** An architecture's modules and connectors as a Mermaid flowchart. */
public final class Flowchart {

  private final Architecture architecture;
  private final Catalogue catalogue;

  /** Name to the id it has in the diagram: names may be Mermaid keywords, ids never are. */
  private final Map<String, String> ids = new LinkedHashMap<>();

  public Flowchart(Architecture architecture, Catalogue catalogue) {
    this.architecture = architecture;
    this.catalogue = catalogue;
  }

  public String text() {
    architecture.modules().forEach(this::id);
    var edges = new StringBuilder();
    for (Architecture.Connector c : architecture.connectors()) {
      edges.append("  ").append(id(c.from())).append(" -->");
      if (!Markdown.oneLine(c.carries()).isEmpty()) {
        edges.append("|\"").append(label(c.carries())).append("\"|");
      }
      edges.append(' ').append(id(c.to())).append('\n');
    }
    var text = new StringBuilder("flowchart LR\n");
    ids.forEach((name, id) -> text.append("  ").append(id).append(node(name)).append('\n'));
    return text.append(edges).toString();
  }

  /** Generated modules are boxes, given ones are rounded. */
  private String node(String name) {
    boolean generated =
        catalogue.modules().stream()
            .filter(m -> m.name().equals(name))
            .map(ModuleKind::javaInterface)
            .anyMatch(i -> !i.isEmpty());
    return generated ? "[\"" + label(name) + "\"]" : "([\"" + label(name) + "\"])";
  }

  private String id(String name) {
    return ids.computeIfAbsent(name, _ -> "m" + (ids.size() + 1));
  }

  /** Text between double quotes in a diagram. */
  public static String label(String raw) {
    var out = new StringBuilder();
    for (char c : Markdown.oneLine(raw).toCharArray()) {
      switch (c) {
        case '"' -> out.append("#quot;");
        case '<' -> out.append("#lt;");
        case '>' -> out.append("#gt;");
        case '&' -> out.append("#amp;");
        case '#', ';', '`', '|', '\\', '%', '{', '}' -> out.append('#').append((int) c).append(';');
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
