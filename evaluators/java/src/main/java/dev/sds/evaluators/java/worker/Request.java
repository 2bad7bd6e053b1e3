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

  JavaSources sources();

  record Build(JavaSources sources) implements Request {}

  record Run(JavaSources sources, String harness, String task) implements Request {}

  static void write(DataOutputStream out, Request request) throws IOException {
    sources(out, request.sources());
    switch (request) {
      case Build _ -> out.writeByte(0);
      case Run run -> {
        out.writeByte(1);
        Frames.text(out, run.harness());
        Frames.text(out, run.task());
      }
    }
  }

  static Request read(DataInputStream in) throws IOException {
    JavaSources sources = sources(in);
    return in.readByte() == 0
        ? new Build(sources)
        : new Run(sources, Frames.text(in), Frames.text(in));
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
