package dev.sds.evaluators.java;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Java 17 sources by path, such as {@code router/LeastLoad.java}. */
public record JavaSources(SortedMap<String, String> files) {

  public JavaSources {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    for (String path : files.keySet()) {
      if (!path.matches("([A-Za-z_][A-Za-z0-9_]*/)*[A-Za-z_][A-Za-z0-9_-]*\\.java")) {
        throw new IllegalArgumentException("'%s' is no path of a Java source".formatted(path));
      }
    }
  }

  public static JavaSources of(Map<String, String> files) {
    return new JavaSources(new TreeMap<>(files));
  }

  /** The SHA-256 of paths and texts. */
  public String hash() {
    var parts = new TreeMap<String, byte[]>();
    files.forEach((path, text) -> parts.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return hash(parts);
  }

  /** The SHA-256 of named contents, unambiguous in where each begins and ends. */
  static String hash(SortedMap<String, byte[]> parts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
    parts.forEach(
        (name, content) -> {
          digest.update((name + '\0' + content.length + '\0').getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The package that a path stands for, empty for the unnamed one. */
  public static String packageOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash).replace('/', '.');
  }
}
