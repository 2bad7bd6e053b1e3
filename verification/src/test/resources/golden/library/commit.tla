-------------------------------------- MODULE Commit --------------------------------------
\* A coordinator asks participants to prepare a transaction and commits once all have. Votes
\* may be lost; what the coordinator has decided stays readable for those that were away.
\* Participants and the coordinator may crash.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Participants    \* all participants
CONSTANT Coordinators    \* the coordinator
CONSTANT MaxCrashes      \* how many crashes may happen
CONSTANT MaxFailures     \* how many crashes may happen
CONSTANT MaxLosses       \* how many messages may be lost

VARIABLE state           \* where each participant stands
VARIABLE promises        \* votes on their way
VARIABLE counted         \* votes the coordinator has got
VARIABLE decided         \* what the coordinator has decided
VARIABLE told            \* what the coordinator ever told
VARIABLE up              \* participants that run
VARIABLE awake           \* the coordinator if it runs
VARIABLE crashes         \* crashes so far
VARIABLE failures        \* crashes so far
VARIABLE losses          \* messages lost so far

vars == <<state, promises, counted, decided, told, up, awake, crashes, failures, losses>>

\* What a participant does not remember after a crash.
Lost ==
  {"working"}

TypeOK ==
  /\ state \in [Participants -> {"working", "prepared", "committed", "aborted"}]
  /\ promises \in SUBSET Participants
  /\ counted \in SUBSET Participants
  /\ decided \in {"nothing", "commit", "abort"}
  /\ told \in SUBSET {"commit", "abort"}
  /\ up \in SUBSET Participants
  /\ awake \in SUBSET Coordinators
  /\ crashes \in 0 .. MaxCrashes
  /\ failures \in 0 .. MaxFailures
  /\ losses \in 0 .. MaxLosses

Init ==
  /\ state = [p \in Participants |-> "working"]
  /\ promises = {}
  /\ counted = {}
  /\ decided = "nothing"
  /\ told = {}
  /\ up = Participants
  /\ awake = Coordinators
  /\ crashes = 0
  /\ failures = 0
  /\ losses = 0

\* R1: a participant makes its part ready and promises to commit.
Prepare(p) ==
  /\ p \in up
  /\ state[p] = "working"
  /\ state' = [state EXCEPT ![p] = "prepared"]
  /\ promises' = promises \cup {p}
  /\ UNCHANGED <<counted, decided, told, up, awake, crashes, failures, losses>>

\* Environment. A participant cannot do its part.
Refuse(p) ==
  /\ p \in up
  /\ state[p] = "working"
  /\ state' = [state EXCEPT ![p] = "aborted"]
  /\ UNCHANGED <<promises, counted, decided, told, up, awake, crashes, failures, losses>>

\* The coordinator gets a vote.
Count(p) ==
  /\ awake /= {}
  /\ p \in promises
  /\ promises' = promises \ {p}
  /\ counted' = counted \cup {p}
  /\ UNCHANGED <<state, decided, told, up, awake, crashes, failures, losses>>

\* R1, R2: the coordinator decides to commit, and says so.
Decide ==
  /\ awake /= {}
  /\ decided = "nothing"
  /\ counted = Participants
  /\ decided' = "commit"
  /\ told' = told \cup {"commit"}
  /\ UNCHANGED <<state, promises, counted, up, awake, crashes, failures, losses>>

\* R3: the coordinator waits no longer, decides to abort, and says so.
Abort ==
  /\ awake /= {}
  /\ decided = "nothing"
  /\ decided' = "abort"
  /\ told' = told \cup {"abort"}
  /\ UNCHANGED <<state, promises, counted, up, awake, crashes, failures, losses>>

\* R1: a participant that has promised does as it is told.
Obey(p, d) ==
  /\ p \in up
  /\ d \in told
  /\ state[p] = "prepared"
  /\ state' = [state EXCEPT ![p] = IF d = "commit" THEN "committed" ELSE "aborted"]
  /\ UNCHANGED <<promises, counted, decided, told, up, awake, crashes, failures, losses>>

\* Environment. The end: every participant knows the outcome.
Rest ==
  /\ \A p \in Participants : state[p] \in {"committed", "aborted"}
  /\ UNCHANGED vars

\* Fault. A member stops; what it has not made durable is gone.
Crash(n) ==
  /\ crashes < MaxCrashes
  /\ n \in up
  /\ up' = up \ {n}
  /\ crashes' = crashes + 1
  /\ state' = IF state[n] \in Lost THEN [state EXCEPT ![n] = "aborted"] ELSE state
  /\ UNCHANGED <<promises, counted, decided, told, awake, failures, losses>>

\* Environment. A member comes back with what is durable.
Restart(n) ==
  /\ n \notin up
  /\ up' = up \cup {n}
  /\ UNCHANGED <<state, promises, counted, decided, told, awake, crashes, failures, losses>>

\* Fault. A member stops; what it has not made durable is gone.
Fail(n) ==
  /\ failures < MaxFailures
  /\ n \in awake
  /\ awake' = awake \ {n}
  /\ failures' = failures + 1
  /\ counted' = {}
  /\ UNCHANGED <<state, promises, decided, told, up, crashes, losses>>

\* Environment. A member comes back with what is durable.
Recover(n) ==
  /\ n \notin awake
  /\ awake' = awake \cup {n}
  /\ UNCHANGED <<state, promises, counted, decided, told, up, crashes, failures, losses>>

\* Fault. A message is lost on its way.
Lose(m) ==
  /\ losses < MaxLosses
  /\ m \in promises
  /\ promises' = promises \ {m}
  /\ losses' = losses + 1
  /\ UNCHANGED <<state, counted, decided, told, up, awake, crashes, failures>>

Next ==
  \/ \E p \in Participants : Prepare(p)
  \/ \E p \in Participants : Refuse(p)
  \/ \E p \in Participants : Count(p)
  \/ Decide
  \/ Abort
  \/ \E p \in Participants, d \in {"commit", "abort"} : Obey(p, d)
  \/ Rest
  \/ \E n \in Participants : Crash(n)
  \/ \E n \in Participants : Restart(n)
  \/ \E n \in Coordinators : Fail(n)
  \/ \E n \in Coordinators : Recover(n)
  \/ \E m \in Participants : Lose(m)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E p \in Participants : Prepare(p))
  /\ WF_vars(\E p \in Participants : Count(p))
  /\ WF_vars(Decide)
  /\ WF_vars(Abort)
  /\ WF_vars(\E p \in Participants, d \in {"commit", "abort"} : Obey(p, d))
  /\ WF_vars(\E n \in Participants : Restart(n))
  /\ WF_vars(\E n \in Coordinators : Recover(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* How this protocol is seen as AtomicCommit.
Abstract == INSTANCE AtomicCommit WITH
  outcome <- state

\* R1: no participant commits while another one aborts.
Agreement ==
  \A p, q \in Participants : ~(state[p] = "committed" /\ state[q] = "aborted")

\* R2: the coordinator never tells both outcomes.
OneDecision ==
  Cardinality(told) <= 1

\* R1: nothing is committed before all have promised.
CommitNeedsAll ==
  "commit" \in told => \A p \in Participants : state[p] \in {"prepared", "committed"}

\* R3: a participant that has promised learns the outcome in the end.
EventuallySettled ==
  \A p \in Participants : state[p] = "prepared" ~> state[p] \in {"committed", "aborted"}

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
