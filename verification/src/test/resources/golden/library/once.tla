--------------------------------------- MODULE Once ---------------------------------------
\* What is wanted takes effect once, and then who wanted it gets to know. There is nothing
\* on its way and nothing fails: that is for those who do it.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Ids             \* all that may be wanted

VARIABLE wanted          \* what somebody wants
VARIABLE effects         \* how often each took effect
VARIABLE known           \* what is known to have taken effect

vars == <<wanted, effects, known>>

TypeOK ==
  /\ wanted \in SUBSET Ids
  /\ effects \in [Ids -> 0 .. 2]
  /\ known \in SUBSET Ids

Init ==
  /\ wanted = {}
  /\ effects = [c \in Ids |-> 0]
  /\ known = {}

\* Environment. Somebody wants it.
Want(c) ==
  /\ c \notin wanted
  /\ wanted' = wanted \cup {c}
  /\ UNCHANGED <<effects, known>>

\* R1, R4: it takes effect.
TakeEffect(c) ==
  /\ c \in wanted
  /\ effects[c] = 0
  /\ effects' = [effects EXCEPT ![c] = @ + 1]
  /\ UNCHANGED <<wanted, known>>

\* R2, R3: who wanted it gets to know.
Learn(c) ==
  /\ c \in wanted
  /\ c \notin known
  /\ effects[c] > 0
  /\ known' = known \cup {c}
  /\ UNCHANGED <<wanted, effects>>

\* Environment. The end: all is known.
Rest ==
  /\ known = Ids
  /\ UNCHANGED vars

Next ==
  \/ \E c \in Ids : Want(c)
  \/ \E c \in Ids : TakeEffect(c)
  \/ \E c \in Ids : Learn(c)
  \/ Rest

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E c \in Ids : TakeEffect(c))
  /\ WF_vars(\E c \in Ids : Learn(c))

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: nothing takes effect twice.
AtMostOnce ==
  \A c \in Ids : effects[c] <= 1

\* R2: what is known took effect.
KnownIsDone ==
  \A c \in known : effects[c] > 0

\* R4: nothing takes effect that nobody wanted.
OnlyWanted ==
  \A c \in Ids : effects[c] > 0 => c \in wanted

\* R3: what is wanted is known in the end.
EventuallyKnown ==
  \A c \in Ids : c \in wanted ~> c \in known

\* Nothing tells the members of Ids apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Ids)

===========================================================================================
