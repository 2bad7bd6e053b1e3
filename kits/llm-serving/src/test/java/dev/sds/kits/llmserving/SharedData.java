package dev.sds.kits.llmserving;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The public traces and reference runs that lie beside the repository, not in it. */
public final class SharedData {

  private SharedData() {}

  /** A file of the data; the test is skipped where the data is not there. */
  public static Path file(String name) {
    Path found = find(name);
    if (found == null) {
      return abort("no shared data: " + name + "; set SDS_SHARED_DATA to its folder");
    }
    return found;
  }

  private static @Nullable Path find(String name) {
    String set = System.getenv("SDS_SHARED_DATA");
    if (set != null) {
      Path file = Path.of(set, "llm-serving", name);
      return Files.exists(file) ? file : null;
    }
    Path root = Path.of(System.getProperty("sds.root", ".")).toAbsolutePath().normalize();
    for (Path folder = root; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data/llm-serving").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return null;
  }
}
