package dev.sds.evaluators.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Java program to start: its class path, options of its JVM, main class and arguments.
 *
 * @param cache what its JVM starts from; null for a plain start. A JVM that refuses it says so on
 *     its standard error and starts plainly
 */
public record JavaCommand(
    List<Path> classPath,
    List<String> jvmOptions,
    String mainClass,
    List<String> arguments,
    @Nullable Path cache) {

  public JavaCommand {
    classPath = classPath.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
  }

  /** A plain start. */
  public JavaCommand(
      List<Path> classPath, List<String> jvmOptions, String mainClass, List<String> arguments) {
    this(classPath, jvmOptions, mainClass, arguments, null);
  }

  /** This program on other files of the same classes, started from a cache. */
  public JavaCommand from(List<Path> jars, Path startupCache) {
    return new JavaCommand(jars, jvmOptions, mainClass, arguments, startupCache);
  }

  /** This program on other files of the same classes, whose JVM writes a cache at its end. */
  public JavaCommand making(List<Path> jars, Path startupCache) {
    var options = new ArrayList<>(jvmOptions);
    options.add("-XX:AOTCacheOutput=" + startupCache);
    return new JavaCommand(jars, options, mainClass, arguments, null);
  }

  /** The home of the running JVM: children run on it, never on what the PATH names. */
  static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  /** The class path of the running JVM, without entries that do not exist. */
  public static List<Path> ownClassPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(path -> path.toFile().exists())
        .toList();
  }

  /** What the program must be able to read. */
  List<Path> readable() {
    var readable = new ArrayList<>(classPath);
    readable.add(javaHome());
    if (cache != null) {
      readable.add(cache);
    }
    return readable;
  }

  List<String> words(Path temporary) {
    var words = new ArrayList<String>();
    words.add(javaHome().resolve("bin").resolve("java").toString());
    words.add("-Djava.io.tmpdir=" + temporary);
    words.add("-XX:-UsePerfData");
    if (cache != null) {
      words.add("-XX:AOTCache=" + cache);
      words.add("-Xlog:disable");
      words.add("-Xlog:aot=warning,cds=warning:stderr");
    }
    words.addAll(jvmOptions);
    words.add("-cp");
    words.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.add(mainClass);
    words.addAll(arguments);
    return words;
  }
}
