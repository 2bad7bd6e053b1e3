-------------------------------------- MODULE Breaker --------------------------------------
\* A breaker lets calls through while it is closed, and opens after some failures in a row,
\* so that a sick backend is left alone. After a while it lets one call through to probe;
\* that call's outcome closes it or opens it again. Replies to calls made before the last
\* change of state come late and must not count.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Calls           \* calls that may be under way
CONSTANT Backends        \* the backend
CONSTANT Limit           \* how many failures in a row open the breaker
CONSTANT MaxSick         \* how many crashes may happen

VARIABLE state           \* the breaker
VARIABLE fails           \* failures counted
VARIABLE row             \* failures in a row, as an observer counts fresh replies
VARIABLE calls           \* calls under way
VARIABLE replies         \* replies on their way
VARIABLE well            \* the backend if it is well
VARIABLE reason          \* what the last change of state rested on
VARIABLE spells          \* crashes so far

vars == <<state, fails, row, calls, replies, well, reason, spells>>

\* A call under way; late once the breaker has changed its state.
Sent ==
  [id: Calls, late: BOOLEAN]

\* A reply on its way.
Replies ==
  [id: Calls, late: BOOLEAN, good: BOOLEAN]

\* What is late from now on.
Aged(some) ==
  {[x EXCEPT !.late = TRUE] : x \in some}

\* Calls made in the state the breaker is in.
Fresh ==
  {x \in calls : ~x.late}

\* Whether a call may be made anew.
Free(i) ==
  (\A x \in calls : x.id /= i) /\ (\A x \in replies : x.id /= i)

\* Whether one more failure opens the breaker.
Opens ==
  fails + 1 >= Limit

TypeOK ==
  /\ state \in {"closed", "open", "half"}
  /\ fails \in 0 .. (Limit + 1)
  /\ row \in 0 .. (Limit + 1)
  /\ calls \in SUBSET Sent
  /\ replies \in SUBSET Replies
  /\ well \in SUBSET Backends
  /\ reason \in {"none", "fresh", "late"}
  /\ spells \in 0 .. MaxSick

Init ==
  /\ state = "closed"
  /\ fails = 0
  /\ row = 0
  /\ calls = {}
  /\ replies = {}
  /\ well = Backends
  /\ reason = "none"
  /\ spells = 0

\* R1: a closed breaker lets a call through.
Call(i) ==
  /\ state = "closed"
  /\ Free(i)
  /\ calls' = calls \cup {[id |-> i, late |-> FALSE]}
  /\ UNCHANGED <<state, fails, row, replies, well, reason, spells>>

\* R2: a half-open breaker lets a call through to see.
Probe(i) ==
  /\ state = "half"
  /\ Free(i)
  /\ Fresh = {}
  /\ \A x \in replies : x.late
  /\ calls' = calls \cup {[id |-> i, late |-> FALSE]}
  /\ UNCHANGED <<state, fails, row, replies, well, reason, spells>>

\* Environment. The backend answers, well or badly as it is.
Answer(i, l) ==
  /\ [id |-> i, late |-> l] \in calls
  /\ calls' = calls \ {[id |-> i, late |-> l]}
  /\ replies' = replies \cup {[id |-> i, late |-> l, good |-> well /= {}]}
  /\ UNCHANGED <<state, fails, row, well, reason, spells>>

\* R3: a late reply does not count.
Drop(i, g) ==
  /\ [id |-> i, late |-> TRUE, good |-> g] \in replies
  /\ replies' = replies \ {[id |-> i, late |-> TRUE, good |-> g]}
  /\ UNCHANGED <<state, fails, row, calls, well, reason, spells>>

\* R1: a good reply in a closed breaker; the row of failures ends.
Keep(i, l) ==
  /\ [id |-> i, late |-> l, good |-> TRUE] \in replies
  /\ state /= "half"
  /\ ~l
  /\ replies' = replies \ {[id |-> i, late |-> l, good |-> TRUE]}
  /\ fails' = 0
  /\ row' = IF l THEN row ELSE 0
  /\ UNCHANGED <<state, calls, well, reason, spells>>

\* R2, R3: a good reply to the probe closes the breaker.
Close(i, l) ==
  /\ [id |-> i, late |-> l, good |-> TRUE] \in replies
  /\ state = "half"
  /\ ~l
  /\ replies' = Aged(replies \ {[id |-> i, late |-> l, good |-> TRUE]})
  /\ calls' = Aged(calls)
  /\ state' = "closed"
  /\ fails' = 0
  /\ row' = 0
  /\ reason' = IF l THEN "late" ELSE "fresh"
  /\ UNCHANGED <<well, spells>>

\* R1: a bad reply that is not yet one too many.
Endure(i, l) ==
  /\ [id |-> i, late |-> l, good |-> FALSE] \in replies
  /\ state = "open" \/ (state = "closed" /\ ~Opens)
  /\ ~l
  /\ replies' = replies \ {[id |-> i, late |-> l, good |-> FALSE]}
  /\ fails' = IF state = "closed" THEN fails + 1 ELSE fails
  /\ row' = IF l \/ state /= "closed" THEN row ELSE row + 1
  /\ UNCHANGED <<state, calls, well, reason, spells>>

\* R1, R2: a bad reply opens the breaker.
Trip(i, l) ==
  /\ [id |-> i, late |-> l, good |-> FALSE] \in replies
  /\ state = "half" \/ (state = "closed" /\ Opens)
  /\ ~l
  /\ replies' = Aged(replies \ {[id |-> i, late |-> l, good |-> FALSE]})
  /\ calls' = Aged(calls)
  /\ state' = "open"
  /\ row' = IF state = "half" THEN Limit ELSE IF l THEN row ELSE row + 1
  /\ reason' = IF l THEN "late" ELSE "fresh"
  /\ UNCHANGED <<fails, well, spells>>

\* R4: after a while the breaker wants to see.
TryAgain ==
  /\ state = "open"
  /\ state' = "half"
  /\ calls' = Aged(calls)
  /\ replies' = Aged(replies)
  /\ UNCHANGED <<fails, row, well, reason, spells>>

\* Fault. A member stops; what it has not made durable is gone.
Sicken(n) ==
  /\ spells < MaxSick
  /\ n \in well
  /\ well' = well \ {n}
  /\ spells' = spells + 1
  /\ UNCHANGED <<state, fails, row, calls, replies, reason>>

\* Environment. A member comes back with what is durable.
Heal(n) ==
  /\ n \notin well
  /\ well' = well \cup {n}
  /\ UNCHANGED <<state, fails, row, calls, replies, reason, spells>>

Next ==
  \/ \E i \in Calls : Call(i)
  \/ \E i \in Calls : Probe(i)
  \/ \E i \in Calls, l \in BOOLEAN : Answer(i, l)
  \/ \E i \in Calls, g \in BOOLEAN : Drop(i, g)
  \/ \E i \in Calls, l \in BOOLEAN : Keep(i, l)
  \/ \E i \in Calls, l \in BOOLEAN : Close(i, l)
  \/ \E i \in Calls, l \in BOOLEAN : Endure(i, l)
  \/ \E i \in Calls, l \in BOOLEAN : Trip(i, l)
  \/ TryAgain
  \/ \E n \in Backends : Sicken(n)
  \/ \E n \in Backends : Heal(n)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E i \in Calls : Probe(i))
  /\ WF_vars(\E i \in Calls, l \in BOOLEAN : Answer(i, l))
  /\ WF_vars(\E i \in Calls, g \in BOOLEAN : Drop(i, g))
  /\ WF_vars(\E i \in Calls, l \in BOOLEAN : Keep(i, l))
  /\ WF_vars(\E i \in Calls, l \in BOOLEAN : Close(i, l))
  /\ WF_vars(\E i \in Calls, l \in BOOLEAN : Endure(i, l))
  /\ WF_vars(\E i \in Calls, l \in BOOLEAN : Trip(i, l))
  /\ WF_vars(TryAgain)
  /\ WF_vars(\E n \in Backends : Heal(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: a breaker that is closed has not seen too many failures in a row, and one that is
\* open has.
OpensAtLimit ==
  (state = "closed" => row < Limit) /\ (state = "open" => row >= Limit)

\* R1: an open breaker lets nothing through.
NoCallWhenOpen ==
  state = "open" => Fresh = {}

\* R2: a half-open breaker lets one call through at a time.
OneProbe ==
  state = "half" => Cardinality(Fresh) <= 1

\* R3: no change of state rests on a late reply.
FreshEvidence ==
  reason /= "late"

\* R4: once the backend is well for good the breaker closes.
EventuallyClosed ==
  state = "open" ~> state = "closed"

\* Nothing tells the members of Calls apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Calls)

============================================================================================
