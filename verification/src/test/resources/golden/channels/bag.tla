--------------------------------------- MODULE Relay ---------------------------------------
\* Two numbers are sent.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Last            \* the last number
CONSTANT WireCapacity    \* how many messages are on wire, at most
CONSTANT MaxWireLost     \* how many messages on wire may be lost
CONSTANT MaxWireCopied   \* how many messages on wire may be doubled
CONSTANT MaxWireCuts     \* how often wire may be cut

\* Module source.
VARIABLE sourceTold      \* the last number sent

\* Module sink.
VARIABLE sinkGot         \* what came

\* Channel wire from source to sink: at most WireCapacity at once, in any order; lossy,
\* duplicating, partitioning.
VARIABLE wire            \* what is on its way
VARIABLE wireCut         \* whether nothing arrives now
VARIABLE wireLost        \* messages lost so far
VARIABLE wireCopied      \* messages doubled so far
VARIABLE wireCuts        \* partitions so far

wireVars == <<wire, wireCut, wireLost, wireCopied, wireCuts>>
vars == <<sourceTold, sinkGot, wireVars>>

\* A bag of messages with one more of m.
WithMessage(bag, m) ==
  [x \in DOMAIN bag \cup {m} |-> IF x = m THEN bag[x] + 1 ELSE bag[x]]

\* A bag of messages with one less of m.
WithoutMessage(bag, m) ==
  [bag EXCEPT ![m] = @ - 1]

\* How many messages a bag holds, copies counted.
MessagesIn(bag) ==
  Cardinality(UNION {{m} \X (1 .. bag[m]) : m \in DOMAIN bag})

\* What the channel wire carries.
WireMessage ==
  1 .. Last

TypeOK ==
  /\ sourceTold \in 0 .. Last
  /\ sinkGot \in {s \in Seq(1 .. Last) : Len(s) <= Last + 1}
  /\ wire \in [WireMessage -> 0 .. WireCapacity]
  /\ wireCut \in BOOLEAN
  /\ wireLost \in 0 .. MaxWireLost
  /\ wireCopied \in 0 .. MaxWireCopied
  /\ wireCuts \in 0 .. MaxWireCuts

Init ==
  /\ sourceTold = 0
  /\ sinkGot = <<>>
  /\ wire = [m \in WireMessage |-> 0]
  /\ wireCut = FALSE
  /\ wireLost = 0
  /\ wireCopied = 0
  /\ wireCuts = 0

--------------------------------------------------------------------------------------------
\* Module source.
\* Counts.

\* The next number is sent.
SourceTell ==
  /\ sourceTold < Last
  /\ MessagesIn(wire) < WireCapacity
  /\ sourceTold' = sourceTold + 1
  /\ wire' = WithMessage(wire, sourceTold + 1)
  /\ UNCHANGED <<sinkGot, wireCut, wireLost, wireCopied, wireCuts>>

--------------------------------------------------------------------------------------------
\* Module sink.
\* Keeps what it gets.

\* A number arrives.
SinkHear(n) ==
  /\ ~wireCut
  /\ wire[n] > 0
  /\ wire' = WithoutMessage(wire, n)
  /\ sinkGot' = Append(sinkGot, n)
  /\ UNCHANGED <<sourceTold, wireCut, wireLost, wireCopied, wireCuts>>

--------------------------------------------------------------------------------------------
\* Channel wire from source to sink: at most WireCapacity at once, in any order; lossy,
\* duplicating, partitioning.

\* Fault. A message on wire is lost.
LoseWire(m) ==
  /\ wireLost < MaxWireLost
  /\ wire[m] > 0
  /\ wireLost' = wireLost + 1
  /\ wire' = WithoutMessage(wire, m)
  /\ UNCHANGED <<sourceTold, sinkGot, wireCut, wireCopied, wireCuts>>

\* Fault. A message on wire is doubled.
DuplicateWire(m) ==
  /\ wireCopied < MaxWireCopied
  /\ wire[m] > 0
  /\ MessagesIn(wire) < WireCapacity
  /\ wireCopied' = wireCopied + 1
  /\ wire' = WithMessage(wire, m)
  /\ UNCHANGED <<sourceTold, sinkGot, wireCut, wireLost, wireCuts>>

\* Fault. Nothing on wire arrives any more.
CutWire ==
  /\ wireCuts < MaxWireCuts
  /\ ~wireCut
  /\ wireCuts' = wireCuts + 1
  /\ wireCut' = TRUE
  /\ UNCHANGED <<sourceTold, sinkGot, wire, wireLost, wireCopied>>

\* Environment. What is on wire arrives again.
HealWire ==
  /\ wireCut
  /\ wireCut' = FALSE
  /\ UNCHANGED <<sourceTold, sinkGot, wire, wireLost, wireCopied, wireCuts>>

--------------------------------------------------------------------------------------------
\* The system as a whole.

\* Environment. All is told.
Rest ==
  /\ sourceTold = Last
  /\ UNCHANGED vars

--------------------------------------------------------------------------------------------
Next ==
  \/ SourceTell
  \/ \E n \in WireMessage : SinkHear(n)
  \/ \E m \in WireMessage : LoseWire(m)
  \/ \E m \in WireMessage : DuplicateWire(m)
  \/ CutWire
  \/ HealWire
  \/ Rest

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(SourceTell)
  /\ WF_vars(\E n \in WireMessage : SinkHear(n))
  /\ WF_vars(HealWire)

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: order
InOrder ==
  \A i, j \in 1 .. Len(sinkGot) : i < j => sinkGot[i] <= sinkGot[j]

\* R2: once
Once ==
  Cardinality({sinkGot[i] : i \in 1 .. Len(sinkGot)}) = Len(sinkGot)

\* R3: arrival
Arrives ==
  <>(\E i \in 1 .. Len(sinkGot) : sinkGot[i] = 1)

============================================================================================
