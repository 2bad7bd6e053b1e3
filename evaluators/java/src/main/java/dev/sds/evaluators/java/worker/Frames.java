package dev.sds.evaluators.java.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages between parent and child: a length of four bytes, then so many bytes. */
final class Frames {

  /** No frame is longer; a longer one is a broken or forged stream. */
  static final int LONGEST = 32 * 1024 * 1024;

  private Frames() {}

  /** Writes one value's fields. */
  @FunctionalInterface
  interface Writer<T> {
    void write(DataOutputStream out, T value) throws IOException;
  }

  /** Reads one value's fields. */
  @FunctionalInterface
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static <T> byte[] encode(Writer<T> writer, T value) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      writer.write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Decodes a whole frame; what is malformed is an IOException, whatever it looks like. */
  static <T> T decode(Reader<T> reader, byte[] frame) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(frame))) {
      T value = reader.read(in);
      if (in.read() >= 0) {
        throw new IOException("the message is longer than it should be");
      }
      return value;
    } catch (IllegalArgumentException e) {
      throw new IOException("the message is malformed", e);
    }
  }

  static void send(OutputStream out, byte[] frame) throws IOException {
    out.write(ByteBuffer.allocate(4).putInt(frame.length).array());
    out.write(frame);
    out.flush();
  }

  /** The next frame, or nothing at the end of the stream. */
  static Optional<byte[]> receive(InputStream in) throws IOException {
    byte[] head = in.readNBytes(4);
    if (head.length < 4) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(head).getInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a message of %d bytes is impossible".formatted(length));
    }
    byte[] frame = in.readNBytes(length);
    return frame.length < length ? Optional.empty() : Optional.of(frame);
  }

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(count(in)), StandardCharsets.UTF_8);
  }

  static <T> void list(DataOutputStream out, List<T> values, Writer<T> writer) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(out, value);
    }
  }

  static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
    int size = count(in);
    var values = new ArrayList<T>();
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("%d is no possible length here".formatted(count));
    }
    return count;
  }
}
