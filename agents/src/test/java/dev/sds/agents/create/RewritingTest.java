package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.Term;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Designs of declared choices, told as programs. */
class RewritingTest {

  private static final ProgramSpace TEST = Spaces.space(Result.TRUTH);
  private static final ProgramSpace RANK = Spaces.space(Result.NUMBER);

  private static Choice choice(String name, String program) {
    var most = new Parameter("most", 0, 1, 0.9, Parameter.Scale.LINEAR, "");
    return new Choice(name, "", "", Set.of(), Set.of(), Set.of(), List.of(most), Map.of(), program);
  }

  private static DecisionKind kind(String name, ProgramSpace space, Choice choice) {
    return new DecisionKind(name, Stage.DESIGN, "module", "?", List.of(choice), space);
  }

  private static Idea rewritten(Map<String, Double> parameters) {
    var catalogue =
        new Catalogue(
            List.of(),
            List.of(
                kind("test", TEST, choice("limit", "(at_most queue-length (multiply free most))")),
                kind("rank", RANK, choice("secret", ""))),
            List.of(),
            List.of());
    Decisions declared =
        Decisions.of(Map.of("test", "limit", "rank", "secret", "queueing", "pushed"));
    return new Rewriting(
            catalogue,
            new TreeMap<>(Map.of("test", TEST, "rank", RANK)),
            Decisions.of(Map.of("queueing", "held", "rank", "other", "test", "other")))
        .of(new Idea(declared, new TreeMap<>(parameters), Program.NONE, ""));
  }

  @Test
  void whatTheKitTells_isAProgram_withTheParametersAsConstants() {
    Idea tuned = rewritten(Map.of("test.most", 0.7, "rank.most", 0.3));

    assertThat(tuned.program()).hasToString("{test=(at_most queue-length (multiply 0.7 free))}");
    assertThat(rewritten(Map.of()).program().toString()).contains("0.9");
  }

  @Test
  void whatItDoesNotTell_staysDeclared_andTheRestIsAsPrograms() {
    Idea tuned = rewritten(Map.of("test.most", 0.7, "rank.most", 0.3));

    assertThat(tuned.decisions())
        .isEqualTo(Decisions.of(Map.of("rank", "secret", "queueing", "held")));
    assertThat(tuned.parameters()).isEqualTo(Map.of("rank.most", 0.3));
  }

  @Test
  void aDecision_isTakenOver_asTheOtherMakesIt() {
    Idea tuned = rewritten(Map.of("test.most", 0.7, "rank.most", 0.3));
    Idea simple = tuned.with("rank", Term.feature("age")).with("test", Term.of(Term.Op.ALWAYS));

    assertThat(simple.parameters()).isEmpty();
    assertThat(simple.decisions()).isEqualTo(Decisions.of(Map.of("queueing", "held")));
    Idea back = simple.taking("rank", tuned);
    assertThat(back.program()).hasToString("{test=(always )}");
    assertThat(back.parameters()).isEqualTo(Map.of("rank.most", 0.3));
    assertThat(back.taking("test", tuned)).isEqualTo(tuned);
  }

  @Test
  void aProgramThatADeclaredChoiceIs_isToldByItsName_whereThatMayStand() {
    var oldest =
        new Choice(
            "oldest", "", "", Set.of(), Set.of(), Set.of(), List.of(), Map.of(), "queue-length");
    var catalogue =
        new Catalogue(List.of(), List.of(kind("rank", RANK, oldest)), List.of(), List.of());
    var rewriting = new Rewriting(catalogue, new TreeMap<>(Map.of("rank", RANK)), Decisions.NONE);
    Idea same = written(Term.feature("queue-length"));
    Idea other = written(Term.of(Term.Op.ROOT, Term.feature("queue-length")));
    Decisions admissible = Decisions.of(Map.of("rank", "oldest", "queueing", "held"));

    Idea told = rewriting.declared(same, List.of(admissible));

    assertThat(told.decisions()).isEqualTo(admissible);
    assertThat(told.program()).isEqualTo(Program.NONE);
    assertThat(rewriting.declared(same, List.of(admissible.with("rank", "another"))))
        .isEqualTo(same);
    assertThat(rewriting.declared(other, List.of(admissible))).isEqualTo(other);
  }

  private static Idea written(Term rank) {
    return new Idea(
        Decisions.of(Map.of("queueing", "held")),
        new TreeMap<>(),
        Program.NONE.with("rank", rank),
        "");
  }
}
