--------------------------------------- MODULE Relay ---------------------------------------
\* Two numbers are sent.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Last            \* the last number
CONSTANT WireCapacity    \* how many messages are on wire, at most
CONSTANT MaxWireLost     \* how many messages on wire may be lost
CONSTANT MaxWireCopied   \* how many messages on wire may be doubled
CONSTANT MaxWireOvertaken \* how many messages on wire may overtake

\* Module source.
VARIABLE sourceTold      \* the last number sent

\* Module sink.
VARIABLE sinkGot         \* what came

\* Channel wire from source to sink: at most WireCapacity at once, in order; lossy,
\* duplicating, reordering.
VARIABLE wire            \* what is on its way
VARIABLE wireLost        \* messages lost so far
VARIABLE wireCopied      \* messages doubled so far
VARIABLE wireOvertaken   \* messages that overtook so far

wireVars == <<wire, wireLost, wireCopied, wireOvertaken>>
vars == <<sourceTold, sinkGot, wireVars>>

\* What the channel wire carries.
WireMessage ==
  1 .. Last

TypeOK ==
  /\ sourceTold \in 0 .. Last
  /\ sinkGot \in {s \in Seq(1 .. Last) : Len(s) <= Last + 1}
  /\ wire \in {s \in Seq(WireMessage) : Len(s) <= WireCapacity}
  /\ wireLost \in 0 .. MaxWireLost
  /\ wireCopied \in 0 .. MaxWireCopied
  /\ wireOvertaken \in 0 .. MaxWireOvertaken

Init ==
  /\ sourceTold = 0
  /\ sinkGot = <<>>
  /\ wire = <<>>
  /\ wireLost = 0
  /\ wireCopied = 0
  /\ wireOvertaken = 0

--------------------------------------------------------------------------------------------
\* Module source.
\* Counts.

\* The next number is sent.
SourceTell ==
  /\ sourceTold < Last
  /\ Len(wire) < WireCapacity
  /\ sourceTold' = sourceTold + 1
  /\ wire' = Append(wire, sourceTold + 1)
  /\ UNCHANGED <<sinkGot, wireLost, wireCopied, wireOvertaken>>

--------------------------------------------------------------------------------------------
\* Module sink.
\* Keeps what it gets.

\* A number arrives.
SinkHear(n) ==
  /\ wire /= <<>> /\ Head(wire) = n
  /\ wire' = Tail(wire)
  /\ sinkGot' = Append(sinkGot, n)
  /\ UNCHANGED <<sourceTold, wireLost, wireCopied, wireOvertaken>>

--------------------------------------------------------------------------------------------
\* Channel wire from source to sink: at most WireCapacity at once, in order; lossy,
\* duplicating, reordering.

\* Fault. A message on wire is lost.
LoseWire(i) ==
  /\ wireLost < MaxWireLost
  /\ i <= Len(wire)
  /\ wireLost' = wireLost + 1
  /\ wire' = SubSeq(wire, 1, i - 1) \o SubSeq(wire, i + 1, Len(wire))
  /\ UNCHANGED <<sourceTold, sinkGot, wireCopied, wireOvertaken>>

\* Fault. A message on wire is doubled.
DuplicateWire(i) ==
  /\ wireCopied < MaxWireCopied
  /\ i <= Len(wire)
  /\ Len(wire) < WireCapacity
  /\ wireCopied' = wireCopied + 1
  /\ wire' = SubSeq(wire, 1, i) \o SubSeq(wire, i, Len(wire))
  /\ UNCHANGED <<sourceTold, sinkGot, wireLost, wireOvertaken>>

\* Fault. A message on wire overtakes the one before.
OvertakeWire(i) ==
  /\ wireOvertaken < MaxWireOvertaken
  /\ i <= Len(wire)
  /\ wire[i] /= wire[i - 1]
  /\ wireOvertaken' = wireOvertaken + 1
  /\ wire' = [wire EXCEPT ![i] = wire[i - 1], ![i - 1] = wire[i]]
  /\ UNCHANGED <<sourceTold, sinkGot, wireLost, wireCopied>>

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
  \/ \E i \in 1 .. WireCapacity : LoseWire(i)
  \/ \E i \in 1 .. WireCapacity : DuplicateWire(i)
  \/ \E i \in 2 .. WireCapacity : OvertakeWire(i)
  \/ Rest

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(SourceTell)
  /\ WF_vars(\E n \in WireMessage : SinkHear(n))

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
