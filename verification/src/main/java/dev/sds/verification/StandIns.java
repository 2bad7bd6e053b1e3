package dev.sds.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Modules that specs extend for the sake of other tools, with what a model checker needs of them.
 */
public final class StandIns {

  private static final String TLAPS = "TLAPS.tla";

  private StandIns() {}

  /** Lays them where modules are looked for last; what lies there already stays. */
  public static void into(Path folder) {
    Path file = folder.resolve(TLAPS);
    if (Files.exists(file)) {
      return;
    }
    try (InputStream in = StandIns.class.getResourceAsStream("modules/" + TLAPS)) {
      if (in == null) {
        throw new IllegalStateException("SDS holds no module " + TLAPS + ".");
      }
      Files.copy(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
