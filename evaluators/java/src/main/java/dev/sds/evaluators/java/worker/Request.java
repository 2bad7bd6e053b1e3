package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.JavaSources;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the parent asks of a worker. */
sealed interface Request {

  /** To build sources. */
  record Build(JavaSources sources) implements Request {}

  /** To run a harness against what was built last. */
  record Run(String harness, String task) implements Request {}

  static void write(DataOutputStream out, Request request) throws IOException {
    switch (request) {
      case Build(var sources) -> {
        out.writeByte(0);
        sources(out, sources);
      }
      case Run(var harness, var task) -> {
        out.writeByte(1);
        Frames.text(out, harness);
        Frames.text(out, task);
      }
    }
  }

  static Request read(DataInputStream in) throws IOException {
    return in.readByte() == 0 ? new Build(sources(in)) : new Run(Frames.text(in), Frames.text(in));
  }

  static void sources(DataOutputStream out, JavaSources sources) throws IOException {
    Frames.list(
        out,
        List.copyOf(sources.files().entrySet()),
        (o, file) -> {
          Frames.text(o, file.getKey());
          Frames.text(o, file.getValue());
        });
  }

  static JavaSources sources(DataInputStream in) throws IOException {
    var files = new TreeMap<String, String>();
    Frames.list(in, i -> Map.entry(Frames.text(i), Frames.text(i)))
        .forEach(file -> files.put(file.getKey(), file.getValue()));
    return new JavaSources(files);
  }
}
