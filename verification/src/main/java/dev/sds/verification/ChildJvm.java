package dev.sds.verification;

import dev.sds.verification.child.Line;
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
 * killed with all it started when its time is up.
 */
final class ChildJvm {

  /** Starts quickest, and is as quick as any for TLC; an AOT cache must be made with it too. */
  static final List<String> COLLECTOR = List.of("-XX:+UseSerialGC");

  private static final int OUT_OF_MEMORY = 3;

  /** A run of so few states ends before optimised code would pay. */
  private static final long SHORT_RUN = 5_000;

  private static final int TAIL = 2_000;

  private final Path folder;
  private final Limits limits;

  ChildJvm(Path folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /**
   * Runs a worker whose first argument is the file it must answer in.
   *
   * @param states how many it may have to examine
   */
  Reply run(Class<?> worker, List<String> arguments, long states) throws InterruptedException {
    Path answer = folder.resolve("answer");
    List<String> command = new ArrayList<>(javaCommand(worker, states));
    command.add(answer.toString());
    command.addAll(arguments);
    Process process;
    try {
      process = start(command);
    } catch (IOException e) {
      return new Reply.None("it could not be started: " + e.getMessage());
    }
    try {
      try {
        if (!process.waitFor(2L * limits.seconds() + 5, TimeUnit.SECONDS)) {
          return new Reply.None("it did not end within " + limits.seconds() + " s");
        }
      } finally {
        kill(process);
      }
      return reply(answer, process.exitValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> javaCommand(Class<?> worker, long states) throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(COLLECTOR);
    command.add("-Xmx" + limits.heapMiB() + "m");
    command.add("-Xss16m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:-UsePerfData");
    if (states <= SHORT_RUN) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-Dtlc2.TLC.stopAfter=" + limits.seconds());
    command.addAll(WarmStart.ready().options(folder.resolve("aot.log")));
    command.add(worker.getName());
    return command;
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
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /**
   * The folder can be removed only when nobody writes to it any more. {@link Process#onExit} would
   * need a thread of the common pool, which callers on that pool may have used up.
   */
  static void kill(Process process) {
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
      return new Reply.None(ending(exit));
    }
    if (lines.isEmpty() || !lines.getLast().kind().equals(Line.END)) {
      return new Reply.None(ending(exit));
    }
    if (lines.getFirst().kind().equals(Line.FAILED)) {
      return new Reply.None(lines.getFirst().field(0));
    }
    return new Reply.Lines(lines.subList(0, lines.size() - 1));
  }

  private String ending(int exit) throws IOException {
    if (exit == OUT_OF_MEMORY) {
      return "it ran out of its " + limits.heapMiB() + " MiB of memory";
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("stderr"));
    int from = Math.max(0, bytes.length - TAIL);
    String tail = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).strip();
    return "it ended with code " + exit + (tail.isEmpty() ? "" : ": " + tail);
  }

  /** What a child said. */
  sealed interface Reply {

    record Lines(List<Line> lines) implements Reply {
      public Lines {
        lines = List.copyOf(lines);
      }
    }

    /** Nothing that could be used; trying again may help. */
    record None(String why) implements Reply {}
  }
}
