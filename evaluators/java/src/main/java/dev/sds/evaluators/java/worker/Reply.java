package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.java.metering.Resource;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** What a worker answers. */
sealed interface Reply {

  record Built(String codeHash, int classCount) implements Reply {}

  record Refused(List<Finding> findings) implements Reply {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  record Completed(String result, Ran.Used used) implements Reply {}

  record Crashed(String exception, String message, String frame) implements Reply {}

  record Exhausted(Resource resource, long limit, String frame) implements Reply {}

  record Failed(Failure failure) implements Reply {}

  static void write(DataOutputStream out, Reply reply) throws IOException {
    switch (reply) {
      case Built built -> {
        out.writeByte(0);
        Frames.text(out, built.codeHash());
        out.writeInt(built.classCount());
      }
      case Refused refused -> {
        out.writeByte(1);
        Frames.list(out, refused.findings(), Reply::finding);
      }
      case Completed completed -> {
        out.writeByte(2);
        Frames.text(out, completed.result());
        out.writeLong(completed.used().steps());
        out.writeLong(completed.used().bytes());
        out.writeLong(completed.used().cpuNanos());
      }
      case Crashed crashed -> {
        out.writeByte(3);
        Frames.text(out, crashed.exception());
        Frames.text(out, crashed.message());
        Frames.text(out, crashed.frame());
      }
      case Failed failed -> {
        out.writeByte(4);
        failure(out, failed.failure());
      }
      case Exhausted exhausted -> {
        out.writeByte(5);
        exhausted(out, exhausted);
      }
    }
  }

  static Reply read(DataInputStream in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case 0 -> new Built(Frames.text(in), in.readInt());
      case 1 -> new Refused(Frames.list(in, Reply::finding));
      case 2 ->
          new Completed(Frames.text(in), new Ran.Used(in.readLong(), in.readLong(), in.readLong()));
      case 3 -> new Crashed(Frames.text(in), Frames.text(in), Frames.text(in));
      case 4 -> new Failed(failure(in));
      case 5 -> exhausted(in);
      default -> throw new IOException("a reply cannot have the tag " + tag);
    };
  }

  static void exhausted(DataOutputStream out, Exhausted exhausted) throws IOException {
    Frames.text(out, exhausted.resource().name());
    out.writeLong(exhausted.limit());
    Frames.text(out, exhausted.frame());
  }

  static Exhausted exhausted(DataInputStream in) throws IOException {
    return new Exhausted(Resource.valueOf(Frames.text(in)), in.readLong(), Frames.text(in));
  }

  static void finding(DataOutputStream out, Finding finding) throws IOException {
    Frames.text(out, finding.by().name());
    Frames.text(out, finding.file());
    out.writeInt(finding.line());
    out.writeInt(finding.column());
    Frames.text(out, finding.message());
  }

  static Finding finding(DataInputStream in) throws IOException {
    return new Finding(
        Finding.By.valueOf(Frames.text(in)),
        Frames.text(in),
        in.readInt(),
        in.readInt(),
        Frames.text(in));
  }

  static void failure(DataOutputStream out, Failure failure) throws IOException {
    Frames.text(out, failure.kind().name());
    Frames.text(out, failure.lasting().name());
    Frames.text(out, failure.why());
  }

  static Failure failure(DataInputStream in) throws IOException {
    return new Failure(
        Failure.Kind.valueOf(Frames.text(in)),
        Failure.Lasting.valueOf(Frames.text(in)),
        Frames.text(in));
  }
}
