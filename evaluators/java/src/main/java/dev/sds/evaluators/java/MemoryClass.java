package dev.sds.evaluators.java;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.function.Supplier;
import javax.tools.SimpleJavaFileObject;
import org.jspecify.annotations.Nullable;

/** A class file in memory: read once from where it comes, or written by the compiler. */
final class MemoryClass extends SimpleJavaFileObject {

  private final String className;
  private final Supplier<byte[]> origin;
  private byte @Nullable [] bytes;

  MemoryClass(String className, Supplier<byte[]> origin) {
    super(URI.create("memory:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
    this.className = className;
    this.origin = origin;
  }

  String className() {
    return className;
  }

  byte[] bytes() {
    byte[] known = bytes;
    if (known == null) {
      known = origin.get();
      bytes = known;
    }
    return known;
  }

  @Override
  public InputStream openInputStream() {
    return new ByteArrayInputStream(bytes());
  }

  @Override
  public OutputStream openOutputStream() {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        bytes = toByteArray();
      }
    };
  }
}
