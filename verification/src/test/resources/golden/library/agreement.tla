------------------------------------- MODULE Agreement -------------------------------------
\* For each place values are proposed and one of them is chosen, for good. Who takes part
\* and how they come to know of the choice is left open, so that there are no messages and
\* no faults.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Places          \* all places
CONSTANT Values          \* all that may be proposed

VARIABLE proposed        \* what was proposed, with its place
VARIABLE chosen          \* what is chosen for each place
VARIABLE ever            \* what was ever chosen for each place (history)

vars == <<proposed, chosen, ever>>

TypeOK ==
  /\ proposed \in SUBSET [at: Places, by: Values]
  /\ chosen \in [Places -> SUBSET Values]
  /\ ever \in [Places -> SUBSET Values]

Init ==
  /\ proposed = {}
  /\ chosen = [k \in Places |-> {}]
  /\ ever = [k \in Places |-> {}]

\* A value is proposed for a place.
Propose(k, v) ==
  /\ [at |-> k, by |-> v] \notin proposed
  /\ proposed' = proposed \cup {[at |-> k, by |-> v]}
  /\ UNCHANGED <<chosen, ever>>

\* R1, R2, R4: a value is chosen for a place.
Choose(k, v) ==
  /\ [at |-> k, by |-> v] \in proposed
  /\ chosen[k] = {}
  /\ chosen' = [chosen EXCEPT ![k] = @ \cup {v}]
  /\ ever' = [ever EXCEPT ![k] = @ \cup {v}]
  /\ UNCHANGED <<proposed>>

\* Environment. The end: every place has its value.
Rest ==
  /\ \A k \in Places : chosen[k] /= {}
  /\ UNCHANGED vars

Next ==
  \/ \E k \in Places, v \in Values : Propose(k, v)
  \/ \E k \in Places, v \in Values : Choose(k, v)
  \/ Rest

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E k \in Places, v \in Values : Choose(k, v))

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: no place has two values.
OneValue ==
  \A k \in Places : Cardinality(chosen[k]) <= 1

\* R2: what is chosen was proposed for that place.
OnlyProposed ==
  \A k \in Places : \A v \in chosen[k] : [at |-> k, by |-> v] \in proposed

\* R3: what was ever chosen is chosen still.
ForGood ==
  ever = chosen

\* R4: a place for which something is proposed gets a value in the end.
EventuallyChosen ==
  \A k \in Places : (\E v \in Values : [at |-> k, by |-> v] \in proposed) ~> chosen[k] /= {}

\* Nothing tells the members of Places or of Values apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Places) \cup Tlc!Permutations(Values)

============================================================================================
