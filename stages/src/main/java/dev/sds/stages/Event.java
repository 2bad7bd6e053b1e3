package dev.sds.stages;

import dev.sds.artifacts.Backtrack;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Stop;
import dev.sds.artifacts.kit.CreationReport;
import dev.sds.spec.Stage;

/** Something that happened in a refinement, for whoever shows progress. */
public sealed interface Event {

  record StageStarted(Stage stage, int parents) implements Event {}

  record Proposed(Stage stage, int round, int fresh) implements Event {}

  record Judging(Hypothesis hypothesis, String evaluator) implements Event {}

  record WasJudged(Judged judged, String best) implements Event {}

  record Learned(Nogood nogood, int pruned) implements Event {}

  record WentBack(Backtrack backtrack) implements Event {}

  /** New code is searched for, with a budget of so many runs. */
  record Creates(int runs) implements Event {}

  record WasCreated(CreationReport report) implements Event {}

  record Stopped(Stage stage, Stop stop, int survivors) implements Event {}

  /** Whoever wants to know. */
  @FunctionalInterface
  interface Listener {
    void on(Event event);
  }
}
