package dev.sds.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.ProtocolStep;
import dev.sds.verification.file.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A protocol's counterexample, gone through step by step. */
class ProtocolReplayTest {

  private static final Change QUEUE = initial("queue", "<<[id=a, n=1], [id=b, n=2]>>");
  private static final Change COUNTS = initial("counts", "[[id=a]: 0, [id=b]: {x, \"y, z\"}]");
  private static final Change HELD = initial("held", "{a}");

  @Test
  void parts_haveAPlaceEach() {
    var state = new KnownState();
    List.of(QUEUE, COUNTS, HELD).forEach(state::add);
    assertThat(state.parts())
        .containsExactly(
            entry("queue[1].id", "a"),
            entry("queue[1].n", "1"),
            entry("queue[2].id", "b"),
            entry("queue[2].n", "2"),
            entry("counts[[id=a]]", "0"),
            entry("counts[[id=b]]", "{x, \"y, z\"}"),
            entry("held", "{a}"));
  }

  @Test
  void changes_replaceWhatTheySpeakOfAndNothingElse() {
    var state = new KnownState();
    List.of(QUEUE, COUNTS, HELD).forEach(state::add);
    state.add(new Change("queue", Change.Kind.CHANGED, "", "<<>>"));
    state.add(new Change("counts[[id=a]]", Change.Kind.CHANGED, "0", "1"));
    state.add(new Change("counts[[id=b]]", Change.Kind.REMOVED, "\"y, z\"", ""));
    state.add(new Change("held", Change.Kind.ADDED, "", "b"));
    state.add(new Change("held", Change.Kind.REMOVED, "a", ""));
    assertThat(state.parts())
        .containsOnly(
            entry("queue", "<<>>"),
            entry("counts[[id=a]]", "1"),
            entry("counts[[id=b]]", "{x}"),
            entry("held", "{b}"));
  }

  @Test
  void replay_showsTheStateAfterTheStepItIsAt() throws IOException {
    var steps =
        List.of(
            new ProtocolStep(
                1, ProtocolStep.INIT, Map.of(), Action.Origin.ENVIRONMENT, List.of(HELD)),
            new ProtocolStep(
                2,
                "Take",
                Map.of("c", "b"),
                Action.Origin.SYSTEM,
                List.of(new Change("held", Change.Kind.ADDED, "", "b"))));
    var found =
        new Counterexample(
            "OneHolder",
            Counterexample.Kind.INVARIANT,
            List.of("R1"),
            steps,
            new Counterexample.LoopBack.None());
    Behaviour behaviour = ProtocolBehaviour.violation(found).behaviour();
    var out = new StringWriter();
    new Replay(
            behaviour,
            new BufferedReader(new StringReader("n\ns\np\ns\nq\n")),
            new PrintWriter(out, true))
        .run();
    assertThat(out.toString().lines().map(String::strip))
        .containsSubsequence(
            "1  Init", "2  Take(c=b)", "held  + b", "held = {a, b}", "1  Init", "held = {a}");
  }

  private static Change initial(String path, String value) {
    return new Change(path, Change.Kind.INITIAL, "", value);
  }
}
