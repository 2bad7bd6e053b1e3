package dev.sds.kits.llmserving.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sds.kits.llmserving.SharedData;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceCsvTest {

  private static final String HEADER = "arrived_at,num_prefill_tokens,num_decode_tokens\n";

  @Test
  void rows_areReadAndSorted() throws IOException {
    Trace trace = read(HEADER + "1.5,10,20\n0.5,30,40\n\n");
    assertThat(trace.size()).isEqualTo(2);
    assertThat(trace.arrivedAt(0)).isEqualTo(0.5);
    assertThat(trace.promptTokens(0)).isEqualTo(30);
    assertThat(trace.decodeTokens(1)).isEqualTo(20);
  }

  @Test
  void columns_areFoundByNameInAnyOrder() throws IOException {
    Trace trace = read("id,decode,arrived_at,prefill\r\n7,2,0,1\r\n8,4,1,3");
    assertThat(trace.size()).isEqualTo(2);
    assertThat(trace.promptTokens(1)).isEqualTo(3);
    assertThat(trace.decodeTokens(1)).isEqualTo(4);
  }

  @Test
  void timestamps_countFromTheEarliest() throws IOException {
    Trace trace =
        read(
            """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 23:59:59.9000000,4808,10
            2023-11-17 00:00:00.4000000,3180,8
            """);
    assertThat(trace.arrivedAt(0)).isZero();
    assertThat(trace.arrivedAt(1)).isEqualTo(0.5, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,1,2;-1,1,2|3|arrival must be finite and not negative: -1",
        "0,1,2;NaN,1,2|3|arrival must be finite and not negative: NaN",
        "0,0,2|2|`num_prefill_tokens` must be from 1 to 100000000: 0",
        "0,5,-2|2|`num_decode_tokens` must be from 1 to 100000000: -2",
        "0,5|2|`num_decode_tokens` is missing",
        "0,,5|2|`num_prefill_tokens` is missing",
        "0,5,x|2|`x` in `num_decode_tokens` is no whole number",
        "0,99999999999,1|2|`99999999999` in `num_prefill_tokens` is no whole number",
        "zero,5,1|2|`zero` is no number of seconds"
      })
  void faults_nameFileAndLine(String rows, int line, String fact) {
    assertThatExceptionOfType(TraceFormatException.class)
        .isThrownBy(() -> read(HEADER + rows.replace(';', '\n')))
        .withMessage("t.csv:" + line + ": " + fact)
        .matches(e -> e.line() == line);
  }

  @Test
  void missingColumn_isNamed() {
    assertThatExceptionOfType(TraceFormatException.class)
        .isThrownBy(() -> read("when,prompt,decode\n0,1,2"))
        .withMessageStartingWith("t.csv:1: no column for the arrival");
  }

  @Test
  void endlessLine_isRefusedBeforeItFillsMemory() {
    assertThatExceptionOfType(TraceFormatException.class)
        .isThrownBy(() -> read(HEADER + "1".repeat(100_000)))
        .withMessageContaining("t.csv:2: line is longer");
  }

  @Test
  void publicTraces_areRead() throws IOException {
    Trace code = TraceCsv.read(SharedData.file("AzureLLMInferenceTrace_code_2023.csv"));
    Trace chat = TraceCsv.read(SharedData.file("AzureLLMInferenceTrace_conv_2023.csv"));
    assertThat(code.size()).isEqualTo(8819);
    assertThat(chat.size()).isEqualTo(19366);
    assertThat(chat.arrivedAt(chat.size() - 1)).isBetween(3500.0, 3504.0);
  }

  private static Trace read(String text) throws IOException {
    return TraceCsv.read(new StringReader(text), "t.csv");
  }
}
