package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueReaderTest {

  private static final String GOOD =
      """
      modules:
        worker:
          doc: Does jobs.
      decisions:
        - kind: order
          stage: design
          module: worker
          question: Who is next?
          choices:
            - name: arrival
              doc: Whoever came first.
              source: folklore
              traits: [fair]
              parameters:
                - {name: limit, low: 1, high: 9, initial: 3, scale: integer, doc: most waiting}
      architectures:
        - name: alone
          doc: One worker.
          source: folklore
          decisions: {}
          modules: [worker]
          connectors:
            - {from: worker, to: worker, carries: jobs}
      techniques:
        - name: fifo
          doc: In order.
          source: folklore
          decisions: {order: arrival}
      """;

  private static Catalogue read(String text) throws BadInputException {
    return CatalogueReader.read(new Source("catalogue.yaml", text));
  }

  @Test
  void aCatalogue_isRead() throws BadInputException {
    Catalogue catalogue = read(GOOD);

    assertThat(catalogue.kinds(Stage.DESIGN)).hasSize(1);
    assertThat(catalogue.choice("order", "arrival"))
        .hasValueSatisfying(
            c -> {
              assertThat(c.traits()).containsExactly("fair");
              assertThat(c.parameters())
                  .containsExactly(
                      new Parameter("limit", 1, 9, 3, Parameter.Scale.INTEGER, "most waiting"));
            });
    assertThat(catalogue.techniques()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "kind: order, knid: order, 5",
    "stage: design, stage: desing, 6",
    "scale: integer, scale: intger, 15",
    "initial: 3, initial: 30, 15",
    "low: 1, low: one, 15",
    "question: Who is next?, quest: Who is next?, 8",
    "{order: arrival}, {order: departure}, 28",
    "{order: arrival}, {odrer: arrival}, 28",
  })
  void aMistake_isShownWhereItIs(String good, String bad, int line) {
    assertThat(GOOD).contains(good);
    String text = GOOD.replace(good, bad);

    BadInputException refusal = catchThrowableOfType(BadInputException.class, () -> read(text));

    assertThat(refusal).as("'%s' is refused", bad).isNotNull();
    assertThat(refusal.getMessage()).contains("catalogue.yaml:" + line);
  }
}
