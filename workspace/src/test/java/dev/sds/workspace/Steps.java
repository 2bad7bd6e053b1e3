package dev.sds.workspace;

import dev.sds.artifacts.Commit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Steps and Git commands for tests. */
final class Steps {

  static final String SPEC = "sds: 1\nsystem: router\n";

  private Steps() {}

  /** A design step that owns the folder {@code design}. */
  static Commit design(String hypothesis, Map<String, String> files) {
    var trailers = new TreeMap<>(Map.of("Sds-Stage", "design", "Sds-Hypothesis", hypothesis));
    return new Commit("Design " + hypothesis, "", trailers, new TreeMap<>(files), Set.of("design"));
  }

  static Path write(Workspace workspace, String path, String text) throws IOException {
    Path file = workspace.root().resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  static String git(Path folder, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=a@b.c"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + text);
      }
      return text;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
