package dev.sds.artifacts.kit;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Template;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the Maven project of a design from the kit's templates: same decisions and parameters,
 * same bytes.
 */
public record ProjectGenerator(Kit kit) {

  /** Every file of the project, by its path inside it. */
  public List<Artifact> generate(Decisions decisions, SortedMap<String, Double> parameters) {
    var context = new TreeMap<String, Object>();
    context.put("design", new Design(kit.catalogue(), decisions, parameters));
    var files = new TreeMap<>(kit.vendored());
    kit.sources()
        .forEach((path, text) -> files.put(path, new Template(path, text).render(context)));
    var artifacts = new ArrayList<Artifact>();
    files.forEach((path, text) -> artifacts.add(new Artifact(path, text)));
    return artifacts;
  }

  /** A design as templates see it. */
  public static final class Design {
    private final Catalogue catalogue;
    private final Decisions decisions;
    private final SortedMap<String, Double> parameters;
    private final Set<String> traits;

    Design(Catalogue catalogue, Decisions decisions, SortedMap<String, Double> parameters) {
      this.catalogue = catalogue;
      this.decisions = decisions;
      this.parameters = parameters;
      this.traits = catalogue.traits(decisions);
    }

    /** Whether the design has a trait. */
    public boolean has(String trait) {
      return traits.contains(trait);
    }

    /** What a kind was decided to be, in words. */
    public String doc(String kind) {
      return choice(kind).doc();
    }

    public String source(String kind) {
      return choice(kind).source();
    }

    /** The published name of the combination, or an empty text. */
    public String technique() {
      return catalogue.technique(decisions).map(Technique::name).orElse("");
    }

    /** A fragment of a choice with its lines indented; empty where the choice has none. */
    public String code(String kind, String hole, int indent) {
      String text = choice(kind).code().getOrDefault(hole, "").strip();
      return text.isEmpty() ? "" : text.indent(indent).stripTrailing();
    }

    public boolean hasCode(String kind, String hole) {
      return choice(kind).code().containsKey(hole);
    }

    /** The tuned numbers as Java constants, one declaration with its comment each. */
    public List<String> constants() {
      var constants = new ArrayList<String>();
      for (Catalogue.NamedParameter named : catalogue.parameters(decisions)) {
        Parameter p = named.parameter();
        double value = parameters.getOrDefault(named.name(), p.initial());
        boolean whole = p.scale() == Parameter.Scale.INTEGER;
        String literal =
            whole ? Long.toString(Math.round(value)) : BigDecimal.valueOf(value).toPlainString();
        constants.add(
            "/** "
                + capitalised(p.doc())
                + ". */\n  private static final "
                + (whole ? "int " : "double ")
                + constantName(named.name())
                + " = "
                + literal
                + ";");
      }
      return constants;
    }

    private Choice choice(String kind) {
      return decisions
          .value(kind)
          .flatMap(v -> catalogue.choice(kind, v))
          .orElseThrow(
              () -> new IllegalArgumentException("The design does not decide '" + kind + "'."));
    }

    private static String constantName(String name) {
      return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String capitalised(String text) {
      return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
  }

  /** The files of a project that its compiler reads. */
  public static SortedMap<String, String> sources(Map<String, String> files, String folder) {
    var sources = new TreeMap<String, String>();
    files.forEach(
        (path, text) -> {
          if (path.startsWith(folder) && path.endsWith(".java")) {
            sources.put(path.substring(folder.length()), text);
          }
        });
    return sources;
  }
}
