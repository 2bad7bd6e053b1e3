package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The main program of the JVM that runs generated tests: one job, one reply, then the end. */
public final class TestWorker {

  private TestWorker() {}

  public static void main(String[] args) throws IOException {
    InputStream in = new FileInputStream(FileDescriptor.in);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    Optional<byte[]> frame = Frames.receive(in);
    if (frame.isEmpty()) {
      return;
    }
    var job = Frames.decode(GeneratedTests.Job::read, frame.get());
    Thread.ofPlatform().daemon().start(() -> endWith(in));
    TestRun run;
    try {
      run = new TestSession(job).run();
    } catch (IOException | RuntimeException e) {
      run =
          new TestRun.Failed(
              new Failure(Failure.Kind.HARNESS, Failure.Lasting.PERSISTENT, Ending.brief(e)));
    }
    Frames.send(out, Frames.encode(TestReply::write, run));
    Runtime.getRuntime().halt(0);
  }

  /** The end of the input means that the parent is gone. */
  private static void endWith(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("input broke: " + e.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }
}
