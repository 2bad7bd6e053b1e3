package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.process.ChildProcess;
import dev.sds.evaluators.process.JavaCommand;
import dev.sds.evaluators.process.Sandbox;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Compiles sources with their JUnit tests as Java 17 and runs the tests in a child JVM of their
 * own. The tests are trusted as far as generated text is: they may use the whole JDK, in the
 * sandbox.
 *
 * @param classPath where the child finds SDS and JUnit
 */
public record GeneratedTests(List<Path> classPath, Sandbox sandbox) {

  private static final int HEAP = 512;

  public GeneratedTests {
    classPath = List.copyOf(classPath);
  }

  /** What the child is given. */
  record Job(JavaSources main, JavaSources tests) {

    static void write(DataOutputStream out, Job job) throws IOException {
      Request.sources(out, job.main());
      Request.sources(out, job.tests());
    }

    static Job read(DataInputStream in) throws IOException {
      return new Job(Request.sources(in), Request.sources(in));
    }
  }

  public TestRun run(JavaSources main, JavaSources tests, Duration deadline) {
    var command =
        new JavaCommand(classPath, ChildOptions.of(HEAP), TestWorker.class.getName(), List.of());
    byte[] job = Frames.encode(Job::write, new Job(main, tests));
    try (var clock = Executors.newSingleThreadScheduledExecutor();
        var child = ChildProcess.start(command, sandbox)) {
      return switch (new Exchange(child, clock).ask(job, TestReply::read, deadline)) {
        case Exchange.Result.Answer(var run) -> run;
        case Exchange.Result.None(var failure) -> new TestRun.Failed(failure);
      };
    } catch (IOException e) {
      return new TestRun.Failed(
          new Failure(
              Failure.Kind.WORKER_DIED,
              Failure.Lasting.TRANSIENT,
              "the tests could not be run: " + e.getMessage()));
    }
  }
}
