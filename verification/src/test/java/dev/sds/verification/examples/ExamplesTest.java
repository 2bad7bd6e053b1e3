package dev.sds.verification.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.Golden;
import dev.sds.verification.Limits;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.TlcRunner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  private static final Limits LIMITS = new Limits(60, 256, 50_000);

  @TempDir Path scratch;

  @Test
  void everyProperty_isReadAloud() throws Exception {
    var text = new StringBuilder();
    for (String name : ProtocolLibrary.names()) {
      ProtocolFamily family = ProtocolLibrary.family(name);
      Protocol protocol = family.protocol(family.sound());
      for (Property property : protocol.properties()) {
        text.append(property.name()).append(": ").append(property.formula()).append('\n');
        text.append("  ").append(Reading.of(protocol, property).sentence()).append("\n\n");
      }
    }
    Golden.check("readings.txt", text.toString());
  }

  @Test
  void names_areThoseThatTheFormulaUses() {
    assertThat(Reading.names("\\A r \\in Requests : delivered[r] <= 1 \\/ x = \"done\""))
        .containsExactly("r", "Requests", "delivered", "x");
  }

  @Test
  void invariantAndPromise_areShownByExamples() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("commit");
    Protocol protocol = family.protocol(family.sound());
    Instance instance = family.instance(List.of("participant-crash"));
    var text = new StringBuilder();
    var run = new ExampleRun(new TlcRunner(scratch, 1), new StrengthRun(scratch, LIMITS), LIMITS);
    Property invariant = protocol.properties(Property.Kind.INVARIANT).getFirst();
    Property promise = protocol.properties(Property.Kind.LIVENESS).getFirst();
    for (Property property : List.of(invariant, promise)) {
      Examples examples = run.of(protocol, instance, property);
      assertThat(examples.allowedNote()).isEqualTo("with every fault, to the end");
      assertThat(examples.allowed().orElseThrow().steps())
          .anyMatch(step -> step.origin() == Origin.FAULT);
      assertThat(examples.forbidden().orElseThrow().property()).isEqualTo(property.name());
      ExamplesText.lines(protocol, instance.label(), examples)
          .forEach(line -> text.append(line).append('\n'));
      text.append('\n');
    }
    Golden.check("examples.txt", text.toString());
  }
}
