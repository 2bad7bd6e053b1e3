package dev.sds.evaluators.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes of java.base as Java 17 had them, from the JDK's own record of its past ({@code
 * lib/ct.sym}), which is what {@code --release 17} reads too. Read here so that it is kept between
 * compilations, which javac does not do.
 */
final class Platform17 {

  /** The letter by which ct.sym names release 17 in its folders. */
  private static final char RELEASE = 'H';

  private final ZipFile archive;
  private final Map<String, List<MemoryClass>> packages = new HashMap<>();

  private Platform17(ZipFile archive) {
    this.archive = archive;
  }

  static Platform17 open() throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    var platform = new Platform17(new ZipFile(home.resolve("lib").resolve("ct.sym").toFile()));
    platform.archive.stream().forEach(platform::index);
    return platform;
  }

  private void index(ZipEntry entry) {
    String name = entry.getName();
    int module = name.indexOf('/') + 1;
    if (name.lastIndexOf(RELEASE, module) < 0
        || !name.startsWith("java.base/", module)
        || !name.endsWith(".sig")) {
      return;
    }
    String path = name.substring(module + "java.base/".length(), name.length() - ".sig".length());
    String className = path.replace('/', '.');
    packages
        .computeIfAbsent(packageOf(className), _ -> new ArrayList<>())
        .add(new MemoryClass(className, () -> read(entry)));
  }

  private byte[] read(ZipEntry entry) {
    try (var in = archive.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  List<MemoryClass> classesIn(String packageName) {
    return packages.getOrDefault(packageName, List.of());
  }
}
