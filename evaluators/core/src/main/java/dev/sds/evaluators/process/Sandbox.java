package dev.sds.evaluators.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What the operating system keeps from a child process, beyond what its JVM does. */
public sealed interface Sandbox {

  /** One sentence for people: what is kept from the child, or that nothing is and why. */
  String describe();

  /** The command line that starts these words inside this sandbox. */
  List<String> wrap(List<String> words, List<Path> readable, Path writable);

  /** No sandbox. */
  record None(String why) implements Sandbox {

    @Override
    public String describe() {
      return "No operating-system sandbox: " + why;
    }

    @Override
    public List<String> wrap(List<String> words, List<Path> readable, Path writable) {
      return words;
    }
  }

  /** Bubblewrap: own namespaces, no network, only the JDK and the class path readable. */
  record Bubblewrap(Path program) implements Sandbox {

    private static final List<String> SYSTEM = List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64");

    @Override
    public String describe() {
      return "bubblewrap ("
          + program
          + "): no network, no capabilities, only the JDK and the class path are readable";
    }

    @Override
    public List<String> wrap(List<String> words, List<Path> readable, Path writable) {
      var line = new ArrayList<String>(List.of(program.toString(), "--unshare-all"));
      line.addAll(List.of("--die-with-parent", "--new-session", "--clearenv"));
      line.addAll(List.of("--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev"));
      line.addAll(List.of("--tmpfs", "/tmp"));
      for (String path : SYSTEM) {
        line.addAll(List.of("--ro-bind-try", path, path));
      }
      for (String path : outermost(readable)) {
        line.addAll(List.of("--ro-bind", path, path));
      }
      line.addAll(List.of("--bind", writable.toString(), writable.toString()));
      line.addAll(List.of("--chdir", writable.toString(), "--"));
      line.addAll(words);
      return line;
    }

    private static Set<String> outermost(List<Path> readable) {
      var kept = new TreeSet<String>();
      readable.stream()
          .sorted()
          .filter(p -> kept.stream().noneMatch(outer -> p.startsWith(Path.of(outer))))
          .forEach(p -> kept.add(p.toString()));
      return kept;
    }
  }

  /** The best sandbox of this machine: bubblewrap if it is on the PATH and works. */
  static Sandbox detect() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, "bwrap");
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return works(program)
            ? new Bubblewrap(program)
            : new None(program + " cannot make namespaces here");
      }
    }
    return new None("bubblewrap (bwrap) is not on the PATH");
  }

  private static boolean works(Path program) {
    var trial =
        List.of(program.toString(), "--unshare-all", "--ro-bind", "/", "/", "--", "/bin/true");
    try {
      Process process =
          new ProcessBuilder(trial)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(5, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
