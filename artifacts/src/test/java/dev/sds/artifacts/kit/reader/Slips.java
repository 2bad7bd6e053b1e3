package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.sds.spec.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Mistakes in a good file, and what is said of each. */
final class Slips {

  /** What is replaced, and by what. */
  record Slip(String good, String bad) {}

  /** What reads a file. */
  @FunctionalInterface
  interface Reading {
    Object of(String text) throws BadInputException;
  }

  private Slips() {}

  /** Checks that each is refused, in the words of a golden file. */
  static void check(String file, List<Slip> slips, Reading reading, String golden)
      throws IOException {
    var text = new StringBuilder();
    for (Slip slip : slips) {
      assertThat(file).contains(slip.good());
      String bad = file.replace(slip.good(), slip.bad());
      BadInputException refusal =
          catchThrowableOfType(BadInputException.class, () -> reading.of(bad));
      assertThat(refusal).as("'%s' is refused", slip.bad()).isNotNull();
      text.append(refusal.getMessage()).append("\n\n");
    }
    Path kept =
        Path.of(
            System.getProperty("sds.root", ".."),
            "artifacts/src/test/resources/dev/sds/artifacts/kit/reader",
            golden);
    if (Files.notExists(kept) || Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(kept.getParent());
      Files.writeString(kept, text);
      fail("Wrote " + kept + ": read it, and run again.");
    }
    assertThat(text.toString()).isEqualTo(Files.readString(kept));
  }
}
