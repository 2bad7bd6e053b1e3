package dev.sds.verification;

import static dev.sds.artifacts.protocol.Action.Fairness.WEAK;
import static dev.sds.artifacts.protocol.Action.Origin.ENVIRONMENT;
import static dev.sds.artifacts.protocol.Action.Origin.FAULT;
import static dev.sds.artifacts.protocol.Action.Origin.SYSTEM;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The protocol of a router that gives requests to replicas, composed from two decisions: whether it
 * keeps a ledger of who has what, and which answers it lets through.
 */
record Dispatch(Tracking tracking, Fencing fencing) {

  /** What the router remembers of the requests it gave away. */
  enum Tracking {
    /** Nothing: push and forget. */
    NONE,
    /** Which replica has each request that is not answered yet. */
    LEDGER
  }

  /** Which answers the router lets through. */
  enum Fencing {
    /** All. */
    NONE,
    /** Those to the latest attempt. */
    ATTEMPT,
    /** The first for each request. */
    FIRST_ANSWER
  }

  static Instance instance(int crashes, int suspicions) {
    return new Instance(
        Map.of(
            "Requests",
            "{q1, q2}",
            "Replicas",
            "{r1, r2}",
            "MaxCrashes",
            Integer.toString(crashes),
            "MaxSuspicions",
            Integer.toString(suspicions)),
        "2 requests, 2 replicas, at most %d crashes and %d false suspicions"
            .formatted(crashes, suspicions));
  }

  Protocol protocol() {
    return new Protocol(
        "Dispatching",
        """
        A router accepts requests and gives each to a replica that it believes in. A replica that \
        crashes loses the work it has in hand; answers already sent still arrive. The router is \
        told of a crash some time later, and may also lose faith in a replica that is only slow.""",
        constants(),
        definitions(),
        variables(),
        actions(),
        properties());
  }

  private static List<Constant> constants() {
    return List.of(
        new Constant("Requests", "all requests clients may send"),
        new Constant("Replicas", "all replicas"),
        new Constant("MaxCrashes", "how often replicas may crash"),
        new Constant("MaxSuspicions", "how often the router may doubt a healthy replica"));
  }

  private static List<Definition> definitions() {
    return List.of(
        Definition.of(
            "Attempts",
            "0 .. (MaxCrashes + MaxSuspicions)",
            "A request is taken back at most once for each replica that falls out of faith."),
        Definition.of(
            "Copies",
            "[req: Requests, rep: Replicas, att: Attempts]",
            "An attempt at a request in the hands of a replica."),
        Definition.of(
            "Answers", "[req: Requests, att: Attempts]", "An answer, with the attempt it is to."));
  }

  private List<Variable> variables() {
    List<Variable> variables =
        new ArrayList<>(
            List.of(
                new Variable("accepted", "SUBSET Requests", "{}", "requests the router has taken"),
                new Variable("held", "SUBSET Requests", "{}", "those it has not given away"),
                new Variable("inflight", "SUBSET Copies", "{}", "work in the hands of replicas"),
                new Variable("answers", "SUBSET Answers", "{}", "answers on their way"),
                new Variable(
                    "delivered",
                    "[Requests -> Nat]",
                    "[q \\in Requests |-> 0]",
                    "answers each client got"),
                new Variable(
                    "attempt",
                    "[Requests -> Attempts]",
                    "[q \\in Requests |-> 0]",
                    "how often each was taken back"),
                new Variable("up", "SUBSET Replicas", "Replicas", "replicas that run"),
                new Variable(
                    "believed", "SUBSET Replicas", "Replicas", "those the router gives work to"),
                new Variable("crashes", "0 .. MaxCrashes", "0", "crashes so far"),
                new Variable("suspicions", "0 .. MaxSuspicions", "0", "false suspicions so far")));
    if (tracking == Tracking.LEDGER) {
      variables.add(
          5,
          new Variable(
              "ledger",
              "[Requests -> SUBSET Replicas]",
              "[q \\in Requests |-> {}]",
              "who has each unanswered request: nobody or one"));
    }
    return variables;
  }

  private List<Action> actions() {
    List<Action> actions = new ArrayList<>(List.of(accept(), dispatch(), finish(), deliver()));
    if (fencing != Fencing.NONE) {
      actions.add(discard());
    }
    if (tracking == Tracking.LEDGER) {
      actions.add(redispatch());
    }
    actions.addAll(List.of(crash(), down(), restart(), suspect(), unsuspect(), done()));
    return actions;
  }

  private static Action accept() {
    return Action.of(ENVIRONMENT, "Accept", "A client sends a request and the router takes it.")
        .over("q", "Requests")
        .when("q \\notin accepted")
        .then("accepted", "accepted \\cup {q}")
        .then("held", "held \\cup {q}")
        .between("client", "router");
  }

  private Action dispatch() {
    Action action =
        Action.of(
                SYSTEM,
                "Dispatch",
                "R1: the router gives a request to a replica it believes in. If the replica has"
                    + " crashed unnoticed, the work is lost on the way.")
            .over("q", "Requests")
            .over("r", "Replicas")
            .when("q \\in held")
            .when("r \\in believed")
            .then("held", "held \\ {q}")
            .then(
                "inflight",
                "IF r \\in up THEN inflight \\cup {[req |-> q, rep |-> r, att |-> attempt[q]]}"
                    + " ELSE inflight");
    return tracked(action, "ledger", "[ledger EXCEPT ![q] = {r}]")
        .fair(WEAK)
        .between("router", "r");
  }

  private static Action finish() {
    return Action.of(ENVIRONMENT, "Finish", "A replica finishes a request and sends the answer.")
        .over("q", "Requests")
        .over("r", "Replicas")
        .over("n", "Attempts")
        .when("[req |-> q, rep |-> r, att |-> n] \\in inflight")
        .then("inflight", "inflight \\ {[req |-> q, rep |-> r, att |-> n]}")
        .then("answers", "answers \\cup {[req |-> q, att |-> n]}")
        .fair(WEAK)
        .between("r", "router");
  }

  private Action deliver() {
    Action action =
        Action.of(SYSTEM, "Deliver", "R4, R5: the router passes an answer on to the client.")
            .over("q", "Requests")
            .over("n", "Attempts")
            .when("[req |-> q, att |-> n] \\in answers");
    Action fenced =
        switch (fencing) {
          case NONE -> action;
          case ATTEMPT -> action.when("n = attempt[q]");
          case FIRST_ANSWER -> action.when("delivered[q] = 0").then("held", "held \\ {q}");
        };
    Action delivering =
        fenced
            .then("answers", "answers \\ {[req |-> q, att |-> n]}")
            .then("delivered", "[delivered EXCEPT ![q] = @ + 1]");
    return tracked(delivering, "ledger", "[ledger EXCEPT ![q] = {}]")
        .fair(WEAK)
        .between("router", "client");
  }

  private Action discard() {
    String stale =
        switch (fencing) {
          case NONE -> "FALSE";
          case ATTEMPT -> "n # attempt[q]";
          case FIRST_ANSWER -> "delivered[q] > 0";
        };
    return Action.of(
            SYSTEM,
            "Discard",
            "R5: the router drops an answer the client must not see. Nothing waits for it.")
        .over("q", "Requests")
        .over("n", "Attempts")
        .when("[req |-> q, att |-> n] \\in answers")
        .when(stale)
        .then("answers", "answers \\ {[req |-> q, att |-> n]}")
        .at("router");
  }

  private static Action redispatch() {
    return Action.of(
            SYSTEM,
            "Redispatch",
            "R3: the router takes a request back from a replica it no longer believes in, to give"
                + " it away anew. Answers to the former attempt are stale from now on.")
        .over("q", "Requests")
        .over("r", "Replicas")
        .when("ledger[q] = {r}")
        .when("r \\notin believed")
        .then("held", "held \\cup {q}")
        .then("ledger", "[ledger EXCEPT ![q] = {}]")
        .then("attempt", "[attempt EXCEPT ![q] = @ + 1]")
        .fair(WEAK)
        .at("router");
  }

  private static Action crash() {
    return Action.of(FAULT, "Crash", "A replica stops and loses the work it has in hand.")
        .over("r", "Replicas")
        .when("r \\in up")
        .when("crashes < MaxCrashes")
        .then("up", "up \\ {r}")
        .then("inflight", "{c \\in inflight : c.rep # r}")
        .then("crashes", "crashes + 1")
        .at("r");
  }

  private static Action down() {
    return Action.of(ENVIRONMENT, "Down", "The router is told that a replica has crashed.")
        .over("r", "Replicas")
        .when("r \\notin up")
        .when("r \\in believed")
        .then("believed", "believed \\ {r}")
        .fair(WEAK)
        .at("router");
  }

  private Action restart() {
    Action action =
        Action.of(
                ENVIRONMENT,
                "Restart",
                tracking == Tracking.LEDGER
                    ? "A crashed replica comes back empty. The router takes it in again only when"
                        + " it knows of the crash and has taken back what the replica had."
                    : "A crashed replica comes back empty, after the router was told of the crash.")
            .over("r", "Replicas")
            .when("r \\notin up")
            .when("r \\notin believed");
    return (tracking == Tracking.LEDGER
            ? action.when("\\A q \\in Requests : ledger[q] # {r}")
            : action)
        .then("up", "up \\cup {r}")
        .then("believed", "believed \\cup {r}")
        .fair(WEAK)
        .between("r", "router");
  }

  private static Action suspect() {
    return Action.of(FAULT, "Suspect", "The router loses faith in a replica that is only slow.")
        .over("r", "Replicas")
        .when("r \\in up")
        .when("r \\in believed")
        .when("suspicions < MaxSuspicions")
        .then("believed", "believed \\ {r}")
        .then("suspicions", "suspicions + 1")
        .at("router");
  }

  private static Action unsuspect() {
    return Action.of(ENVIRONMENT, "Unsuspect", "The router sees that a doubted replica is well.")
        .over("r", "Replicas")
        .when("r \\in up")
        .when("r \\notin believed")
        .then("believed", "believed \\cup {r}")
        .fair(WEAK)
        .at("router");
  }

  private static Action done() {
    return Action.of(ENVIRONMENT, "Done", "The end: every client has its answer. Nothing is stuck.")
        .when("\\A q \\in Requests : delivered[q] > 0");
  }

  private Action tracked(Action action, String variable, String next) {
    return tracking == Tracking.LEDGER ? action.then(variable, next) : action;
  }

  private List<Property> properties() {
    String remembered =
        tracking == Tracking.LEDGER
            ? "\n  \\/ \\E r \\in ledger[q] : r \\notin up \\/ r \\notin believed"
            : "";
    return List.of(
        new Property(
            "NoLostRequest",
            Property.Kind.INVARIANT,
            """
            \\A q \\in accepted :
              \\/ delivered[q] > 0
              \\/ q \\in held
              \\/ \\E c \\in inflight : c.req = q
              \\/ \\E a \\in answers : a.req = q"""
                + remembered,
            "an accepted request is answered, waits, is worked on, or"
                + (remembered.isEmpty() ? " its answer" : " will be taken back; or its answer")
                + " is on its way.",
            List.of("R3")),
        new Property(
            "AtMostOneAnswer",
            Property.Kind.INVARIANT,
            "\\A q \\in Requests : delivered[q] <= 1",
            "no request is answered twice.",
            List.of("R5")),
        new Property(
            "EventuallyAnswered",
            Property.Kind.LIVENESS,
            "\\A q \\in Requests : q \\in accepted ~> delivered[q] > 0",
            "every accepted request is answered in the end.",
            List.of("R4")));
  }
}
