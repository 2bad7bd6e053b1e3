package dev.sds.verification.jar;

import dev.sds.evaluators.process.PackedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A jar with the workers, since a JVM takes no cache of classes in folders, and with the {@link
 * QuietTlc quiet} ones of TLC's classes. On a class path it must stand before TLC.
 *
 * @param home the jar or folder that the workers are in now
 * @param tools the loader that knows TLC
 */
public record WorkerJar(Path home, ClassLoader tools) {

  private static final String ENDING = ".class";

  /** The packages that a child needs. */
  private static final List<String> PACKAGES =
      List.of(
          "dev/sds/verification/child/",
          "dev/sds/verification/child/newer/",
          "dev/sds/verification/child/walk/",
          "dev/sds/verification/jar/");

  /** What changes when the jar's content would; of a jar its own sums, which are quick to read. */
  public List<String> print() throws IOException {
    List<String> parts = new ArrayList<>();
    if (!Files.isDirectory(home)) {
      try (JarFile jar = new JarFile(home.toFile())) {
        jar.stream()
            .filter(entry -> isWorker(entry.getName()))
            .map(entry -> entry.getName() + "@" + entry.getSize() + "@" + entry.getCrc())
            .sorted()
            .forEach(parts::add);
      }
      return parts;
    }
    workers()
        .forEach(
            (name, bytes) -> {
              parts.add(name);
              parts.add(Base64.getEncoder().encodeToString(bytes));
            });
    return parts;
  }

  /** Writes the jar, unless it is there; the same bytes for the same input. */
  public void pack(Path jar) throws IOException {
    if (Files.isRegularFile(jar)) {
      return;
    }
    SortedMap<String, byte[]> classes = workers();
    classes.putAll(QuietTlc.classes(tools));
    PackedPath.write(jar, classes);
  }

  private static boolean isWorker(String entry) {
    return PACKAGES.stream().anyMatch(entry::startsWith) && entry.endsWith(ENDING);
  }

  private SortedMap<String, byte[]> workers() throws IOException {
    SortedMap<String, byte[]> classes = new TreeMap<>();
    if (Files.isDirectory(home)) {
      for (String folder : PACKAGES) {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
          for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
            classes.put(folder + file.getFileName(), Files.readAllBytes(file));
          }
        }
      }
      return classes;
    }
    try (JarFile jar = new JarFile(home.toFile())) {
      for (var entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (isWorker(name)) {
          try (var in = jar.getInputStream(entry)) {
            classes.put(name, in.readAllBytes());
          }
        }
      }
    }
    return classes;
  }
}
