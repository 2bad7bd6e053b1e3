package dev.sds.verification.own;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.TlaText;
import dev.sds.verification.file.ModuleTree;
import dev.sds.verification.file.ModuleTree.Kind;
import dev.sds.verification.file.ModuleTree.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a module that somebody wrote in a protocol's place assumes to happen in the end, beside what
 * the protocol assumes.
 *
 * @param added what the module assumes and the protocol does not
 * @param granted the fairness under which its promises count: the protocol's, of the module's
 *     actions of the same names, and weak fairness of actions that are the module's own, since
 *     whoever adds an action to a system can see to it that it happens
 */
record OwnFairness(List<String> added, List<Grant> granted) {

  OwnFairness {
    added = List.copyOf(added);
    granted = List.copyOf(granted);
  }

  /**
   * One action that happens in the end.
   *
   * @param text as a formula
   */
  record Grant(String action, Fairness kind, Action.Origin origin, String text) {}

  static OwnFairness of(Protocol protocol, ModuleTree tree, String variables) {
    List<Action> fair =
        protocol.actions().stream().filter(a -> a.fairness() != Fairness.NONE).toList();
    Set<String> known =
        fair.stream().map(a -> plain(TlaText.fair(a, "vars"))).collect(Collectors.toSet());
    List<Grant> granted = new ArrayList<>();
    for (Action action : fair) {
      if (tree.definitions().contains(action.name() + "/" + action.parameters().size())) {
        granted.add(
            new Grant(
                action.name(),
                action.fairness(),
                action.origin(),
                TlaText.fair(action, variables)));
      }
    }
    List<String> added = new ArrayList<>();
    for (Live live : tree.live()) {
      if (!known.contains(plain(live.text()))) {
        added.add(plain(live.text()));
        own(protocol, tree, live).ifPresent(granted::add);
      }
    }
    return new OwnFairness(added, granted);
  }

  private static Optional<Grant> own(Protocol protocol, ModuleTree tree, Live live) {
    boolean named =
        live.kind() == Kind.WEAK
            && tree.actions().stream().anyMatch(action -> action.name().equals(live.action()));
    boolean known = protocol.action(live.action()).isPresent();
    return named && !known
        ? Optional.of(new Grant(live.action(), Fairness.WEAK, Action.Origin.SYSTEM, live.text()))
        : Optional.empty();
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
