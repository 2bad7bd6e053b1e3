package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts kept beside the tests; a missing one is written, and the test fails all the same. */
public final class Golden {

  private Golden() {}

  public static void check(String name, String text) throws IOException {
    Path file =
        Path.of(System.getProperty("sds.root"), "verification/src/test/resources/golden", name);
    if (Files.notExists(file) || Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      fail("Wrote " + file + ": read it, and run again.");
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
