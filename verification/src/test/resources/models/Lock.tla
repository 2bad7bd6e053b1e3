---- MODULE Lock ----
\* Two clients and a lock that forgets who holds it when it expires.
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS Clients, None
VARIABLES holder, writing, waiting
vars == <<holder, writing, waiting>>

TypeOK ==
  /\ holder \in Clients \cup {None}
  /\ writing \in [Clients -> BOOLEAN]
  /\ waiting \subseteq Clients

Init ==
  /\ holder = None
  /\ writing = [c \in Clients |-> FALSE]
  /\ waiting = {}

Ask(c) == c \notin waiting /\ holder # c /\ waiting' = waiting \cup {c} /\ UNCHANGED <<holder, writing>>

Grant(c) ==
  /\ holder = None /\ c \in waiting
  /\ holder' = c
  /\ waiting' = waiting \ {c}
  /\ UNCHANGED writing

Begin(c) == holder = c /\ ~writing[c] /\ writing' = [writing EXCEPT ![c] = TRUE] /\ UNCHANGED <<holder, waiting>>

Finish(c) ==
  /\ writing[c]
  /\ writing' = [writing EXCEPT ![c] = FALSE]
  /\ holder' = IF holder = c THEN None ELSE holder
  /\ UNCHANGED waiting

Expire == holder # None /\ holder' = None /\ UNCHANGED <<writing, waiting>>

Next == \/ \E c \in Clients : Ask(c) \/ Grant(c) \/ Begin(c) \/ Finish(c)
        \/ Expire
Safe == \E c \in Clients : Ask(c) \/ Grant(c) \/ Begin(c) \/ Finish(c)

Spec == Init /\ [][Next]_vars
SafeSpec == Init /\ [][Safe]_vars
FairSpec == SafeSpec /\ \A c \in Clients : WF_vars(Grant(c)) /\ WF_vars(Begin(c)) /\ WF_vars(Finish(c))
StrongSpec == SafeSpec /\ \A c \in Clients : SF_vars(Grant(c)) /\ WF_vars(Begin(c)) /\ WF_vars(Finish(c))

OneWriter == Cardinality({c \in Clients : writing[c]}) <= 1
Served == \A c \in Clients : (c \in waiting) ~> (holder = c)
Alike == Permutations(Clients)
NoTheft == [][holder # None => holder' \in {holder, None}]_vars
====
