----------------------------------- MODULE AtomicCommit -----------------------------------
\* Participants of a transaction come to one outcome. How they learn of each other is left
\* open, so that there are no messages and no faults: who cannot go on has aborted.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Participants    \* all participants

VARIABLE outcome         \* where each participant stands

vars == <<outcome>>

TypeOK ==
  /\ outcome \in [Participants -> {"working", "prepared", "committed", "aborted"}]

Init ==
  /\ outcome = [p \in Participants |-> "working"]

\* A participant is ready to commit.
Prepare(p) ==
  /\ outcome[p] = "working"
  /\ outcome' = [outcome EXCEPT ![p] = "prepared"]

\* R1, R2: a participant commits when all are ready.
Commit(p) ==
  /\ outcome[p] = "prepared"
  /\ \A q \in Participants : outcome[q] \in {"prepared", "committed"}
  /\ outcome' = [outcome EXCEPT ![p] = "committed"]

\* R1: a participant aborts while nobody has committed.
Abort(p) ==
  /\ outcome[p] \in {"working", "prepared"}
  /\ \A q \in Participants : outcome[q] /= "committed"
  /\ outcome' = [outcome EXCEPT ![p] = "aborted"]

\* Environment. The end: every participant has its outcome.
Rest ==
  /\ \A p \in Participants : outcome[p] \in {"committed", "aborted"}
  /\ UNCHANGED vars

Next ==
  \/ \E p \in Participants : Prepare(p)
  \/ \E p \in Participants : Commit(p)
  \/ \E p \in Participants : Abort(p)
  \/ Rest

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E p \in Participants : Prepare(p))
  /\ WF_vars(\E p \in Participants : Commit(p))
  /\ WF_vars(\E p \in Participants : Abort(p))

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: no participant commits while another one aborts.
OneOutcome ==
  \A p, q \in Participants : ~(outcome[p] = "committed" /\ outcome[q] = "aborted")

\* R2: nobody commits before all are ready.
CommitNeedsAll ==
  \A p, q \in Participants : outcome[p] = "committed" => outcome[q] /= "working"

\* R3: every participant has an outcome in the end.
EventuallyDecided ==
  \A p \in Participants : <>(outcome[p] \in {"committed", "aborted"})

\* Nothing tells the members of Participants apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Participants)

===========================================================================================
