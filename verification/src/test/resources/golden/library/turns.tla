--------------------------------------- MODULE Turns ---------------------------------------
\* One writer at a time has its turn, and turns are numbered. What is recorded last is of
\* the newest turn that recorded anything: a writer may be late, but not after a later one.
\* How writers learn of their turn is left open, so that there are no messages and no
\* faults.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Writers         \* all writers
CONSTANT MaxTurn         \* the last turn

VARIABLE waiting         \* who wants a turn
VARIABLE owner           \* whose turn it is
VARIABLE turn            \* the number of the last turn
VARIABLE recorded        \* the turn that what is recorded last is of
VARIABLE newest          \* the newest turn that recorded anything

vars == <<waiting, owner, turn, recorded, newest>>

\* Numbers of turns; 0 is none.
Numbers ==
  1 .. MaxTurn

TypeOK ==
  /\ waiting \in SUBSET Writers
  /\ owner \in SUBSET Writers
  /\ turn \in 0 .. MaxTurn
  /\ recorded \in 0 .. MaxTurn
  /\ newest \in 0 .. MaxTurn

Init ==
  /\ waiting = {}
  /\ owner = {}
  /\ turn = 0
  /\ recorded = 0
  /\ newest = 0

\* Environment. A writer wants a turn.
Want(w) ==
  /\ w \notin waiting
  /\ waiting' = waiting \cup {w}
  /\ UNCHANGED <<owner, turn, recorded, newest>>

\* R1, R3: a writer that waits takes the next turn.
Take(w) ==
  /\ w \in waiting
  /\ turn < MaxTurn
  /\ owner = {}
  /\ waiting' = waiting \ {w}
  /\ owner' = owner \cup {w}
  /\ turn' = turn + 1
  /\ UNCHANGED <<recorded, newest>>

\* Environment. R3: the turn ends.
Leave ==
  /\ owner /= {}
  /\ owner' = {}
  /\ UNCHANGED <<waiting, turn, recorded, newest>>

\* R2: what was written in a turn is recorded.
Record(t) ==
  /\ t <= turn
  /\ t >= newest
  /\ recorded' = t
  /\ newest' = IF t > newest THEN t ELSE newest
  /\ UNCHANGED <<waiting, owner, turn>>

\* Environment. The end: the turns are used up.
Rest ==
  /\ turn = MaxTurn
  /\ UNCHANGED vars

Next ==
  \/ \E w \in Writers : Want(w)
  \/ \E w \in Writers : Take(w)
  \/ Leave
  \/ \E t \in Numbers : Record(t)
  \/ Rest

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E w \in Writers : Take(w))
  /\ WF_vars(Leave)

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: it is never the turn of two.
OneOwner ==
  Cardinality(owner) <= 1

\* R2: what is recorded last is of the newest turn that recorded anything.
NothingOutOfDate ==
  recorded = newest

\* R3: who wants a turn gets it, unless the turns are used up.
EventuallyServed ==
  \A w \in Writers : w \in waiting ~> (w \notin waiting \/ turn = MaxTurn)

\* Nothing tells the members of Writers apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Writers)

============================================================================================
