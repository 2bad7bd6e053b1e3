package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.java.metering.Exhaustion;
import dev.sds.evaluators.java.metering.Meter;
import dev.sds.evaluators.java.metering.Metering;
import dev.sds.evaluators.process.Budget;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Compiles one job into the child's temporary folder and runs its tests. */
final class TestSession {

  private static final int LONGEST_MESSAGE = 2_000;
  private static final int SHOWN = 50;
  private static final String CLASS = ".class";
  private static final Budget BUDGET = new Budget(4_000_000_000L, 2L << 30, 1_000);

  private final GeneratedTests.Job job;
  private final Path folder;

  TestSession(GeneratedTests.Job job) throws IOException {
    this.job = job;
    this.folder = Files.createTempDirectory("tests-");
  }

  TestRun run() throws IOException {
    List<Finding> findings = compile();
    return findings.isEmpty() ? execute() : new TestRun.Refused(findings);
  }

  private List<Finding> compile() throws IOException {
    var files = new ArrayList<Path>(write(job.main()));
    files.addAll(write(job.tests()));
    var compiler =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "this JVM has no compiler");
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var options =
        List.of(
            "--release",
            "17",
            "-proc:none",
            "-nowarn",
            "-g:source,lines",
            "-d",
            classes().toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (var manager =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      var units = manager.getJavaFileObjectsFromPaths(files);
      compiler.getTask(null, manager, diagnostics, options, null, units).call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .limit(SHOWN)
        .map(this::finding)
        .toList();
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  private List<Path> write(JavaSources sources) throws IOException {
    var files = new ArrayList<Path>();
    Files.createDirectories(classes());
    for (var source : sources.files().entrySet()) {
      Path file = folder.resolve("src").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    return files;
  }

  private Finding finding(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject file = diagnostic.getSource();
    String path =
        file == null
            ? "(sources)"
            : folder.resolve("src").relativize(Path.of(file.toUri())).toString();
    return new Finding(
        Finding.By.COMPILER,
        path,
        (int) Math.max(0, diagnostic.getLineNumber()),
        (int) Math.max(0, diagnostic.getColumnNumber()),
        diagnostic.getMessage(Locale.ROOT).strip());
  }

  private TestRun execute() throws IOException {
    URL[] urls = {classes().toUri().toURL()};
    meter();
    try (var loader = new URLClassLoader("tests", urls, getClass().getClassLoader())) {
      Meter meter = Metering.meter(loader);
      meter.open(BUDGET);
      Thread.currentThread().setContextClassLoader(loader);
      var request = LauncherDiscoveryRequestBuilder.request().selectors(selectors(loader)).build();
      var listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      return meter.end().isPresent()
          ? new TestRun.Exhausted(exhausted(meter.end().get()))
          : summary(listener.getSummary());
    }
  }

  /** Puts metered classes in the place of those that the compiler wrote. */
  private void meter() throws IOException {
    var compiled = new TreeMap<String, byte[]>();
    try (Stream<Path> tree = Files.walk(classes())) {
      for (Path file : tree.filter(f -> f.toString().endsWith(CLASS)).toList()) {
        compiled.put(name(file), Files.readAllBytes(file));
      }
    }
    for (var file : new Metering(getClass().getClassLoader()).rewrite(compiled).entrySet()) {
      Files.write(classes().resolve(file.getKey().replace('.', '/') + CLASS), file.getValue());
    }
  }

  private String name(Path file) {
    String path = classes().relativize(file).toString().replace(File.separatorChar, '.');
    return path.substring(0, path.length() - CLASS.length());
  }

  private Ran.Exhausted exhausted(Exhaustion end) throws IOException {
    var own = new TreeSet<String>();
    try (Stream<Path> tree = Files.walk(classes())) {
      tree.filter(f -> f.toString().endsWith(CLASS)).map(this::name).forEach(own::add);
    }
    String frame = Ending.frame(end, own::contains).orElse("");
    return new Ran.Exhausted(end.resource(), end.limit(), frame);
  }

  private List<ClassSelector> selectors(ClassLoader loader) {
    return job.tests().files().keySet().stream()
        .map(path -> path.substring(0, path.length() - ".java".length()).replace('/', '.'))
        .map(name -> DiscoverySelectors.selectClass(loader, name))
        .toList();
  }

  private static TestRun summary(TestExecutionSummary summary) {
    List<TestRun.FailedTest> failed =
        summary.getFailures().stream()
            .map(
                failure ->
                    new TestRun.FailedTest(
                        failure.getTestIdentifier().getLegacyReportingName(),
                        bounded(failure.getException().toString())))
            .toList();
    return new TestRun.Completed(
        (int) summary.getTestsSucceededCount(), failed, (int) summary.getTestsSkippedCount());
  }

  private static String bounded(String text) {
    return text.substring(0, Math.min(LONGEST_MESSAGE, text.length()));
  }
}
