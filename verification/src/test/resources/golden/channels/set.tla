--------------------------------------- MODULE Relay ---------------------------------------
\* Two numbers are sent.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Last            \* the last number
CONSTANT WireCapacity    \* how many messages are on wire, at most
CONSTANT MaxWireLost     \* how many messages on wire may be lost

\* Module source.
VARIABLE sourceTold      \* the last number sent

\* Module sink.
VARIABLE sinkGot         \* what came

\* Channel wire from source to sink: at most WireCapacity at once, in any order, equal ones
\* as one; lossy.
VARIABLE wire            \* what is on its way
VARIABLE wireLost        \* messages lost so far

wireVars == <<wire, wireLost>>
vars == <<sourceTold, sinkGot, wireVars>>

\* What the channel wire carries.
WireMessage ==
  1 .. Last

TypeOK ==
  /\ sourceTold \in 0 .. Last
  /\ sinkGot \in {s \in Seq(1 .. Last) : Len(s) <= Last + 1}
  /\ wire \in SUBSET WireMessage
  /\ wireLost \in 0 .. MaxWireLost

Init ==
  /\ sourceTold = 0
  /\ sinkGot = <<>>
  /\ wire = {}
  /\ wireLost = 0

--------------------------------------------------------------------------------------------
\* Module source.
\* Counts.

\* The next number is sent.
SourceTell ==
  /\ sourceTold < Last
  /\ Cardinality(wire) < WireCapacity
  /\ sourceTold' = sourceTold + 1
  /\ wire' = wire \cup {sourceTold + 1}
  /\ UNCHANGED <<sinkGot, wireLost>>

--------------------------------------------------------------------------------------------
\* Module sink.
\* Keeps what it gets.

\* A number arrives.
SinkHear(n) ==
  /\ n \in wire
  /\ wire' = wire \ {n}
  /\ sinkGot' = Append(sinkGot, n)
  /\ UNCHANGED <<sourceTold, wireLost>>

--------------------------------------------------------------------------------------------
\* Channel wire from source to sink: at most WireCapacity at once, in any order, equal ones
\* as one; lossy.

\* Fault. A message on wire is lost.
LoseWire(m) ==
  /\ wireLost < MaxWireLost
  /\ m \in wire
  /\ wireLost' = wireLost + 1
  /\ wire' = wire \ {m}
  /\ UNCHANGED <<sourceTold, sinkGot>>

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
