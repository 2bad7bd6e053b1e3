package dev.sds.verification;

import dev.sds.verification.child.Line;
import dev.sds.verification.child.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM of its own for one run of TLC, which keeps its state in statics, may hang when memory runs
 * out and may end the process. The child sees no environment, has a folder of its own, and is
 * killed with all it started when its time is up. It starts when there is memory for it, and its
 * time counts from then. It is told of this process, and ends when this one does.
 */
public final class ChildJvm {

  /** Starts quickest, and is as quick as any for TLC; an AOT cache must be made with it too. */
  static final List<String> COLLECTOR = List.of("-XX:+UseSerialGC");

  /** Only the first compiler, for runs that end before optimised code would pay. */
  static final String QUICK = "-XX:TieredStopAtLevel=1";

  /** In a run's folder: what the JVM says if it refuses the AOT cache. */
  public static final String REFUSAL = "aot.log";

  private static final int OUT_OF_MEMORY = 3;
  private static final int SIGNAL = 128;

  /** A run of so few states ends before optimised code would pay. */
  private static final long SHORT_RUN = 5_000;

  private static final int TAIL = 2_000;

  private static final int BEAT_MILLIS = 200;

  private final Path folder;
  private final int heapMiB;
  private final int patience;
  private final List<String> options;

  /**
   * A child that ends by itself.
   *
   * @param patience after so many seconds it is killed all the same
   */
  public ChildJvm(Path folder, int heapMiB, int patience) {
    this(folder, heapMiB, patience, List.of());
  }

  /** A child that TLC's own clock ends. */
  ChildJvm(Path folder, Limits limits) {
    this(
        folder,
        limits.heapMiB(),
        2 * limits.seconds() + 5,
        List.of("-Dtlc2.TLC.stopAfter=" + limits.seconds()));
  }

  private ChildJvm(Path folder, int heapMiB, int patience, List<String> options) {
    this.folder = folder;
    this.heapMiB = heapMiB;
    this.patience = patience;
    this.options = List.copyOf(options);
  }

  /**
   * Runs a worker whose first argument is the file it must answer in.
   *
   * @param states how many it may have to examine
   */
  Reply run(Class<?> worker, List<String> arguments, long states) throws InterruptedException {
    return run(worker, arguments, WarmStart.ready(), states, () -> {});
  }

  /**
   * Runs a worker.
   *
   * @param beat called a few times a second while the child lives
   */
  public Reply run(
      Class<?> worker, List<String> arguments, WarmStart start, long states, Runnable beat)
      throws InterruptedException {
    try (var _ = Admission.ofTheMachine().admit(heapMiB)) {
      return admitted(worker, arguments, start, states, beat);
    }
  }

  private Reply admitted(
      Class<?> worker, List<String> arguments, WarmStart start, long states, Runnable beat)
      throws InterruptedException {
    Path answer = folder.resolve("answer");
    List<String> command = new ArrayList<>(javaCommand(worker, start, states));
    command.add(answer.toString());
    command.addAll(arguments);
    Process process;
    try {
      process = start(command);
    } catch (IOException e) {
      return new Reply.None(End.SILENT, "it could not be started: " + e.getMessage());
    }
    try {
      try {
        if (!awaited(process, beat)) {
          return new Reply.None(End.TIME, "it did not end within " + patience + " s");
        }
      } finally {
        kill(process);
      }
      return reply(answer, process.exitValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean awaited(Process process, Runnable beat) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patience);
    while (!process.waitFor(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      beat.run();
    }
    return true;
  }

  private List<String> javaCommand(Class<?> worker, WarmStart start, long states) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(COLLECTOR);
    command.add("-Xmx" + heapMiB + "m");
    command.add("-Xss16m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:-UsePerfData");
    if (states <= SHORT_RUN) {
      command.add(QUICK);
    }
    command.add("-Djava.io.tmpdir=" + folder);
    command.add(withThis());
    command.addAll(options);
    command.addAll(start.options(folder.resolve(REFUSAL)));
    command.add(worker.getName());
    return command;
  }

  /** Lets a child end with this process. */
  static String withThis() {
    return "-D" + Watch.PARENT + "=" + ProcessHandle.current().pid();
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    String systemRoot = System.getenv("SystemRoot");
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    if (systemRoot != null) {
      builder.environment().put("SystemRoot", systemRoot);
    }
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(folder.resolve("stderr").toFile());
    return builder.start();
  }

  /**
   * The folder can be removed only when nobody writes to it any more. {@link Process#onExit} would
   * need a thread of the common pool, which callers on that pool may have used up.
   */
  static void kill(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply reply(Path answer, int exit) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (Stream<String> texts = Files.lines(answer, StandardCharsets.UTF_8)) {
      texts.map(Line::parse).forEach(lines::add);
    } catch (NoSuchFileException e) {
      return ending(exit);
    }
    if (lines.isEmpty() || !lines.getLast().kind().equals(Line.END)) {
      return ending(exit);
    }
    if (lines.getFirst().kind().equals(Line.FAILED)) {
      return new Reply.None(End.SILENT, lines.getFirst().field(0));
    }
    return new Reply.Lines(lines.subList(0, lines.size() - 1));
  }

  private Reply ending(int exit) throws IOException {
    if (exit == OUT_OF_MEMORY) {
      return new Reply.None(End.MEMORY, "it ran out of its " + heapMiB + " MiB of memory");
    }
    if (exit > SIGNAL) {
      return new Reply.None(End.KILLED, "it was killed by signal " + (exit - SIGNAL));
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("stderr"));
    int from = Math.max(0, bytes.length - TAIL);
    String tail = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).strip();
    return new Reply.None(
        End.SILENT, "it ended with code " + exit + (tail.isEmpty() ? "" : ": " + tail));
  }

  /** How a child ended that gave no answer. */
  public enum End {
    TIME,
    MEMORY,
    KILLED,
    SILENT
  }

  /** What a child said. */
  public sealed interface Reply {

    record Lines(List<Line> lines) implements Reply {
      public Lines {
        lines = List.copyOf(lines);
      }
    }

    /** Nothing that could be used; trying again may help. */
    record None(End end, String why) implements Reply {}
  }
}
