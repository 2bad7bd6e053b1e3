package dev.sds.evaluators.java.loading;

import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaCompile;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.containment.Containment;
import dev.sds.evaluators.java.metering.Metering;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Builds candidates inside the worker and remembers the last ones by the hash of their sources. */
public final class Workshop {

  private static final int REMEMBERED = 64;

  private final Window window;
  private final JavaCompile compiler;
  private final Containment containment;
  private final Metering metering = new Metering(Workshop.class.getClassLoader());
  private final CommonClasses common = new CommonClasses(this::shared);
  private final Map<String, Outcome> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Outcome> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** How a build ended. */
  public sealed interface Outcome {
    record Ok(String codeHash, int classCount, Loaded candidate) implements Outcome {}

    record Refused(List<Finding> findings) implements Outcome {}
  }

  /** Candidates may see the API packages, beside part of java.base. */
  public Workshop(Set<String> apiPackages) throws IOException {
    this.window = new Window(apiPackages);
    this.compiler = JavaCompile.against(apiPackages);
    this.containment = new Containment(apiPackages);
  }

  /** What became of the sources, or of the same ones before. */
  public Outcome build(JavaSources sources) {
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
    try {
      Map<String, CandidateLoader> shared = common.of(classes.files());
      var own = new TreeSet<>(classes.files().keySet());
      own.removeAll(shared.keySet());
      List<Finding> findings = containment.check(classes.files(), own);
      return findings.isEmpty()
          ? new Outcome.Ok(
              classes.hash(),
              classes.files().size(),
              new Loaded(loader(classes.files(), own, shared)))
          : new Outcome.Refused(findings);
    } catch (IllegalArgumentException e) {
      String message = "a method is too large to be metered: " + e.getMessage();
      return new Outcome.Refused(
          List.of(new Finding(Finding.By.CONTAINMENT, "(classes)", 0, 0, message)));
    }
  }

  /** A loader for classes that stand alone; nothing where they are refused. */
  private Optional<CandidateLoader> shared(SortedMap<String, byte[]> classes) {
    return containment.check(classes, classes.keySet()).isEmpty()
        ? Optional.of(loader(classes, classes.keySet(), Map.of()))
        : Optional.empty();
  }

  private CandidateLoader loader(
      SortedMap<String, byte[]> classes, Set<String> own, Map<String, CandidateLoader> shared) {
    return new CandidateLoader(metering.rewrite(classes, own), shared, window);
  }
}
