package dev.sds.evaluators.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A class path of jars alone, since a JVM takes no cache of classes in folders: folders are packed.
 *
 * @param entries as they are: jars and folders
 */
public record PackedPath(List<Path> entries) {

  public PackedPath {
    entries = List.copyOf(entries);
  }

  /** What changes when the content of an entry may have. */
  public List<String> print() throws IOException {
    List<String> parts = new ArrayList<>();
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        files(entry).forEach((name, bytes) -> parts.add(name + "@" + sum(bytes)));
      } else {
        parts.add(print(entry));
      }
    }
    return parts;
  }

  private static String sum(byte[] bytes) {
    var sum = new CRC32();
    sum.update(bytes);
    return bytes.length + "@" + sum.getValue();
  }

  /** The path, size and time of a file. */
  public static String print(Path file) throws IOException {
    long millis = Files.getLastModifiedTime(file).toMillis();
    return file + "@" + Files.size(file) + "@" + millis;
  }

  /** The jars, in the same order; those of folders are written to the target unless there. */
  public List<Path> pack(Path target) throws IOException {
    Files.createDirectories(target);
    List<Path> jars = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Path entry = entries.get(i);
      if (!Files.isDirectory(entry)) {
        jars.add(entry);
        continue;
      }
      Path jar = target.resolve("classes-" + i + ".jar");
      if (!Files.isRegularFile(jar)) {
        write(jar, files(entry));
      }
      jars.add(jar);
    }
    return List.copyOf(jars);
  }

  /** Writes a jar, the same bytes for the same files, and moves it into place at once. */
  public static void write(Path jar, SortedMap<String, byte[]> files) throws IOException {
    Path draft = Files.createTempFile(jar.getParent(), "jar-", ".tmp");
    try (OutputStream file = Files.newOutputStream(draft);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (var entry : files.entrySet()) {
        ZipEntry named = new ZipEntry(entry.getKey());
        named.setTime(0);
        zip.putNextEntry(named);
        zip.write(entry.getValue());
      }
    }
    Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
  }

  private static SortedMap<String, byte[]> files(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        files.put(name, Files.readAllBytes(file));
      }
    }
    return files;
  }
}
