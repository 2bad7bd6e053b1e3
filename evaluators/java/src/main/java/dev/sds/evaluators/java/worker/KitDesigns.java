package dev.sds.evaluators.java.worker;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.evaluators.java.JavaSources;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whole projects of random consistent designs with random parameters, no two the same. */
public final class KitDesigns {

  private final Kit kit;
  private final Random random;
  private final Set<String> seen = new HashSet<>();

  public KitDesigns(Kit kit, long seed) {
    this.kit = kit;
    this.random = new Random(seed);
  }

  public JavaSources next() {
    while (true) {
      JavaSources sources = sources(decisions());
      if (seen.add(sources.hash())) {
        return sources;
      }
    }
  }

  private Decisions decisions() {
    while (true) {
      SortedMap<String, String> values = new TreeMap<>();
      for (DecisionKind kind : kit.catalogue().kinds()) {
        List<String> choices = kind.choices().stream().map(Choice::name).toList();
        values.put(kind.name(), choices.get(random.nextInt(choices.size())));
      }
      var decisions = new Decisions(values);
      if (kit.catalogue().consistent(decisions)) {
        return decisions;
      }
    }
  }

  private JavaSources sources(Decisions decisions) {
    var parameters = new TreeMap<String, Double>();
    for (Catalogue.NamedParameter named : kit.catalogue().parameters(decisions)) {
      Parameter range = named.parameter();
      double value = range.low() + random.nextDouble() * (range.high() - range.low());
      parameters.put(named.name(), value);
    }
    var files = new TreeMap<String, String>();
    new ProjectGenerator(kit)
        .generate(decisions, parameters)
        .forEach(artifact -> files.put(artifact.path(), artifact.content()));
    return JavaSources.of(ProjectGenerator.sources(files, SandboxedCode.MAIN));
  }
}
