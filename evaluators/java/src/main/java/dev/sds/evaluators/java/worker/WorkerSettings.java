package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.JavaCompile;
import dev.sds.evaluators.process.JavaCommand;
import dev.sds.evaluators.process.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a pool of workers is made.
 *
 * @param size how many child JVMs there are at most
 * @param apiPackages the packages of the kit that candidates may see
 * @param classPath where the children find SDS, the harnesses and the API
 * @param heapMegabytes the heap of a child
 * @param buildDeadline how long parse, compilation and check of one candidate may take
 * @param training what the start-up cache of the children is made with
 */
public record WorkerSettings(
    int size,
    Set<String> apiPackages,
    List<Path> classPath,
    int heapMegabytes,
    Duration buildDeadline,
    Sandbox sandbox,
    Training training) {

  public WorkerSettings {
    if (size < 1 || heapMegabytes < 64) {
      throw new IllegalArgumentException(
          "A pool of %d workers with %d MB each cannot work".formatted(size, heapMegabytes));
    }
    apiPackages = Set.copyOf(apiPackages);
    classPath = List.copyOf(classPath);
  }

  /**
   * Two workers with room for what a run may allocate, on the class path of this JVM, in the best
   * sandbox of the machine.
   */
  public static WorkerSettings standard(Set<String> apiPackages) {
    return new WorkerSettings(
        2,
        apiPackages,
        JavaCommand.ownClassPath(),
        640,
        Duration.ofSeconds(15),
        Sandbox.detect(),
        Training.NONE);
  }

  public WorkerSettings withSize(int workers) {
    return new WorkerSettings(
        workers, apiPackages, classPath, heapMegabytes, buildDeadline, sandbox, training);
  }

  public WorkerSettings withSandbox(Sandbox other) {
    return new WorkerSettings(
        size, apiPackages, classPath, heapMegabytes, buildDeadline, other, training);
  }

  public WorkerSettings withTraining(Training other) {
    return new WorkerSettings(
        size, apiPackages, classPath, heapMegabytes, buildDeadline, sandbox, other);
  }

  JavaCommand command() {
    return new JavaCommand(
        classPath,
        Stream.concat(ChildOptions.of(heapMegabytes).stream(), Stream.of(JavaCompile.FAST_OPTION))
            .toList(),
        JavaWorker.class.getName(),
        apiPackages.stream().sorted().toList());
  }
}
