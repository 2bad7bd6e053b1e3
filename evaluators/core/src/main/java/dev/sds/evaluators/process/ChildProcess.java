package dev.sds.evaluators.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A supervised child JVM: the java of the running JVM, an empty environment, a private temporary
 * folder, the end of its error output kept. Closing it kills its whole process tree and removes the
 * folder. A child must end by itself when its standard input ends, so that none outlives a parent
 * that was killed.
 *
 * <p>A keeper thread starts the process and waits for its end: the kernel ties a sandboxed child to
 * the life of the thread that started it, not to the process.
 */
public final class ChildProcess implements AutoCloseable {

  /** How often what was left behind is looked for. */
  private static final int ROUNDS = 10;

  private final Process process;
  private final Path folder;
  private final ErrorTail errors;
  private volatile List<ProcessHandle> settled = List.of();

  private ChildProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.errors = ErrorTail.of(process.getErrorStream());
  }

  /** Starts the program in the sandbox. */
  public static ChildProcess start(JavaCommand command, Sandbox sandbox) throws IOException {
    Path folder = Files.createTempDirectory("sds-child-").toRealPath();
    try {
      return new ChildProcess(launch(builder(command, sandbox, folder)), folder);
    } catch (IOException e) {
      remove(folder);
      throw e;
    }
  }

  private static ProcessBuilder builder(JavaCommand command, Sandbox sandbox, Path folder) {
    var builder =
        new ProcessBuilder(sandbox.wrap(command.words(folder), command.readable(), folder));
    builder.environment().clear();
    builder.directory(folder.toFile());
    return builder;
  }

  private static Process launch(ProcessBuilder builder) throws IOException {
    var started = new CompletableFuture<Process>();
    Thread.ofPlatform().daemon().name("child-keeper").start(() -> keep(builder, started));
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new IOException("Cannot start " + builder.command().getFirst(), e.getCause());
    } catch (InterruptedException e) {
      CompletableFuture<Process> _ = started.thenApply(Process::destroyForcibly);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while starting a child process");
    }
  }

  private static void keep(ProcessBuilder builder, CompletableFuture<Process> started) {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      started.completeExceptionally(e);
      return;
    }
    started.complete(process);
    process.onExit().join();
  }

  public OutputStream input() {
    return process.getOutputStream();
  }

  public InputStream output() {
    return process.getInputStream();
  }

  /** The last characters that the child wrote to its standard error, at most 8192. */
  public String errorTail() {
    return errors.text();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Remembers its processes, of which there will be no more: those that started no other, as the
   * others, a sandbox, wait for them. To find them takes a look at all processes of the machine.
   */
  public void settle() {
    List<ProcessHandle> all = tree();
    settled =
        all.stream()
            .filter(one -> all.stream().noneMatch(o -> o.parent().filter(one::equals).isPresent()))
            .toList();
  }

  /**
   * The processor time that the process tree has used so far, zero where it cannot be known; once
   * settled, that of the processes that work.
   */
  public Duration cpu() {
    List<ProcessHandle> known = settled;
    return (known.isEmpty() ? tree() : known)
        .stream()
            .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus);
  }

  /** Waits for the end and gives the exit code, or nothing if the time is over first. */
  public OptionalInt await(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /**
   * Kills the process and everything it started. A sandbox that dies before its child is tied to it
   * leaves the child behind, which is known by the private folder in its command line.
   */
  public void kill() {
    List<ProcessHandle> found = tree();
    for (int round = 0; round < ROUNDS && !found.isEmpty(); round++) {
      found.forEach(ProcessHandle::destroyForcibly);
      found = leftBehind();
    }
  }

  private List<ProcessHandle> leftBehind() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(
              other ->
                  other.info().commandLine().filter(l -> l.contains(folder.toString())).isPresent())
          .toList();
    }
  }

  private List<ProcessHandle> tree() {
    try (Stream<ProcessHandle> below = process.toHandle().descendants()) {
      return Stream.concat(Stream.of(process.toHandle()), below).toList();
    }
  }

  @Override
  public void close() {
    kill();
    process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> process).join();
    remove(folder);
  }

  private static void remove(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
