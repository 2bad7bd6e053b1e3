package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaCompile;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.containment.Containment;
import dev.sds.evaluators.java.metering.Metering;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds candidates inside the worker and remembers the last ones by the hash of their sources. */
final class Workshop {

  private static final int REMEMBERED = 64;

  private final Set<String> apiPackages;
  private final JavaCompile compiler;
  private final Containment containment;
  private final Metering metering = new Metering(Workshop.class.getClassLoader());
  private final Map<String, Outcome> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Outcome> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** How a build ended. */
  sealed interface Outcome {
    record Ok(String codeHash, int classCount, Loaded candidate) implements Outcome {}

    record Refused(List<Finding> findings) implements Outcome {}
  }

  Workshop(Set<String> apiPackages) throws IOException {
    this.apiPackages = Set.copyOf(apiPackages);
    this.compiler = JavaCompile.against(apiPackages);
    this.containment = new Containment(apiPackages);
  }

  Outcome build(JavaSources sources) {
    String hash = sources.hash();
    Outcome known = remembered.get(hash);
    if (known == null) {
      known = make(sources);
      remembered.put(hash, known);
    }
    return known;
  }

  private Outcome make(JavaSources sources) {
    return switch (compiler.compile(sources)) {
      case JavaCompile.Compiled.Refused(var errors) -> new Outcome.Refused(errors);
      case JavaCompile.Compiled.Classes classes -> contain(classes);
    };
  }

  private Outcome contain(JavaCompile.Compiled.Classes classes) {
    List<Finding> findings = containment.check(classes.files());
    return findings.isEmpty() ? meter(classes) : new Outcome.Refused(findings);
  }

  private Outcome meter(JavaCompile.Compiled.Classes classes) {
    try {
      var loader = new CandidateLoader(metering.rewrite(classes.files()), apiPackages);
      return new Outcome.Ok(classes.hash(), classes.files().size(), new Loaded(loader));
    } catch (IllegalArgumentException e) {
      String message = "a method is too large to be metered: " + e.getMessage();
      return new Outcome.Refused(
          List.of(new Finding(Finding.By.CONTAINMENT, "(classes)", 0, 0, message)));
    }
  }
}
