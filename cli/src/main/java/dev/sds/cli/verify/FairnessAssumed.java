package dev.sds.cli.verify;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import java.util.List;
import java.util.stream.Stream;

/** What liveness rests on: that some actions happen in the end, which the system must see to. */
final class FairnessAssumed {

  private FairnessAssumed() {}

  /** A line for each kind of fairness; none where nothing is promised. */
  static List<String> by(Protocol protocol) {
    if (protocol.properties(Property.Kind.LIVENESS).isEmpty()) {
      return List.of();
    }
    return Stream.of(
            line(protocol, Fairness.WEAK, "possible for good"),
            line(protocol, Fairness.STRONG, "possible again and again"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> line(Protocol protocol, Fairness kind, String when) {
    List<String> fair =
        protocol.actions().stream()
            .filter(action -> action.fairness() == kind)
            .map(Action::name)
            .toList();
    return fair.isEmpty()
        ? List.of()
        : List.of(
            "fairness assumed, so that they happen when %s: %s"
                .formatted(when, String.join(", ", fair)));
  }
}
