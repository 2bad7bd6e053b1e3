package dev.sds.agents.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.agents.model.ModelChoice.Provider;
import dev.sds.spec.BadInputException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which model the environment names. */
class ModelChoiceTest {

  @Test
  void nameOfAModel_mayHoldColons() throws BadInputException {
    ModelChoice choice =
        choice("SDS_MODEL=openai:llama3:8b SDS_MODEL_URL=http://localhost:11434/v1");

    assertThat(choice.provider()).isEqualTo(Provider.OPENAI);
    assertThat(choice.model()).isEqualTo("llama3:8b");
    assertThat(choice.url()).contains(URI.create("http://localhost:11434/v1"));
    assertThat(choice.key().isEmpty()).isTrue();
  }

  @Test
  void usualKey_goesToItsProviderOnly() throws BadInputException {
    String usual = "SDS_MODEL=anthropic:claude ANTHROPIC_API_KEY=sk-1 ";

    assertThat(choice(usual).key().reveal()).isEqualTo("sk-1");
    assertThat(choice(usual + "SDS_MODEL_URL=https://other.example/v1").key().isEmpty()).isTrue();
    assertThat(choice(usual + "SDS_MODEL_KEY=sk-2").key().reveal()).isEqualTo("sk-2");
  }

  @Test
  void key_isShownNowhere() throws BadInputException {
    ModelChoice choice = choice("SDS_MODEL=openai:gpt OPENAI_API_KEY=sk-secret");

    assertThat(choice.toString()).doesNotContain("sk-secret").contains("[key]");
    assertThat(choice.key().redact("no sk-secret here")).isEqualTo("no [key] here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A=b                                                             | model.none
          SDS_MODEL=gpt OPENAI_API_KEY=k                                  | model.unknown
          SDS_MODEL=opnai:gpt OPENAI_API_KEY=k                            | model.unknown
          SDS_MODEL=openai: OPENAI_API_KEY=k                              | model.unknown
          SDS_MODEL=openai:gpt                                            | model.key
          SDS_MODEL=openai:gpt ANTHROPIC_API_KEY=k                        | model.key
          SDS_MODEL=openai:gpt SDS_MODEL_URL=http://10.0.0.7/v1           | model.url
          SDS_MODEL=openai:gpt SDS_MODEL_URL=ftp://localhost/v1           | model.url
          SDS_MODEL=openai:gpt SDS_MODEL_URL=https://me:pw@host/v1        | model.url
          SDS_MODEL=openai:gpt SDS_MODEL_URL=https:///v1                  | model.url
          """)
  void incompleteChoice_isRefusedWithTheWayOut(String environment, String code) {
    BadInputException refused =
        catchThrowableOfType(BadInputException.class, () -> choice(environment));

    assertThat(refused.diagnostics()).hasSize(1);
    assertThat(refused.diagnostics().getFirst().code()).isEqualTo(code);
    assertThat(refused.diagnostics().getFirst().fix()).isNotBlank();
    assertThat(refused.diagnostics().getFirst().render()).doesNotContain("pw");
  }

  private static ModelChoice choice(String environment) throws BadInputException {
    Map<String, String> variables =
        Arrays.stream(environment.split(" "))
            .map(v -> v.split("=", 2))
            .collect(Collectors.toMap(v -> v[0], v -> v[1]));
    return ModelChoice.of(variables);
  }
}
