package dev.sds.stages;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.stream.Collectors;

/** How a refinement ended. */
public sealed interface Outcome {

  Dossier dossier();

  /** A design passed every gate up to the last stage asked for. */
  record Refined(Dossier dossier) implements Outcome {}

  /** No design meets the spec; the dossier's miss says why. */
  record NoDesign(Dossier dossier) implements Outcome {}

  /** A gate waits for a person. */
  record Waiting(Dossier dossier, Stage stage, ContentHash content) implements Outcome {}

  /**
   * A tool failed or a limit was met before anything could be said.
   *
   * @param wayOut what to do, in a sentence
   * @param again what another run of the same command would do
   */
  record Undecided(Dossier dossier, String why, String wayOut, Again again) implements Outcome {

    /** Whether to try again may help. */
    public enum Again {
      MAY_HELP,
      ENDS_THERE
    }

    /** What could be neither accepted nor rejected, and whether trying again may help. */
    static Undecided of(Dossier dossier, List<Judged> judged) {
      List<Judged> open =
          judged.stream().filter(j -> j.verdict() instanceof Verdict.Inconclusive).toList();
      if (open.isEmpty()) {
        return new Undecided(
            dossier, "nothing was rejected, and nothing could be accepted", AGAIN, Again.MAY_HELP);
      }
      Judged first = open.getFirst();
      boolean ends = open.stream().allMatch(Undecided::endsThereAgain);
      return new Undecided(
          dossier,
          "%d of %d hypotheses could be neither accepted nor rejected; of %s: %s"
              .formatted(
                  open.size(),
                  judged.size(),
                  first.hypothesis().decisions(),
                  unstopped(first.verdict().because())),
          ends ? fewerFaults(dossier.spec()) : AGAIN,
          ends ? Again.ENDS_THERE : Again.MAY_HELP);
    }

    private static final String AGAIN = "Run the same command again.";

    /** A budget of states ends every repetition at the same place. */
    private static boolean endsThereAgain(Judged judged) {
      return judged.verdict().evidence().stream()
          .anyMatch(
              e ->
                  e instanceof Evidence.ModelCheck check
                      && check.outcome() instanceof CheckOutcome.Bounded bounded
                      && bounded.limit() == CheckOutcome.Limit.STATES);
    }

    private static String unstopped(String sentence) {
      return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String fewerFaults(Spec spec) {
      String faults =
          spec.temporal().stream()
              .flatMap(r -> r.under().stream())
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      return "The same command would end there again: the model is too large for the checker."
          + (faults.isEmpty()
              ? ""
              : " Let faults happen less often (`at-most` of "
                  + faults
                  + "), or let each requirement name fewer of them under `under`.");
    }
  }
}
