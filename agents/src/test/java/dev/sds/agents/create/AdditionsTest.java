package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.Additions;
import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Feature;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One thing more in a program. */
class AdditionsTest {

  private static Feature jobs(String name, double typical) {
    return new Feature(name, name + "()", typical, "jobs", "", name, Map.of());
  }

  private static ProgramSpace space(Result result) {
    return new ProgramSpace(
        "hole",
        result,
        Set.of(),
        "queue",
        List.of(
            jobs("queue", 20),
            jobs("own", 2),
            jobs("elsewhere", 40),
            new Feature("age", "age()", 1, "seconds", "", "", Map.of())),
        List.of());
  }

  @Test
  void whatIsCompared_getsOneThingMoreThatCountsTheSame_heavyOnesWithASmallWeight() {
    Term test = Term.of(Op.AT_MOST, Term.feature("queue"), Term.constant(30));

    assertThat(new Additions(space(Result.TRUTH)).to(test))
        .extracting(Term::toString)
        .containsExactly(
            "(at_most (add queue own) 30.0)",
            "(at_most (add queue (multiply elsewhere 0.05)) 30.0)");
  }

  @Test
  void aRank_isAddedTo_asAWhole() {
    Term rank = Term.of(Op.ADD, Term.feature("queue"), Term.feature("own"));

    assertThat(new Additions(space(Result.NUMBER)).to(rank))
        .extracting(Term::toString)
        .containsExactly(
            "(add (add queue own) (multiply elsewhere 0.055))",
            "(add (multiply queue 0.5) own)",
            "(add (multiply queue 2.0) own)",
            "(add queue (multiply own 0.5))",
            "(add queue (multiply own 2.0))");
  }
}
