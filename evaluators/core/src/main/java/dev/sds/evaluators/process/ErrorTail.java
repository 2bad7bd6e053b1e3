package dev.sds.evaluators.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Drains a stream and keeps its last 8192 bytes, so that a chatty child neither blocks nor fills
 * us.
 */
final class ErrorTail {

  private static final int KEPT = 8192;

  private final byte[] ring = new byte[KEPT];
  private long written;

  private ErrorTail() {}

  static ErrorTail of(InputStream stream) {
    var tail = new ErrorTail();
    Thread.ofPlatform().daemon().name("child-errors").start(() -> tail.drain(stream));
    return tail;
  }

  private void drain(InputStream stream) {
    var chunk = new byte[4096];
    try (stream) {
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        keep(chunk, n);
      }
    } catch (IOException e) {
      String note = "[error output ended: " + e.getMessage() + "]";
      byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
      keep(bytes, bytes.length);
    }
  }

  private synchronized void keep(byte[] chunk, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (written++ % KEPT)] = chunk[i];
    }
  }

  synchronized String text() {
    int length = (int) Math.min(written, KEPT);
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = ring[(int) ((written - length + i) % KEPT)];
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
