package dev.sds.kits.llmserving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.text.SpecReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecCheckTest {

  private static final LlmServingKit KIT = new LlmServingKit();
  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

  @TempDir Path folder;

  private List<String> told(String workload) throws IOException, BadInputException {
    String spec =
        """
        sds: 1
        system: router
        intent: Route.
        kit: llm-serving
        requirements:
          R1:
            text: Answers come fast
            minimize: response_time.mean
        environment: {replicas: 2, gpu: a10, kv-blocks: 3328}
        workloads:
          day: {role: train, %s, seeds: [1]}
        """
            .formatted(workload);
    Path file = folder.resolve("spec.yaml");
    var read =
        SpecReader.read(
            new Source(file.toString(), spec),
            _ -> Optional.of(KIT.kit().vocabulary()),
            List.of("llm-serving"));
    return KIT.check(read.spec()).stream().map(Diagnostic::message).toList();
  }

  private String trace(String text) throws IOException {
    Files.write(folder.resolve("t.csv"), text.getBytes(StandardCharsets.ISO_8859_1));
    return "trace: t.csv";
  }

  @Test
  void aTraceWithRows_isTaken() throws Exception {
    assertThat(told(trace(HEADER + "2023-11-16 18:15:46.68,374,44\n"))).isEmpty();
  }

  @Test
  void aTraceWithoutRequests_isRefused() throws Exception {
    assertThat(told(trace(HEADER))).containsExactly("The trace 't.csv' holds no request.");
  }

  @Test
  void aTraceThatIsNoText_orAFolder_isRefusedInWords() throws Exception {
    assertThat(told(trace("\u00ff\u00fe"))).containsExactly("The trace 't.csv' is not UTF-8 text.");
    Files.createDirectory(folder.resolve("d"));
    assertThat(told("trace: d")).singleElement().asString().contains("'d' cannot be read: ");
  }

  @Test
  void aRunThatIsTooLong_isRefused() throws Exception {
    assertThat(told("lengths: chat-like, arrivals: {poisson: {}, rate: 5/s}, for: 1e9 s"))
        .containsExactly(
            "`day` would be about 5,000,000,000 requests, and a run holds at most 5,000,000.");
  }
}
