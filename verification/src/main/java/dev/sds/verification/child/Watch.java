package dev.sds.verification.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Ends a run at its limits of time and disk, writes down how far it is, and ends the process when
 * the parent is gone or when TLC does not stop.
 */
public final class Watch {

  /** The system property that names the process with which a child ends. */
  public static final String PARENT = "sds.parent";

  private static final int PARENT_MILLIS = 250;
  private static final int TICK_MILLIS = 50;
  private static final int TICKS_A_REPORT = 10;
  private static final long MIB = 1 << 20;

  private final ModelTask task;
  private final BoundedChecker checker;
  private final Supplier<Line> progress;
  private final Runnable giveUp;
  private final long start = System.nanoTime();

  /**
   * A watch over a run.
   *
   * @param progress how far it is
   * @param giveUp what to do where it does not end when it is told to
   */
  Watch(ModelTask task, BoundedChecker checker, Supplier<Line> progress, Runnable giveUp) {
    this.task = task;
    this.checker = checker;
    this.progress = progress;
    this.giveUp = giveUp;
  }

  /**
   * Ends the process when its parent, if it is told of one, is gone. It looks now and then: a
   * thread that reads what the parent holds open would be in native code, for which a JVM that ends
   * waits 0.3 s.
   */
  static void parent() {
    Long parent = Long.getLong(PARENT);
    if (parent != null) {
      Thread.ofPlatform().daemon().name("parent").start(() -> outlive(parent));
    }
  }

  private static void outlive(long parent) {
    try {
      do {
        Thread.sleep(PARENT_MILLIS);
      } while (ProcessHandle.current().parent().filter(p -> p.pid() == parent).isPresent());
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void start() {
    Thread.ofPlatform().daemon().name("watch").start(this::run);
  }

  private void run() {
    try {
      for (long tick = 1; ; tick++) {
        Thread.sleep(TICK_MILLIS);
        if (tick % TICKS_A_REPORT == 0) {
          report();
          if (written() > task.bounds().diskMiB()) {
            checker.end(BoundedChecker.Ending.DISK);
          }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seconds > task.bounds().seconds()) {
          checker.end(BoundedChecker.Ending.SECONDS);
        }
        if (seconds > task.bounds().seconds() * 1.1 + 2) {
          giveUp.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report() {
    Path draft = task.folder().resolve("progress.new");
    try {
      Files.writeString(draft, progress.get().text() + "\n" + Line.END + "\n");
      Files.move(
          draft,
          task.folder().resolve("progress"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // A report that cannot be written is missed by nobody but the terminal.
    }
  }

  private long written() {
    try (Stream<Path> files = Files.walk(task.folder())) {
      return files.mapToLong(file -> file.toFile().length()).sum() / MIB;
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }
}
