package dev.sds.kits.llmserving;

import dev.sds.artifacts.ContentHash;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.kits.llmserving.workload.TraceCsv;
import dev.sds.kits.llmserving.workload.TraceFormatException;
import dev.sds.spec.Workload.Recording;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The recorded traces that specs name. One whose content a spec vouches for is read once, since
 * every run of a workload asks for it; safe for threads.
 */
final class Recordings {

  private static final int REMEMBERED = 8;
  private static final long LARGEST_FILE = 512L << 20;

  private final Map<Recording, Trace> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Recording, Trace> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * The rows of a recording, in the order of arrival.
   *
   * @param folder that the recording's path is relative to
   * @throws IOException if the file cannot be read
   * @throws Unusable if it has no such rows, or is not the one that the spec vouches for
   * @throws TraceFormatException if it is no trace
   */
  synchronized Trace read(Recording recording, Path folder) throws IOException {
    Trace trace = known.get(recording);
    if (trace == null) {
      trace = rows(recording, folder.resolve(recording.file()));
      if (!recording.digest().isEmpty()) {
        known.put(recording, trace);
      }
    }
    return trace;
  }

  private static Trace rows(Recording recording, Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new Unusable("is larger than 512 MiB", "Name a part of it.");
    }
    String text = Files.readString(file);
    if (!recording.digest().isEmpty() && !recording.digest().equals(ContentHash.of(text).hex())) {
      throw new Unusable("was changed while SDS worked", "Run the command again.");
    }
    Trace all = TraceCsv.read(new StringReader(text), file.toString());
    if (all.size() == 0) {
      throw new Unusable(
          "holds no request", "Name one with a line for each request below its header.");
    }
    boolean open = recording.last() == Recording.END;
    long end = open ? recording.first() : recording.last();
    if (end > all.size()) {
      throw new Unusable(
          "has %d requests, and `rows: %d-%d` end after them"
              .formatted(all.size(), recording.first(), end),
          "Name rows that are there.");
    }
    return all.part((int) recording.first() - 1, open ? all.size() : (int) recording.last());
  }

  /** A trace that can be read, and does not do; the message goes on from the trace's name. */
  static final class Unusable extends IOException {

    private static final long serialVersionUID = 1L;

    final String fix;

    Unusable(String fact, String fix) {
      super(fact);
      this.fix = fix;
    }
  }
}
