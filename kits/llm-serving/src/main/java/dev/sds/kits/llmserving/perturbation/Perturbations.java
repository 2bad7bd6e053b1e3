package dev.sds.kits.llmserving.perturbation;

import dev.sds.evaluators.Perturbation;
import dev.sds.evaluators.Perturbation.Reach;
import dev.sds.evaluators.Perturbation.Yardstick;
import java.util.List;

/** The changes of a run that a sound router does not notice. */
public final class Perturbations {

  static final String REQUEST_NUMBERS = "request-numbers";
  static final String REPLICA_NUMBERS = "replica-numbers";
  static final String UNIT_OF_TIME = "unit-of-time";
  static final String ARRIVALS_AT_ONCE = "arrivals-at-once";
  static final String ORDER_AT_ONCE = "order-at-once";
  static final String OTHER_ANSWERS = "other-answers";

  /** What breaking ties otherwise may cost by chance. */
  private static final double CHANCE = 0.02;

  /** What it costs a design to have been chosen on just these answers. */
  private static final double CHOICE = 0.05;

  private Perturbations() {}

  public static List<Perturbation> all() {
    return List.of(
        itself(REQUEST_NUMBERS, "the requests carry each other's numbers", "", Reach.SOUND_RUNS),
        itself(
            REPLICA_NUMBERS,
            "the replicas are counted from another one",
            "",
            Reach.FAULTY_RUNS_TOO),
        itself(
            UNIT_OF_TIME,
            "arrivals and iterations take longer by one factor",
            "",
            Reach.SOUND_RUNS),
        itself(
            ORDER_AT_ONCE,
            "requests arrive in groups at once, in another order within each",
            ARRIVALS_AT_ONCE,
            Reach.SOUND_RUNS),
        new Perturbation(
            OTHER_ANSWERS,
            "requests of like prompts have each other's answers",
            "",
            Yardstick.REFERENCE,
            CHOICE,
            Reach.SOUND_RUNS));
  }

  private static Perturbation itself(String name, String meaning, String origin, Reach reach) {
    return new Perturbation(name, meaning, origin, Yardstick.ITSELF, CHANCE, reach);
  }
}
