package dev.sds.spec.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares what bad specs are told with the {@code .err} files beside them. A missing one is
 * written and fails; {@code -Dgoldens=write} rewrites all and fails.
 */
class SpecErrorsTest {

  private static final Path ERRORS = Specs.RESOURCES.resolve("errors");

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(ERRORS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void badSpec_isToldWhatIsWrong(String name) throws IOException {
    String told = told(name);
    Path golden = ERRORS.resolve(name + ".err");
    if (!Files.exists(golden) || "write".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, told);
      fail("Wrote " + golden + "; read it as a user would.");
    }
    assertThat(told).isEqualTo(Files.readString(golden));
  }

  @Test
  void everyGolden_hasItsInput() throws IOException {
    try (Stream<Path> files = Files.list(ERRORS)) {
      assertThat(files.filter(file -> file.toString().endsWith(".err")))
          .hasSameSizeAs(names())
          .hasSizeGreaterThan(20);
    }
  }

  private static String told(String name) throws IOException {
    String text = Files.readString(ERRORS.resolve(name + ".yaml"));
    var refused =
        catchThrowableOfType(
            BadInputException.class, () -> Specs.read(new Source(name + ".yaml", text)));
    assertThat(refused).as("%s is read without an error", name).isNotNull();
    assertThat(refused.diagnostics())
        .extracting(Diagnostic::severity)
        .contains(Diagnostic.Severity.ERROR);
    return refused.getMessage() + "\n";
  }
}
