package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Ran;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The form in which the end of a test run travels. */
final class TestReply {

  private TestReply() {}

  static void write(DataOutputStream out, TestRun run) throws IOException {
    switch (run) {
      case TestRun.Completed(var passed, var failed, var skipped) -> {
        out.writeByte(0);
        out.writeInt(passed);
        Frames.list(
            out,
            failed,
            (o, test) -> {
              Frames.text(o, test.name());
              Frames.text(o, test.message());
            });
        out.writeInt(skipped);
      }
      case TestRun.Refused(var findings) -> {
        out.writeByte(1);
        Frames.list(out, findings, Reply::finding);
      }
      case TestRun.Failed(var failure) -> {
        out.writeByte(2);
        Reply.failure(out, failure);
      }
      case TestRun.Exhausted(var end) -> {
        out.writeByte(3);
        Reply.exhausted(out, new Reply.Exhausted(end.resource(), end.limit(), end.frame()));
      }
    }
  }

  static TestRun read(DataInputStream in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case 0 -> completed(in);
      case 1 -> new TestRun.Refused(Frames.list(in, Reply::finding));
      case 2 -> new TestRun.Failed(Reply.failure(in));
      case 3 -> exhausted(Reply.exhausted(in));
      default -> throw new IOException("a test run cannot have the tag " + tag);
    };
  }

  private static TestRun exhausted(Reply.Exhausted end) {
    return new TestRun.Exhausted(new Ran.Exhausted(end.resource(), end.limit(), end.frame()));
  }

  private static TestRun completed(DataInputStream in) throws IOException {
    int passed = in.readInt();
    var failed = Frames.list(in, i -> new TestRun.FailedTest(Frames.text(i), Frames.text(i)));
    return new TestRun.Completed(passed, failed, in.readInt());
  }
}
