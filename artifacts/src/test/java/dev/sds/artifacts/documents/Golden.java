package dev.sds.artifacts.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected texts in files. A missing one is written, and the test still fails. */
final class Golden {

  private static final Path ROOT =
      Path.of("src", "test", "resources", "dev", "sds", "artifacts", "documents");

  private Golden() {}

  static void check(String name, String actual) {
    Path file = ROOT.resolve(name);
    try {
      if (!Files.exists(file) || "write".equals(System.getProperty("goldens"))) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
        fail("The golden file %s was written; read it and run again.", file);
      }
      assertThat(actual).as(name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
