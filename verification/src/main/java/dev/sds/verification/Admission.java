package dev.sds.verification;

import dev.sds.evaluators.process.StartupCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Lets children run side by side as far as memory goes, whichever of this user's processes started
 * them; who comes too late waits. A child is counted with the memory it was given, by a file of
 * that name in a folder that all look at, and counts no more when its process is gone. One alone is
 * let in whatever it wants. Nothing but the time of a start depends on it.
 */
final class Admission {

  /** The system property that names the most MiB all children together may be given. */
  static final String MOST = "sds.memory";

  /** What a JVM takes beside its heap. */
  static final int BESIDE_MIB = 160;

  private static final long MIB = 1 << 20;
  private static final long PAUSE_MILLIS = 50;
  private static final long SHORT_PAUSE_MILLIS = 2;

  private final Path folder;
  private final LongSupplier mostMiB;
  private final Consumer<String> said;

  /**
   * An admission.
   *
   * @param mostMiB asked only when somebody runs already
   * @param said told once for each child that has to wait
   */
  Admission(Path folder, LongSupplier mostMiB, Consumer<String> said) {
    this.folder = folder;
    this.mostMiB = mostMiB;
    this.said = said;
  }

  /** For this machine and user: three quarters of the memory there is. */
  static Admission ofTheMachine() {
    Path caches = StartupCache.home();
    Path folder =
        caches == null ? Path.of(System.getProperty("java.io.tmpdir"), "sds-" + user()) : caches;
    return new Admission(folder.resolve("running"), Admission::most, System.err::println);
  }

  private static String user() {
    return String.valueOf(System.getProperty("user.name")).replaceAll("\\W", "_");
  }

  private static long most() {
    Long told = Long.getLong(MOST);
    if (told != null) {
      return told;
    }
    try {
      Object bytes =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME),
                  "TotalMemorySize");
      return bytes instanceof Long all ? all / MIB * 3 / 4 : Long.MAX_VALUE;
    } catch (JMException e) {
      return Long.MAX_VALUE; // A machine that does not tell is taken to have enough.
    }
  }

  /** A place, to be given back by closing it. */
  record Place(@Nullable Path file) implements AutoCloseable {
    @Override
    public void close() {
      if (file != null) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** A place for a child, waited for if need be; uncounted where the folder cannot be used. */
  Place admit(long heapMiB) throws InterruptedException {
    long wanted = heapMiB + BESIDE_MIB;
    boolean told = false;
    try {
      Files.createDirectories(folder);
      while (true) {
        Attempt attempt = attempt(wanted);
        if (attempt.place() != null) {
          return attempt.place();
        }
        if (!told) {
          said.accept(attempt.why());
          told = true;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      return new Place(null);
    }
  }

  /** A place, or why there is none. */
  private record Attempt(@Nullable Place place, String why) {}

  private Attempt attempt(long wanted) throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(channel)) {
      List<Running> running = running();
      long taken = running.stream().mapToLong(Running::mib).sum();
      if (!running.isEmpty() && taken + wanted > mostMiB.getAsLong()) {
        return new Attempt(
            null,
            String.format(
                Locale.ROOT,
                "Waiting for memory: running checks hold %,d MiB of %,d, and the next needs %,d"
                    + " (-D%s=MIB allows more).",
                taken,
                mostMiB.getAsLong(),
                wanted,
                MOST));
      }
      Path file = folder.resolve(Running.here(wanted).name());
      Files.createFile(file);
      return new Attempt(new Place(file), "");
    }
  }

  /** Threads of one process cannot wait for one another by a lock of a file. */
  private static FileLock lock(FileChannel channel) throws IOException, InterruptedException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        Thread.sleep(SHORT_PAUSE_MILLIS);
      }
    }
  }

  /** Who runs; the files of processes that are gone are removed. */
  private List<Running> running() throws IOException {
    List<Running> running = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Running one = Running.parse(file.getFileName().toString());
      if (one != null && one.alive()) {
        running.add(one);
      } else if (one != null) {
        Files.deleteIfExists(file);
      }
    }
    return running;
  }

  /**
   * A child that was let in.
   *
   * @param pid of the process that started it
   * @param start of that process, since numbers are used again
   */
  private record Running(long pid, long start, long mib, String id) {

    static Running here(long mib) {
      ProcessHandle self = ProcessHandle.current();
      return new Running(self.pid(), start(self), mib, UUID.randomUUID().toString());
    }

    private static long start(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    String name() {
      return pid + "_" + start + "_" + mib + "_" + id;
    }

    static @Nullable Running parse(String name) {
      if (!name.matches("\\d{1,18}_\\d{1,18}_\\d{1,18}_[\\w-]+")) {
        return null;
      }
      String[] parts = name.split("_", 4);
      return new Running(
          Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }

    boolean alive() {
      return ProcessHandle.of(pid).map(process -> start(process) == start).orElse(false);
    }
  }
}
