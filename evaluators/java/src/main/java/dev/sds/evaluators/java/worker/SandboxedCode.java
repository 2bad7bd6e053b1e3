package dev.sds.evaluators.java.worker;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.evaluators.CodeRunner;
import dev.sds.evaluators.java.Built;
import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.Ran;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Generated Maven projects, built and run in pooled child JVMs. */
public final class SandboxedCode implements CodeRunner {

  static final String MAIN = "src/main/java/";
  private static final String TEST = "src/test/java/";
  private static final Duration RUN_DEADLINE = Duration.ofMinutes(5);
  private static final Duration TEST_DEADLINE = Duration.ofMinutes(5);

  private final JavaWorkers workers;
  private final GeneratedTests tests;

  private SandboxedCode(WorkerSettings settings) {
    this.workers = new JavaWorkers(settings);
    this.tests = new GeneratedTests(settings.classPath(), settings.sandbox());
  }

  /** Runs code against the interfaces that a kit vendors into its projects. */
  public static SandboxedCode of(Kit kit) {
    return new SandboxedCode(
        WorkerSettings.standard(vendoredPackages(kit))
            .withTraining(() -> KitExamples.of(kit.name())));
  }

  /** How the child JVMs are contained, in words. */
  public String sandbox() {
    return workers.sandbox();
  }

  private static Set<String> vendoredPackages(Kit kit) {
    var packages = new TreeSet<String>();
    for (String path : ProjectGenerator.sources(kit.vendored(), MAIN).keySet()) {
      int slash = path.lastIndexOf('/');
      packages.add(path.substring(0, Math.max(0, slash)).replace('/', '.'));
    }
    return packages;
  }

  @Override
  public String canonicalHash(SortedMap<String, String> sources) {
    return workers.canonicalHash(main(sources));
  }

  @Override
  public List<Evidence> inspect(SortedMap<String, String> sources) {
    return switch (workers.build(main(sources))) {
      case Built.Ok ok ->
          List.of(
              finding(
                  Weight.NOTE,
                  "java.builds",
                  ok.classCount() + " classes compile and keep within the allow-list",
                  ""));
      case Built.Refused refused ->
          refused.findings().stream().map(SandboxedCode::refusal).toList();
      case Built.Failed failed -> List.of(failure("java", failed.failure()));
    };
  }

  @Override
  public Run run(SortedMap<String, String> sources, String harness, String task) {
    return switch (workers.run(main(sources), harness, task, RUN_DEADLINE)) {
      case Ran.Completed completed -> new Run.Completed(completed.result());
      case Ran.Refused refused ->
          new Run.Crashed(
              "the code was refused: "
                  + refused.findings().stream()
                      .map(Finding::render)
                      .limit(3)
                      .collect(Collectors.joining("; ")));
      case Ran.Crashed crashed ->
          new Run.Crashed(
              "it threw "
                  + crashed.exception()
                  + " ("
                  + crashed.message()
                  + ") at "
                  + crashed.frame());
      case Ran.Exhausted exhausted -> new Run.Crashed(exhausted.why());
      case Ran.Failed failed ->
          failed.failure().lasting() == Failure.Lasting.PERSISTENT
              ? new Run.Crashed(failed.failure().why())
              : new Run.Unavailable(failed.failure().why());
    };
  }

  @Override
  public List<Evidence> test(SortedMap<String, String> sources) {
    JavaSources tested = JavaSources.of(ProjectGenerator.sources(sources, TEST));
    return switch (tests.run(main(sources), tested, TEST_DEADLINE)) {
      case TestRun.Completed completed -> List.of(outcome(completed));
      case TestRun.Refused refused ->
          refused.findings().stream().map(SandboxedCode::refusal).toList();
      case TestRun.Exhausted(var end) ->
          List.of(
              new Evidence.Finding(
                  "tests", List.of(), Weight.FATAL, "tests.exhausted", "a test: " + end.why(), ""));
      case TestRun.Failed failed -> List.of(failure("tests", failed.failure()));
    };
  }

  private static Evidence outcome(TestRun.Completed run) {
    if (run.failed().isEmpty() && run.passed() > 0) {
      return new Evidence.Finding(
          "tests", List.of(), Weight.FOR, "tests.pass", run.passed() + " tests pass", "");
    }
    String failures =
        run.failed().stream()
            .map(f -> f.name() + ": " + f.message())
            .collect(Collectors.joining("; "));
    String message =
        run.failed().size()
            + " of "
            + (run.passed() + run.failed().size())
            + " tests fail: "
            + failures;
    return new Evidence.Finding("tests", List.of(), Weight.FATAL, "tests.fail", message, "");
  }

  private static JavaSources main(SortedMap<String, String> sources) {
    return JavaSources.of(ProjectGenerator.sources(sources, MAIN));
  }

  private static Evidence refusal(Finding finding) {
    return finding(
        Weight.FATAL,
        "java.refused",
        finding.message(),
        finding.file() + ":" + finding.line() + ":" + finding.column());
  }

  private static Evidence finding(Weight weight, String code, String message, String where) {
    return new Evidence.Finding("java", List.of(), weight, code, message, where);
  }

  private static Evidence failure(String source, Failure failure) {
    return failure.lasting() == Failure.Lasting.PERSISTENT
        ? new Evidence.Finding(
            source, List.of(), Weight.FATAL, source + ".failed", failure.why(), "")
        : new Evidence.ToolFailure(source, List.of(), failure.why());
  }

  @Override
  public void close() {
    workers.close();
  }
}
