package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.documents.files.TechniquesFile;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.Technique;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a workspace adds to a catalogue. */
final class TechniquesReaderTest {

  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(),
          List.of(
              new DecisionKind(
                  "order",
                  Stage.DESIGN,
                  "m",
                  "Who is next?",
                  List.of(choice("arrival", "return 0;")))),
          List.of(),
          List.of());

  private static Choice choice(String name, String code) {
    return new Choice(
        name,
        "A \"doc\": with # signs.",
        "a source",
        Set.of(),
        Set.of("holds"),
        Set.of(),
        List.of(new Parameter("c1", 0.5, 8, 2, Parameter.Scale.LOGARITHMIC, "a number")),
        Map.of("priority", code, "fields", "private int x;\n\nprivate int y;"));
  }

  private static Technique technique(String name, String choice) {
    return new Technique(
        name, "doc", "source", Decisions.of(Map.of("order", choice)), Map.of(), List.of("mode"));
  }

  private static Catalogue extended(String text) throws BadInputException {
    return TechniquesReader.extend(CATALOGUE, new Source("techniques.yaml", text));
  }

  private static Choice created(String name) {
    Choice plain = choice(name, "return 1;");
    return new Choice(
        name,
        plain.doc(),
        Technique.SEARCH,
        plain.traits(),
        plain.requires(),
        plain.excludes(),
        plain.parameters(),
        plain.code());
  }

  @Test
  void withoutWhatASearchWrote_whatRestsOnItGoesToo_andWhatIsPinnedStays() {
    var found =
        new Technique(
            "found",
            "doc",
            Technique.SEARCH,
            Decisions.of(Map.of("order", "created-1")),
            Map.of(),
            List.of());
    Catalogue all =
        CATALOGUE.with(
            Map.of(
                "order", List.of(created("created-1"), created("created-2"), choice("mine", ""))),
            List.of(found, technique("tried", "created-2"), technique("own", "mine")));

    Catalogue without = all.withoutCreated(Map.of());
    Catalogue pinned = all.withoutCreated(Map.of("order", "created-2"));

    assertThat(without.kinds().getFirst().choices())
        .extracting(Choice::name)
        .containsExactly("arrival", "mine");
    assertThat(without.techniques()).extracting(Technique::name).containsExactly("own");
    assertThat(pinned.kinds().getFirst().choices())
        .extracting(Choice::name)
        .containsExactly("arrival", "created-2", "mine");
    assertThat(pinned.techniques()).extracting(Technique::name).containsExactly("tried", "own");
  }

  @Test
  void whatIsWritten_isReadBack() throws BadInputException {
    Choice mine = choice("mine", "double a = 1;\nreturn a;");
    String text =
        TechniquesFile.with(
            TechniquesFile.empty("kit"), Map.of("order", mine), technique("t", "mine"));
    var tuned =
        new Technique(
            "u",
            "doc",
            "source",
            Decisions.of(Map.of("order", "mine")),
            Map.of("order.low", 1e-7, "order.high", 2.5),
            List.of("mode"));
    text = TechniquesFile.with(text, Map.of("order", mine), tuned);

    Catalogue larger = extended(text);

    assertThat(TechniquesReader.kit(new Source("techniques.yaml", text))).isEqualTo("kit");
    assertThat(larger.choice("order", "mine").orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("code")
        .isEqualTo(mine);
    assertThat(larger.choice("order", "mine").orElseThrow().code().get("priority"))
        .isEqualToIgnoringNewLines("double a = 1;\nreturn a;");
    assertThat(larger.choice("order", "arrival")).isPresent();
    assertThat(larger.techniques()).containsExactly(technique("t", "mine"), tuned);
  }

  @Test
  void anEmptyFile_addsNothing() throws BadInputException {
    assertThat(extended(TechniquesFile.empty("kit"))).isEqualTo(CATALOGUE);
  }

  @Test
  void aKnownName_isRefused() {
    String text =
        TechniquesFile.with(
            TechniquesFile.empty("kit"),
            Map.of("order", choice("arrival", "return 1;")),
            technique("t", "arrival"));
    assertThatThrownBy(() -> extended(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has a choice 'arrival' already");
  }

  @Test
  void traits_areNotForAWorkspaceToClaim() {
    String text =
        TechniquesFile.with(
                TechniquesFile.empty("kit"),
                Map.of("order", choice("mine", "return 1;")),
                technique("t", "mine"))
            .replace("    requires: [holds]", "    traits: [fences]");
    assertThatThrownBy(() -> extended(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("traits");
  }

  @Test
  void aTechniqueOfAnUnknownChoice_isRefused() {
    String text =
        TechniquesFile.with(TechniquesFile.empty("kit"), Map.of(), technique("t", "nothing"));
    assertThatThrownBy(() -> extended(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("'nothing'");
  }
}
