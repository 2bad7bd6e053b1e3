package dev.sds.spec.text;

import dev.sds.spec.Workload;
import dev.sds.spec.Workload.Recording;
import dev.sds.spec.Workload.Role;
import java.util.ArrayList;
import java.util.Objects;

/** Whether workloads say enough to be run, and to be judged by. */
record WorkloadChecks(SpecChecks checks) {

  void run() {
    for (Workload workload : checks.spec().workloads()) {
      tracesAreUsed(workload);
      runsAreEnough(workload);
    }
    holdoutsAreUnseen();
  }

  private void tracesAreUsed(Workload workload) {
    Recording trace = workload.trace();
    if (trace == null) {
      if (has(workload, "rows")) {
        error(
            workload,
            ".rows",
            "spec.rows",
            "`rows` are those of a trace, and `" + workload.name() + "` has none.",
            "Remove `rows`, or name the file: `trace: traces/monday.csv`.");
      }
      return;
    }
    if (trace.first() > trace.last()) {
      error(
          workload,
          ".rows",
          "spec.rows",
          "Row " + trace.first() + " comes after row " + trace.last() + ".",
          "Write the first row first: `rows: " + trace.last() + "-" + trace.first() + "`.");
    }
    if (!workload.replays()) {
      demand(workload, "for", "Add how long requests arrive: `for: 1000 s`.");
      demand(workload, "seeds", "Add whole numbers, one run each: `seeds: [1, 2, 3]`.");
    }
  }

  private void demand(Workload workload, String key, String fix) {
    if (!has(workload, key)) {
      error(
          workload,
          "",
          "spec.missing-key",
          "`" + workload.name() + "` draws requests from its trace and lacks `" + key + "`.",
          fix);
    }
  }

  private void runsAreEnough(Workload workload) {
    int runs = workload.seeds().size();
    if (workload.replays() && runs > 1) {
      error(
          workload,
          ".seeds",
          "spec.replay-seeds",
          "A replayed trace has the same requests whatever the seed: "
              + runs
              + " seeds are one run, counted "
              + runs
              + " times.",
          "Remove `seeds`; or draw from the trace with `arrivals` and `for`; or give other `rows` of"
              + " it workloads of their own.");
    }
    boolean judged = checks.spec().bounds().stream().anyMatch(bound -> bound.under().isEmpty());
    if (judged && !workload.replays() && runs == 1 && has(workload, "seeds")) {
      error(
          workload,
          ".seeds",
          "spec.one-seed",
          "A bound is judged by an interval over seeds, and one seed gives none.",
          "Give two seeds or more; ten tell designs apart that are a few percent apart.");
    }
  }

  private void holdoutsAreUnseen() {
    for (Workload holdout : checks.spec().workloads(Role.HOLDOUT)) {
      for (Workload train : checks.spec().workloads(Role.TRAIN)) {
        if (holdout.replays() && train.replays()) {
          rowsAreUnseen(holdout, train);
        } else if (sameRecipe(holdout, train)) {
          seedsAreUnseen(holdout, train);
        }
      }
    }
  }

  private void rowsAreUnseen(Workload holdout, Workload train) {
    Recording mine = holdout.trace();
    Recording theirs = train.trace();
    if (mine != null && theirs != null && mine.overlaps(theirs)) {
      error(
          holdout,
          ".trace",
          "spec.seen-holdout",
          "The holdout workload `"
              + holdout.name()
              + "` replays requests of the train workload `"
              + train.name()
              + "`.",
          "Give the holdout workload another trace, or each its own rows: `rows: 1-5000` and `rows:"
              + " 5001-9000`.");
    }
  }

  private void seedsAreUnseen(Workload holdout, Workload train) {
    var shared = new ArrayList<>(holdout.seeds());
    shared.retainAll(train.seeds());
    if (!shared.isEmpty()) {
      error(
          holdout,
          ".seeds",
          "spec.seen-holdout",
          "The holdout workload `"
              + holdout.name()
              + "` repeats the train workload `"
              + train.name()
              + "` with the same seed "
              + shared.getFirst()
              + ".",
          "Give the holdout workload other seeds, lengths or arrivals.");
    }
  }

  private static boolean sameRecipe(Workload one, Workload other) {
    return Objects.equals(one.lengths(), other.lengths())
        && Objects.equals(one.arrivals(), other.arrivals())
        && Objects.equals(one.trace(), other.trace());
  }

  private boolean has(Workload workload, String key) {
    return checks.root().at(path(workload) + "." + key).isPresent();
  }

  private void error(Workload workload, String within, String code, String message, String fix) {
    checks.problems().error(checks.place(path(workload) + within), code, message, fix);
  }

  private static String path(Workload workload) {
    return "workloads." + workload.name();
  }
}
