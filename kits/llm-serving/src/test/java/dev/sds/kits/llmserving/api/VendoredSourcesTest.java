package dev.sds.kits.llmserving.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VendoredSourcesTest {

  private static final List<String> TYPES =
      List.of(
          "Candidates",
          "Cluster",
          "ReplicaView",
          "Request",
          "RequestProgress",
          "Router",
          "RouterFactory",
          "RoutingPolicy",
          "package-info");

  @Test
  void sources_compileAsJava17WithNothingBesideThem(@TempDir Path folder) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of("--release", "17", "-Xlint:all", "-Werror", "-proc:none", "-cp", ""));
    arguments.addAll(List.of("-d", folder.toString()));
    for (String type : TYPES) {
      Path file = folder.resolve(type + ".java");
      Files.writeString(file, source(type));
      arguments.add(file.toString());
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.err, arguments.toArray(String[]::new));
    assertThat(exit).isZero();
  }

  private static String source(String type) throws IOException {
    String name = "/vendored/dev/sds/kits/llmserving/api/" + type + ".java";
    try (InputStream in = VendoredSourcesTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
