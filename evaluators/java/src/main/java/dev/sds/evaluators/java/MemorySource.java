package dev.sds.evaluators.java;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source file in memory. */
final class MemorySource extends SimpleJavaFileObject {

  private final String path;
  private final String text;

  MemorySource(String path, String text) {
    super(URI.create("memory:///" + path), Kind.SOURCE);
    this.path = path;
    this.text = text;
  }

  /** The path, even from behind javac's own wrappers. */
  @Override
  public String getName() {
    return path;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
