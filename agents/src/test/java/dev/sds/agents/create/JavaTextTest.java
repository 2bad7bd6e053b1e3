package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.Formula;
import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.JavaText;
import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that a term is printed as. */
class JavaTextTest {

  @Test
  void aProgram_readsAsAPersonWouldWriteIt() {
    Term weighted = Term.of(Op.MULTIPLY, Term.constant(2), Term.feature("queue-length"));
    Term term =
        Term.of(Op.AT_MOST, Term.of(Op.ADD, weighted, Term.feature("age")), Term.constant(9));

    Map<String, String> fragments =
        JavaText.fragments(Spaces.space(Result.TRUTH), "admission", term);

    assertThat(fragments)
        .containsEntry(
            "hole",
            """
            double queueLength = queueLength();
            double age = age();
            return ADMISSION_C1 * queueLength + age <= ADMISSION_C2;""")
        .containsEntry("fields", "double started;");
    assertThat(Formula.of(term)).isEqualTo("(2 x queue-length) + age <= 9");
  }

  @Test
  void whatAFeatureRestsOn_isLeftOut_whereTheFeatureIs() {
    assertThat(JavaText.fragments(Spaces.space(Result.NUMBER), "cost", Term.feature("free")))
        .containsOnlyKeys("hole");
  }

  @Test
  void aFieldOfTheSameName_isReadAndNotDeclaredAgain() {
    var field =
        new ProgramSpace.Feature(
            "recent-size",
            "recentSize",
            1,
            "",
            "",
            "a mean",
            Map.of("fields", "double recentSize;"));
    var space =
        new ProgramSpace(
            "hole", Result.NUMBER, java.util.Set.of(), "recent-size", List.of(field), List.of());

    assertThat(JavaText.fragments(space, "cost", Term.feature("recent-size")))
        .containsEntry("hole", "return recentSize;")
        .containsEntry("fields", "double recentSize;");
  }

  @Test
  void aSum_isALoop_whoseFeaturesAreLocalToATurn() {
    Term lack = Term.of(Op.SUBTRACT, Term.feature("age"), Term.feature("done"));
    Term each =
        Term.of(Op.GREATEST, Term.of(Op.MULTIPLY, Term.constant(3), lack), Term.constant(0));
    Term sum = Term.sum("jobs", each);
    Term term =
        Term.of(Op.AT_MOST, Term.of(Op.ADD, sum, Term.feature("queue-length")), Term.constant(9));

    Map<String, String> fragments =
        JavaText.fragments(Spaces.space(Result.TRUTH), "admission", term);

    assertThat(fragments)
        .containsEntry(
            "hole",
            """
            double age = age();
            double queueLength = queueLength();
            double sum1 = 0;
            for (int job = 0; job < 3; job++) {
              double done = done(job);
              sum1 += Math.max(ADMISSION_C1 * (age - done), ADMISSION_C2);
            }
            return sum1 + queueLength <= ADMISSION_C3;""");
    assertThat(Formula.of(term))
        .isEqualTo("sum over jobs of (max(3 x (age - done), 0)) + queue-length <= 9");
  }

  @Test
  void whatSeveralFeaturesRestOn_standsThereOnce() {
    Term term = Term.of(Op.ADD, Term.feature("age"), Term.sum("jobs", Term.feature("begun")));

    assertThat(JavaText.fragments(Spaces.space(Result.NUMBER), "cost", term))
        .containsEntry("fields", "double started;");
  }

  /** Compiled, the text computes what the term means, to the last bit. */
  @Test
  void printedJava_computesWhatTheTermMeans(@TempDir Path folder) throws Exception {
    var terms = new ArrayList<Term>();
    var source = new StringBuilder("public final class Printed {\n");
    RandomGenerator random = Spaces.random(11);
    for (int i = 0; i < 300; i++) {
      Result result = i % 3 == 0 ? Result.TRUTH : Result.NUMBER;
      ProgramSpace space = Spaces.space(result);
      Term term = new Grammar(space).whole(random, 6);
      terms.add(term);
      source.append(method(i, space, term));
    }
    Class<?> printed = compiled(source.append("}\n").toString(), folder);
    for (int i = 0; i < terms.size(); i++) {
      for (int j = 0; j < 20; j++) {
        Map<String, Double> f = Spaces.features(random);
        Object got =
            printed
                .getMethod("m" + i, double.class, double.class, double.class)
                .invoke(null, f.get("queue-length"), f.get("age"), f.get("free"));
        Object meant =
            Meaning.isNumber(terms.get(i))
                ? (Object) Meaning.number(terms.get(i), f)
                : (Object) Meaning.truth(terms.get(i), f);
        assertThat(got).as("%s on %s", terms.get(i), f).isEqualTo(meant);
      }
    }
  }

  private static String method(int number, ProgramSpace space, Term term) {
    String kind = "k" + number;
    List<Double> constants = term.constants();
    var text = new StringBuilder();
    for (int c = 0; c < constants.size(); c++) {
      text.append(
          "  private static final double K%d_C%d = %s;%n"
              .formatted(number, c + 1, constants.get(c)));
    }
    String body = JavaText.fragments(space, kind, term).get("hole");
    return text
        + "  public static %s m%d(double q, double a, double f) {%n%s%n  }%n"
            .formatted(
                space.result() == Result.TRUTH ? "boolean" : "double",
                number,
                Objects.requireNonNull(body)
                    .replace("queueLength()", "q")
                    .replace("age()", "a")
                    .replace("free()", "f")
                    .replaceAll("(done|begun)\\(job\\)", "(q + job * f)"));
  }

  private static Class<?> compiled(String source, Path folder)
      throws IOException, ClassNotFoundException {
    Path file = Files.writeString(folder.resolve("Printed.java"), source);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), file.toString());
    assertThat(code).isZero();
    var loader = new URLClassLoader(new java.net.URL[] {folder.toUri().toURL()});
    return loader.loadClass("Printed");
  }
}
