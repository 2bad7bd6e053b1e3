package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.loading.Workshop;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The main program of a worker JVM. It keeps the two ends of the pipe to itself, so that nothing
 * else in the JVM can read a request or forge a reply, and ends when the parent is gone.
 */
public final class JavaWorker {

  /** javac and the parser are recursive. */
  private static final long BUILD_STACK = 64L << 20;

  private final Workshop workshop;
  private final Harnesses harnesses = Harnesses.find();
  private final OutputStream out;

  /** What the last job built; each has a thread of its own, one after the other. */
  private volatile Optional<Workshop.Outcome> last = Optional.empty();

  private JavaWorker(Workshop workshop, OutputStream out) {
    this.workshop = workshop;
    this.out = out;
  }

  /** The arguments are the API packages. */
  public static void main(String[] args) throws IOException {
    InputStream in = new FileInputStream(FileDescriptor.in);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    var worker = new JavaWorker(new Workshop(Set.of(args)), out);
    Frames.send(out, new byte[0]);
    worker.serve(in);
  }

  /** Reads on while a job runs: the end of the input must end the worker even then. */
  private void serve(InputStream in) throws IOException {
    for (Optional<byte[]> frame = Frames.receive(in);
        frame.isPresent();
        frame = Frames.receive(in)) {
      Request request = Frames.decode(Request::read, frame.get());
      var thread = new Thread(null, () -> answer(request), "job", BUILD_STACK);
      thread.setDaemon(true);
      thread.start();
    }
    Runtime.getRuntime().halt(0);
  }

  private void answer(Request request) {
    Reply reply = attempt(request);
    try {
      Frames.send(out, Frames.encode(Reply::write, reply));
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  private Reply attempt(Request request) {
    try {
      return switch (request) {
        case Request.Build(var sources) -> {
          last = Optional.of(built(sources));
          yield reply(last.get());
        }
        case Request.Run run -> last.map(code -> run(run, code)).orElseGet(JavaWorker::nothing);
      };
    } catch (RuntimeException | Error e) {
      return failed("the build itself broke: " + Ending.brief(e));
    }
  }

  private Workshop.Outcome built(JavaSources sources) {
    try {
      return workshop.build(sources);
    } catch (StackOverflowError e) {
      String file = sources.files().firstKey();
      return new Workshop.Outcome.Refused(
          List.of(new Finding(Finding.By.PARSER, file, 0, 0, "nested too deeply")));
    }
  }

  private Reply run(Request.Run run, Workshop.Outcome code) {
    return code instanceof Workshop.Outcome.Ok(_, _, var candidate)
        ? new HarnessRun(run, candidate, harnesses).reply()
        : reply(code);
  }

  private static Reply reply(Workshop.Outcome code) {
    return switch (code) {
      case Workshop.Outcome.Ok(var hash, var count, _) -> new Reply.Built(hash, count);
      case Workshop.Outcome.Refused(var findings) -> new Reply.Refused(findings);
    };
  }

  private static Reply nothing() {
    return failed("nothing was built before the run");
  }

  private static Reply failed(String why) {
    return new Reply.Failed(new Failure(Failure.Kind.WORKER_DIED, Failure.Lasting.PERSISTENT, why));
  }
}
