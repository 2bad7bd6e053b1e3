package dev.sds.cli;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.evaluators.CodeRunner;
import dev.sds.evaluators.java.JavaCompile;
import dev.sds.evaluators.java.JavaCompile.Compiled;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.containment.Containment;
import dev.sds.evaluators.java.metering.Metering;
import dev.sds.evaluators.java.worker.SandboxedCode;
import dev.sds.evaluators.process.Candidate;
import dev.sds.evaluators.process.Harness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;

/** Compiles, contains and runs generated code in this process; only its tests get a child JVM. */
final class QuickCode implements CodeRunner {

  static final Set<String> API = Set.of("dev.sds.kits.llmserving.api");

  private final JavaCompile compiler;
  private final Map<String, Compiled> built = new HashMap<>();
  private final SandboxedCode sandboxed;

  QuickCode(Kit kit) {
    try {
      this.compiler = JavaCompile.against(API);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.sandboxed = SandboxedCode.of(kit);
  }

  /** The classes of a project's main sources. */
  synchronized Compiled build(SortedMap<String, String> files) {
    JavaSources sources = JavaSources.of(ProjectGenerator.sources(files, "src/main/java/"));
    return built.computeIfAbsent(sources.hash(), _ -> compiler.compile(sources));
  }

  @Override
  public String canonicalHash(SortedMap<String, String> files) {
    return sandboxed.canonicalHash(files);
  }

  @Override
  public List<Evidence> inspect(SortedMap<String, String> files) {
    return switch (build(files)) {
      case Compiled.Refused refused -> List.of(finding(Weight.FATAL, refused.findings()));
      case Compiled.Classes classes -> {
        var findings = new Containment(API).check(classes.files());
        yield List.of(finding(findings.isEmpty() ? Weight.NOTE : Weight.FATAL, findings));
      }
    };
  }

  private static Evidence finding(Weight weight, List<?> findings) {
    return new Evidence.Finding("java", List.of(), weight, "java", findings.toString(), "");
  }

  @Override
  public Run run(SortedMap<String, String> files, String harness, String task) {
    if (!(build(files) instanceof Compiled.Classes classes)) {
      return new Run.Crashed("it does not compile");
    }
    try {
      return new Run.Completed(harness(harness).run(new Loaded(classes.files()), task));
    } catch (Exception e) {
      return new Run.Crashed(e.toString());
    }
  }

  static Harness harness(String name) {
    return ServiceLoader.load(Harness.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public List<Evidence> test(SortedMap<String, String> files) {
    return sandboxed.test(files);
  }

  @Override
  public void close() {
    sandboxed.close();
  }

  /** Classes in a loader of their own. */
  static final class Loaded extends ClassLoader implements Candidate {
    private final SortedMap<String, byte[]> classes;

    Loaded(SortedMap<String, byte[]> classes) {
      super(QuickCode.class.getClassLoader());
      this.classes = classes;
    }

    boolean meters() {
      return classes.containsKey(Metering.HOLDER);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public <T> T create(String className, Class<T> type) {
      try {
        return type.cast(loadClass(className).getConstructor().newInstance());
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(className, e);
      }
    }
  }
}
