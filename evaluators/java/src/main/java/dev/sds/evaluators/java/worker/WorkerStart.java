package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.process.ChildProcess;
import dev.sds.evaluators.process.JavaCommand;
import dev.sds.evaluators.process.PackedPath;
import dev.sds.evaluators.process.Sandbox;
import dev.sds.evaluators.process.StartupCache;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * How a worker starts: from an AOT cache of its classes, the compiler's and the harnesses'; or
 * plainly. The answers are the same.
 *
 * @param command what is started
 * @param note why the start is plain; empty if it is not
 */
record WorkerStart(JavaCommand command, String note) {

  private static final String KIND = "java-worker";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The quickest start there is, made now if it is the first. */
  static WorkerStart ready(WorkerSettings settings) throws InterruptedException {
    return ready(settings, StartupCache.home());
  }

  static WorkerStart ready(WorkerSettings settings, @Nullable Path home)
      throws InterruptedException {
    JavaCommand plain = settings.command();
    if (home == null) {
      return plainly(plain, "it is switched off by -D" + StartupCache.HOME + "=off");
    }
    if (settings.training().equals(Training.NONE)) {
      return plainly(plain, "there is nothing to train it with");
    }
    try {
      var path = new PackedPath(plain.classPath());
      List<String> parts = new ArrayList<>(path.print());
      parts.addAll(plain.jvmOptions());
      parts.addAll(plain.arguments());
      var cache = StartupCache.of(home, KIND, parts);
      List<Path> jars = path.pack(cache.folder());
      return cache
          .lack(draft -> train(settings.training(), plain.making(jars, draft)))
          .map(why -> plainly(plain, why))
          .orElseGet(() -> new WorkerStart(plain.from(jars, cache.file()), ""));
    } catch (IOException | SecurityException e) {
      return plainly(plain, String.valueOf(e));
    }
  }

  private static WorkerStart plainly(JavaCommand command, String why) {
    return new WorkerStart(command, "No start-up cache: " + why + ".");
  }

  /** What is run is the product's own, and the cache lies outside what a sandbox lets it write. */
  private static int train(Training training, JavaCommand command)
      throws IOException, InterruptedException {
    var sandbox = new Sandbox.None("the product's own examples");
    try (var clock = Executors.newSingleThreadScheduledExecutor();
        var child = ChildProcess.start(command, sandbox)) {
      answered(new Exchange(child, clock).ask(new byte[0], DataInputStream::available, PATIENCE));
      for (Training.Example example : training.examples()) {
        ask(child, clock, new Request.Build(example.sources()));
        ask(child, clock, new Request.Run(example.harness(), example.task()));
      }
      child.input().close();
      OptionalInt code = child.await(PATIENCE);
      return code.orElseThrow(() -> new IOException("making it took more than " + PATIENCE));
    }
  }

  private static void ask(ChildProcess child, ScheduledExecutorService clock, Request request)
      throws IOException {
    byte[] frame = Frames.encode(Request::write, request);
    if (answered(new Exchange(child, clock).ask(frame, Reply::read, PATIENCE))
        instanceof Reply.Failed(Failure failure)) {
      throw new IOException(failure.why());
    }
  }

  private static <T> T answered(Exchange.Result<T> result) throws IOException {
    return switch (result) {
      case Exchange.Result.Answer<T>(var answer) -> answer;
      case Exchange.Result.None<T>(var failure) -> throw new IOException(failure.why());
    };
  }
}
