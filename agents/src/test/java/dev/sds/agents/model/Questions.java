package dev.sds.agents.model;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import java.util.List;
import java.util.Set;

/** A question about a lock, and replies to it. */
final class Questions {

  private Questions() {}

  /** May speak of who holds the lock, not of the log. */
  static PropertyQuestion lock(String requirement) {
    var protocol =
        new Protocol(
            "Lock",
            "A lock.",
            List.of(new Constant("Clients", "who may hold it")),
            List.of(
                Definition.of("Free", "holders = {}", "nobody holds it"),
                Definition.of("Used", "log /= <<>>", "somebody held it"),
                Definition.of("UsedUp", "Free /\\ Used", "nobody holds it any more")),
            List.of(
                new Variable("holders", "SUBSET Clients", "{}", "who holds the lock"),
                new Variable("log", "Seq(Clients)", "<<>>", "who held it")),
            List.of(
                Action.of(Origin.SYSTEM, "Take", "a client takes the lock.")
                    .over("c", "Clients")
                    .when("Free")
                    .then("holders", "{c}")
                    .then("log", "Append(log, c)")),
            List.of(
                new Property(
                    "OneHolder",
                    Property.Kind.INVARIANT,
                    "Cardinality(holders) <= 1",
                    "no two clients hold the lock.",
                    List.of())));
    return new PropertyQuestion(
        "locks", "Locks for clients.", requirement, protocol, Set.of("holders"));
  }

  static PropertyAnswer answer(String reply) {
    return PropertyAnswer.read(
        new ModelReply("openai:test", reply, 10, 5),
        lock("The lock is never held by two clients at once"),
        List.of("client-crash"));
  }
}
