----------------------------------- MODULE ReplicatedLog -----------------------------------
\* A leader appends entries and the others copy its log. What a member has not flushed to
\* disk is gone when it crashes. An entry is acknowledged to the client once enough members
\* have it; a new leader must have every such entry.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Members         \* all members
CONSTANT MaxEpoch        \* the last epoch
CONSTANT MaxLength       \* how long logs grow
CONSTANT MaxCrashes      \* how many crashes may happen

VARIABLE up              \* members that run
VARIABLE epoch           \* the epoch
VARIABLE leader          \* the leader of the epoch
VARIABLE log             \* each member's log in memory
VARIABLE disk            \* how much of it is on disk
VARIABLE acked           \* entries acknowledged to clients
VARIABLE proposed        \* entries that a leader ever appended (history)
VARIABLE crashes         \* crashes so far

vars == <<up, epoch, leader, log, disk, acked, proposed, crashes>>

\* Epochs; each has one leader at most, and signs its entries.
Epochs ==
  1 .. MaxEpoch

\* Places in a log.
Places ==
  1 .. MaxLength

\* Sets of members of which any two meet.
Majorities ==
  {q \in SUBSET Members : 2 * Cardinality(q) > Cardinality(Members)}

\* The first entries of a log.
Prefix(s, k) ==
  SubSeq(s, 1, k)

\* How far two logs are the same.
Common(s, other) ==
  Cardinality({k \in 1 .. Len(s) : k <= Len(other) /\ Prefix(s, k) = Prefix(other, k)})

\* The entries acknowledged in each place.
Acknowledged ==
  [k \in Places |-> {e \in Epochs : [at |-> k, by |-> e] \in acked}]

\* Who signed the last entry of a log.
LastEpoch(s) ==
  IF s = <<>> THEN 0 ELSE s[Len(s)]

\* Whether a log is at least as complete as another one.
Complete(s, other) ==
  LastEpoch(s) > LastEpoch(other) \/ (LastEpoch(s) = LastEpoch(other) /\ Len(s) >= Len(other))

\* Whether a member counts for an entry.
Has(n, k, e) ==
  Len(log[n]) >= k /\ log[n][k] = e /\ disk[n] >= k

TypeOK ==
  /\ up \in SUBSET Members
  /\ epoch \in 0 .. MaxEpoch
  /\ leader \in SUBSET Members
  /\ log \in [Members -> UNION {[1 .. k -> Epochs] : k \in 0 .. MaxLength}]
  /\ disk \in [Members -> 0 .. MaxLength]
  /\ acked \in SUBSET [at: Places, by: Epochs]
  /\ proposed \in SUBSET [at: Places, by: Epochs]
  /\ crashes \in 0 .. MaxCrashes

Init ==
  /\ up = Members
  /\ epoch = 0
  /\ leader = {}
  /\ log = [n \in Members |-> <<>>]
  /\ disk = [n \in Members |-> 0]
  /\ acked = {}
  /\ proposed = {}
  /\ crashes = 0

\* R1, R3: a member becomes leader of the next epoch, with the consent of a majority.
Lead(n) ==
  /\ n \in up
  /\ leader = {}
  /\ epoch < MaxEpoch
  /\ \E q \in Majorities : q \subseteq up /\ \A m \in q : Complete(log[n], log[m])
  /\ epoch' = epoch + 1
  /\ leader' = {n}
  /\ UNCHANGED <<up, log, disk, acked, proposed, crashes>>

\* R4: the leader appends an entry.
Propose(n) ==
  /\ n \in leader
  /\ Len(log[n]) < MaxLength
  /\ log' = [log EXCEPT ![n] = Append(@, epoch)]
  /\ proposed' = proposed \cup {[at |-> Len(log[n]) + 1, by |-> epoch]}
  /\ UNCHANGED <<up, epoch, leader, disk, acked, crashes>>

\* R1: a member copies the leader's log.
Copy(n, l) ==
  /\ n \in up
  /\ l \in leader
  /\ log[n] /= log[l]
  /\ log' = [log EXCEPT ![n] = log[l]]
  /\ disk' = [disk EXCEPT ![n] = IF Common(log[n], log[l]) < @ THEN Common(log[n], log[l]) ELSE @]
  /\ UNCHANGED <<up, epoch, leader, acked, proposed, crashes>>

\* R2: a member writes its log to disk.
Flush(n) ==
  /\ n \in up
  /\ disk[n] < Len(log[n])
  /\ disk' = [disk EXCEPT ![n] = Len(log[n])]
  /\ UNCHANGED <<up, epoch, leader, log, acked, proposed, crashes>>

\* R1, R2: the leader acknowledges an entry of its epoch to the client.
Acknowledge(n, k) ==
  /\ n \in leader
  /\ Len(log[n]) >= k
  /\ log[n][k] = epoch
  /\ [at |-> k, by |-> epoch] \notin acked
  /\ \E q \in Majorities : \A m \in q : Has(m, k, epoch)
  /\ acked' = acked \cup {[at |-> k, by |-> epoch]}
  /\ UNCHANGED <<up, epoch, leader, log, disk, proposed, crashes>>

\* Environment. The end: the epochs are used up, or the log is full and everybody has it.
Rest ==
  /\ epoch = MaxEpoch \/ (\A n \in Members : disk[n] = MaxLength)
  /\ UNCHANGED vars

\* Fault. A member stops; what it has not made durable is gone.
Crash(n) ==
  /\ crashes < MaxCrashes
  /\ n \in up
  /\ up' = up \ {n}
  /\ crashes' = crashes + 1
  /\ leader' = leader \ {n}
  /\ log' = [log EXCEPT ![n] = Prefix(@, disk[n])]
  /\ UNCHANGED <<epoch, disk, acked, proposed>>

\* Environment. A member comes back with what is durable.
Restart(n) ==
  /\ n \notin up
  /\ up' = up \cup {n}
  /\ UNCHANGED <<epoch, leader, log, disk, acked, proposed, crashes>>

Next ==
  \/ \E n \in Members : Lead(n)
  \/ \E n \in Members : Propose(n)
  \/ \E n \in Members, l \in Members : Copy(n, l)
  \/ \E n \in Members : Flush(n)
  \/ \E n \in Members, k \in Places : Acknowledge(n, k)
  \/ Rest
  \/ \E n \in Members : Crash(n)
  \/ \E n \in Members : Restart(n)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E n \in Members : Lead(n))
  /\ WF_vars(\E n \in Members, l \in Members : Copy(n, l))
  /\ WF_vars(\E n \in Members : Flush(n))
  /\ WF_vars(\E n \in Members, k \in Places : Acknowledge(n, k))
  /\ WF_vars(\E n \in Members : Restart(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* How this protocol is seen as Agreement.
Abstract == INSTANCE Agreement WITH
  Places <- 1 .. MaxLength,
  Values <- 1 .. MaxEpoch,
  chosen <- Acknowledged,
  ever <- Acknowledged

\* R1: the leader has every entry that was acknowledged.
NoLostEntry ==
  \A a \in acked : \A n \in leader : Len(log[n]) >= a.at /\ log[n][a.at] = a.by

\* R2: an acknowledged entry is on the disks of a majority.
Durable ==
  \A a \in acked : \E q \in Majorities :
    \A n \in q : disk[n] >= a.at /\ log[n][a.at] = a.by

\* R1: nothing else was ever acknowledged in an entry's place.
SamePlaceSameEntry ==
  \A a, b \in acked : a.at = b.at => a = b

\* R1: logs with the same entry in one place are the same before it.
LogsMatch ==
  \A m, n \in Members : \A k \in Places :
    (k <= Len(log[m]) /\ k <= Len(log[n]) /\ log[m][k] = log[n][k]) => Prefix(log[m], k) = Prefix(log[n], k)

\* R3: there is a leader again in the end, unless the epochs are used up.
EventuallyLed ==
  leader = {} ~> (leader /= {} \/ epoch = MaxEpoch)

\* R4: an entry of a leader that stays is acknowledged in the end.
EventuallyAcknowledged ==
  \A n \in Members, k \in Places :
    (n \in leader /\ Len(log[n]) >= k /\ log[n][k] = epoch) ~> ([at |-> k, by |-> epoch] \in acked \/ n \notin leader)

\* R1: the members agree on what stands in each place of the log.
RefinesAgreement ==
  Abstract!Init /\ [][Abstract!Next]_Abstract!vars

\* Nothing tells the members of Members apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Members)

============================================================================================
