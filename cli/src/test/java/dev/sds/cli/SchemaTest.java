package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.cli.workspace.Kits;
import dev.sds.spec.text.SpecSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published schemas say what the reader accepts. `-Dsds.schema=rewrite` writes them anew, and
 * the test still fails.
 */
class SchemaTest {

  private static final Path ROOT = Path.of(System.getProperty("sds.root"));

  static Iterable<String> kits() {
    return Kits.installed().names();
  }

  @ParameterizedTest
  @MethodSource("kits")
  void publishedSchema_isTheReadersTable(String kit) throws IOException {
    String expected = SpecSchema.json(Kits.installed().find(kit).orElseThrow().kit().vocabulary());
    Path file = ROOT.resolve("docs/schema/spec-" + kit + ".json");
    String published = Files.exists(file) ? Files.readString(file) : "";
    if (!published.equals(expected) && "rewrite".equals(System.getProperty("sds.schema"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(published)
        .as(
            "%s; `mvn -pl cli -am verify -Dsds.schema=rewrite` writes it anew",
            ROOT.relativize(file))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("kits")
  void examples_pointAtTheirSchema(String kit) throws IOException {
    try (var examples = Files.newDirectoryStream(ROOT.resolve("examples"))) {
      for (Path example : examples) {
        Path spec = example.resolve("spec.yaml");
        String text = Files.readString(spec);
        if (text.contains("\nkit: " + kit + "\n")) {
          String first = text.lines().findFirst().orElseThrow();
          String schema = first.replace("# yaml-language-server: $schema=", "");
          assertThat(example.resolve(schema).normalize())
              .as(first)
              .isEqualTo(ROOT.resolve("docs/schema/spec-" + kit + ".json"));
        }
      }
    }
  }
}
