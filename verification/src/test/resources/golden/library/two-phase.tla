------------------------------------- MODULE TwoPhase -------------------------------------
\* Participants promise to commit and say so until they are told the outcome; a coordinator
\* commits once all have, and answers each promise with what it has decided. The network may
\* lose promises and orders, and both sides may crash.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Participants    \* all participants
CONSTANT MaxCrashes      \* how often participants may crash
CONSTANT MaxFailures     \* how often the coordinator may crash
CONSTANT PromisesCapacity \* how many messages are on promises, at most
CONSTANT MaxPromisesLost \* how many messages on promises may be lost
CONSTANT OrdersCapacity  \* how many messages are on orders, at most
CONSTANT MaxOrdersLost   \* how many messages on orders may be lost

\* Module participants.
VARIABLE participantsReady \* who has promised to commit
VARIABLE participantsEnded \* how it ended for each
VARIABLE participantsCrashes \* crashes so far

\* Module coordinator.
VARIABLE coordinatorHeard \* whose promise it has got
VARIABLE coordinatorDecision \* what it has decided
VARIABLE coordinatorFailures \* crashes so far

\* Channel promises from participants to coordinator: at most PromisesCapacity at once, in
\* any order, equal ones as one; lossy.
VARIABLE promises        \* promises on their way
VARIABLE promisesLost    \* messages lost so far

\* Channel orders from coordinator to participants: at most OrdersCapacity at once, in any
\* order, equal ones as one; lossy.
VARIABLE orders          \* orders on their way
VARIABLE ordersLost      \* messages lost so far

participantsVars == <<participantsReady, participantsEnded, participantsCrashes>>
coordinatorVars == <<coordinatorHeard, coordinatorDecision, coordinatorFailures>>
promisesVars == <<promises, promisesLost>>
ordersVars == <<orders, ordersLost>>
vars == <<participantsVars, coordinatorVars, promisesVars, ordersVars>>

\* What the channel promises carries.
PromisesMessage ==
  Participants

\* What the channel orders carries.
OrdersMessage ==
  [to : Participants, order : {"commit", "abort"}]

TypeOK ==
  /\ participantsReady \in SUBSET Participants
  /\ participantsEnded \in [Participants -> {"open", "committed", "aborted"}]
  /\ participantsCrashes \in 0 .. MaxCrashes
  /\ coordinatorHeard \in SUBSET Participants
  /\ coordinatorDecision \in {"none", "commit", "abort"}
  /\ coordinatorFailures \in 0 .. MaxFailures
  /\ promises \in SUBSET PromisesMessage
  /\ promisesLost \in 0 .. MaxPromisesLost
  /\ orders \in SUBSET OrdersMessage
  /\ ordersLost \in 0 .. MaxOrdersLost

Init ==
  /\ participantsReady = {}
  /\ participantsEnded = [p \in Participants |-> "open"]
  /\ participantsCrashes = 0
  /\ coordinatorHeard = {}
  /\ coordinatorDecision = "none"
  /\ coordinatorFailures = 0
  /\ promises = {}
  /\ promisesLost = 0
  /\ orders = {}
  /\ ordersLost = 0

--------------------------------------------------------------------------------------------
\* Module participants.
\* Do their parts, and commit or abort as they are told.

\* R1: a participant makes its part ready and promises to commit.
ParticipantsPrepare(p) ==
  /\ p \notin participantsReady
  /\ participantsEnded[p] = "open"
  /\ participantsReady' = participantsReady \cup {p}
  /\ UNCHANGED <<participantsEnded, participantsCrashes, coordinatorVars, promisesVars, ordersVars>>

\* R3: a participant tells of its promise, again and again until it is told the outcome.
ParticipantsPromise(p) ==
  /\ p \in participantsReady
  /\ participantsEnded[p] = "open"
  /\ Cardinality(promises) < PromisesCapacity
  /\ promises' = promises \cup {p}
  /\ UNCHANGED <<participantsVars, coordinatorVars, promisesLost, ordersVars>>

\* R1: a participant that has promised does as it is told.
ParticipantsObey(m) ==
  /\ m \in orders
  /\ participantsEnded[m.to] = "open"
  /\ orders' = orders \ {m}
  /\ participantsEnded' = [participantsEnded EXCEPT ![m.to] = IF m.order = "commit" THEN "committed" ELSE "aborted"]
  /\ UNCHANGED <<participantsReady, participantsCrashes, coordinatorVars, promisesVars, ordersLost>>

\* An order that was carried out already is dropped.
ParticipantsIgnore(m) ==
  /\ m \in orders
  /\ participantsEnded[m.to] /= "open"
  /\ orders' = orders \ {m}
  /\ UNCHANGED <<participantsVars, coordinatorVars, promisesVars, ordersLost>>

\* Environment. A participant cannot do its part.
ParticipantsRefuse(p) ==
  /\ p \notin participantsReady
  /\ participantsEnded[p] = "open"
  /\ participantsEnded' = [participantsEnded EXCEPT ![p] = "aborted"]
  /\ UNCHANGED <<participantsReady, participantsCrashes, coordinatorVars, promisesVars, ordersVars>>

\* Fault. A participant stops and comes back; what it has not made durable is undone.
ParticipantsCrash(p) ==
  /\ participantsCrashes < MaxCrashes
  /\ participantsEnded[p] = "open"
  /\ p \notin participantsReady
  /\ participantsCrashes' = participantsCrashes + 1
  /\ participantsEnded' = [participantsEnded EXCEPT ![p] = "aborted"]
  /\ UNCHANGED <<participantsReady, coordinatorVars, promisesVars, ordersVars>>

--------------------------------------------------------------------------------------------
\* Module coordinator.
\* Collects promises and decides.

\* A promise arrives before there is a decision.
CoordinatorHear(p) ==
  /\ p \in promises
  /\ coordinatorDecision = "none"
  /\ promises' = promises \ {p}
  /\ coordinatorHeard' = coordinatorHeard \cup {p}
  /\ UNCHANGED <<participantsVars, coordinatorDecision, coordinatorFailures, promisesLost, ordersVars>>

\* R1, R2: the coordinator decides to commit.
CoordinatorCommit ==
  /\ coordinatorDecision = "none"
  /\ coordinatorHeard = Participants
  /\ coordinatorDecision' = "commit"
  /\ UNCHANGED <<participantsVars, coordinatorHeard, coordinatorFailures, promisesVars, ordersVars>>

\* R3: the coordinator waits no longer and decides to abort.
CoordinatorAbort ==
  /\ coordinatorDecision = "none"
  /\ coordinatorDecision' = "abort"
  /\ UNCHANGED <<participantsVars, coordinatorHeard, coordinatorFailures, promisesVars, ordersVars>>

\* R2, R3: a promise is answered with the decision.
CoordinatorAnswer(p) ==
  /\ p \in promises
  /\ coordinatorDecision /= "none"
  /\ Cardinality(orders) < OrdersCapacity
  /\ promises' = promises \ {p}
  /\ orders' = orders \cup {[to |-> p, order |-> coordinatorDecision]}
  /\ UNCHANGED <<participantsVars, coordinatorVars, promisesLost, ordersLost>>

\* Fault. The coordinator stops and comes back with what is durable.
CoordinatorFail ==
  /\ coordinatorFailures < MaxFailures
  /\ coordinatorFailures' = coordinatorFailures + 1
  /\ coordinatorHeard' = {}
  /\ UNCHANGED <<participantsVars, coordinatorDecision, promisesVars, ordersVars>>

--------------------------------------------------------------------------------------------
\* Channel promises from participants to coordinator: at most PromisesCapacity at once, in
\* any order, equal ones as one; lossy.

\* Fault. A message on promises is lost.
LosePromises(m) ==
  /\ promisesLost < MaxPromisesLost
  /\ m \in promises
  /\ promisesLost' = promisesLost + 1
  /\ promises' = promises \ {m}
  /\ UNCHANGED <<participantsVars, coordinatorVars, ordersVars>>

--------------------------------------------------------------------------------------------
\* Channel orders from coordinator to participants: at most OrdersCapacity at once, in any
\* order, equal ones as one; lossy.

\* Fault. A message on orders is lost.
LoseOrders(m) ==
  /\ ordersLost < MaxOrdersLost
  /\ m \in orders
  /\ ordersLost' = ordersLost + 1
  /\ orders' = orders \ {m}
  /\ UNCHANGED <<participantsVars, coordinatorVars, promisesVars>>

--------------------------------------------------------------------------------------------
\* The system as a whole.

\* Environment. The end: it has ended for every participant.
Rest ==
  /\ \A p \in Participants : participantsEnded[p] /= "open"
  /\ UNCHANGED vars

--------------------------------------------------------------------------------------------
Next ==
  \/ \E p \in Participants : ParticipantsPrepare(p)
  \/ \E p \in Participants : ParticipantsPromise(p)
  \/ \E m \in OrdersMessage : ParticipantsObey(m)
  \/ \E m \in OrdersMessage : ParticipantsIgnore(m)
  \/ \E p \in Participants : ParticipantsRefuse(p)
  \/ \E p \in Participants : ParticipantsCrash(p)
  \/ \E p \in PromisesMessage : CoordinatorHear(p)
  \/ CoordinatorCommit
  \/ CoordinatorAbort
  \/ \E p \in PromisesMessage : CoordinatorAnswer(p)
  \/ CoordinatorFail
  \/ \E m \in PromisesMessage : LosePromises(m)
  \/ \E m \in OrdersMessage : LoseOrders(m)
  \/ Rest

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E p \in Participants : ParticipantsPrepare(p))
  /\ SF_vars(\E p \in Participants : ParticipantsPromise(p))
  /\ SF_vars(\E m \in OrdersMessage : ParticipantsObey(m))
  /\ SF_vars(\E m \in OrdersMessage : ParticipantsIgnore(m))
  /\ SF_vars(\E p \in PromisesMessage : CoordinatorHear(p))
  /\ WF_vars(CoordinatorCommit)
  /\ WF_vars(CoordinatorAbort)
  /\ SF_vars(\E p \in PromisesMessage : CoordinatorAnswer(p))

Spec == Init /\ [][Next]_vars /\ Fairness

\* How this protocol is seen as AtomicCommit.
Abstract == INSTANCE AtomicCommit WITH
  outcome <- [p \in Participants |->
    IF participantsEnded[p] /= "open" THEN participantsEnded[p]
    ELSE IF p \in participantsReady THEN "prepared" ELSE "working"]

\* R1: the coordinator commits only what all have promised.
CommitMeansReady ==
  coordinatorDecision = "commit" => participantsReady = Participants

\* R2: no two orders on their way differ.
OneOrder ==
  \A m, n \in orders : m.order = n.order

\* R3: a participant that has promised learns the outcome in the end.
EventuallySettled ==
  \A p \in Participants : p \in participantsReady ~> participantsEnded[p] /= "open"

\* R1: what the participants do is atomic commitment.
RefinesAtomicCommit ==
  Abstract!Init /\ [][Abstract!Next]_Abstract!vars

\* R1: as AtomicCommit promises, every participant has an outcome in the end.
AtomicCommitEventuallyDecided ==
  Abstract!EventuallyDecided

\* Nothing tells the members of Participants apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Participants)

===========================================================================================
