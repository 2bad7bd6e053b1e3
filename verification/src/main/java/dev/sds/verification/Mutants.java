package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small mistakes in what the system does. Properties or logs that let such a mistake pass say
 * nothing about the guard or the effect it removes.
 */
public final class Mutants {

  private Mutants() {}

  /**
   * A protocol with one mistake.
   *
   * @param name the mistake, such as {@code Deliver without guard delivered[q] = 0}
   */
  public record Mutant(String name, Protocol protocol, Site site) {}

  /** Where a mistake is made. */
  sealed interface Site {

    String action();

    /** A guard that is dropped, by its place among the action's. */
    record Guard(String action, int place) implements Site {}

    /** An effect that is forgotten. */
    record Effect(String action, String variable) implements Site {}
  }

  /**
   * All mistakes of two kinds in the system's own actions: a guard is dropped, an effect is
   * forgotten. That a message must be there to be received, and that there is room for one to be
   * sent, is not the system's to forget; that a message is sent or taken off a channel is. What
   * keeps history is no part of the system.
   */
  public static List<Mutant> of(Protocol protocol) {
    List<Mutant> mutants = new ArrayList<>();
    for (Action action : protocol.actions()) {
      if (action.origin() == Origin.SYSTEM) {
        withoutGuards(protocol, action, mutants);
        withoutEffects(protocol, action, mutants);
      }
    }
    return List.copyOf(mutants);
  }

  private static void withoutGuards(Protocol protocol, Action action, List<Mutant> mutants) {
    for (int i = 0; i < action.guards().size(); i++) {
      List<String> others = new ArrayList<>(action.guards());
      String dropped = others.remove(i);
      if (protocol.composition().brings(dropped)) {
        continue;
      }
      mutants.add(
          new Mutant(
              action.name() + " without guard " + dropped,
              protocol.replacing(action.withGuards(others)),
              new Site.Guard(action.name(), i)));
    }
  }

  private static void withoutEffects(Protocol protocol, Action action, List<Mutant> mutants) {
    for (String variable : action.effects().keySet()) {
      if (protocol.history().contains(variable)) {
        continue;
      }
      Map<String, String> others = new LinkedHashMap<>(action.effects());
      others.remove(variable);
      mutants.add(
          new Mutant(
              action.name() + " leaves " + variable + " as it was",
              protocol.replacing(action.withEffects(others)),
              new Site.Effect(action.name(), variable)));
    }
  }
}
