package dev.sds.evaluators.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A Java program to start: its class path, options of its JVM, main class and arguments. */
public record JavaCommand(
    List<Path> classPath, List<String> jvmOptions, String mainClass, List<String> arguments) {

  public JavaCommand {
    classPath = classPath.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
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

  List<String> words(Path temporary) {
    var words = new ArrayList<String>();
    words.add(javaHome().resolve("bin").resolve("java").toString());
    words.add("-Djava.io.tmpdir=" + temporary);
    words.add("-XX:-UsePerfData");
    words.addAll(jvmOptions);
    words.add("-cp");
    words.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.add(mainClass);
    words.addAll(arguments);
    return words;
  }
}
