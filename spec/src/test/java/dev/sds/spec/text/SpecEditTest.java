package dev.sds.spec.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecEditTest {

  @Test
  void replace_changesNothingElse() throws Exception {
    String good = Specs.good();
    assertThat(replace(good, "requirements.R2.bound", "response_time.p99 <= 300 s"))
        .isEqualTo(good.replace("600 s", "300 s"));
    assertThat(replace(good, "workloads.chat.seeds", List.of(4, 5)))
        .isEqualTo(good.replace("[1, 2, 3]", "[4, 5]"));
    assertThat(replace(good, "workloads.chat.seeds.1", 9))
        .isEqualTo(good.replace("[1, 2, 3]", "[1, 9, 3]"));
    assertThat(replace(good, "decisions.pin", Map.of("dispatch", "push")))
        .isEqualTo(good.replace("pin: {} ", "pin: {dispatch: push} "));
    assertThat(replace(good, "faults.replica-crash.loses", "disk"))
        .isEqualTo(good.replace("loses: memory", "loses: disk"));
  }

  @Test
  void everyValue_canBeReplaced() throws Exception {
    Source source = new Source("spec.yaml", Specs.good());
    String odd = "a, b: c # \"d\" {e}\nf";
    everyPath(YamlDocument.read(source), "", odd);
  }

  private static void everyPath(YamlNode node, String path, String value) throws Exception {
    if (!path.isEmpty()) {
      String edited = replace(Specs.good(), path, value);
      YamlNode root = YamlDocument.read(new Source("edited.yaml", edited));
      assertThat(root.at(path).orElseThrow().asText()).as(path).isEqualTo(value);
    }
    if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        String below = path.isEmpty() ? entry.name() : path + "." + entry.name();
        everyPath(entry.value(), below, value);
      }
    }
  }

  @Test
  void put_addsAKeyWhereItsSiblingsStand() throws Exception {
    String good = Specs.good();
    assertThat(put(good, "requirements.R2.under", List.of("replica-crash")))
        .isEqualTo(good.replace("600 s\n", "600 s\n    under: [replica-crash]\n"));
    assertThat(put(good, "faults.false-suspicion.after", "3 s"))
        .isEqualTo(good.replace("{at-most: 1}", "{at-most: 1, after: 3 s}"));
    assertThat(put(good, "decisions.pin.dispatch", "push"))
        .isEqualTo(good.replace("pin: {} ", "pin: {dispatch: push} "));
    assertThat(put(good, "notes", "none")).isEqualTo(good + "notes: none\n");
    assertThat(put("a:\n  b: 1 # one\nc: 2\n", "a.d", 3))
        .isEqualTo("a:\n  b: 1 # one\n  d: 3\nc: 2\n");
    assertThat(put("a:\n", "a", "x")).isEqualTo("a: x\n");
  }

  @Test
  void missingPath_isRefusedWithASuggestion() {
    assertThatThrownBy(() -> replace(Specs.good(), "requirements.R2.bond", "x"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("There is no `requirements.R2.bond` here.")
        .hasMessageContaining("Did you mean `bound`?");
    assertThatThrownBy(() -> put(Specs.good(), "requirements.R9.bound", "x"))
        .hasMessageContaining("There is no `requirements.R9.bound` here.");
    assertThatThrownBy(() -> put(Specs.good(), "system.name", "x"))
        .hasMessageContaining("There is no `system.name` here.");
  }

  private static String replace(String text, String path, Object value) throws BadInputException {
    return SpecEdit.replace(new Source("spec.yaml", text), path, value);
  }

  private static String put(String text, String path, Object value) throws BadInputException {
    return SpecEdit.put(new Source("spec.yaml", text), path, value);
  }
}
