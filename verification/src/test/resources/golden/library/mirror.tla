-------------------------------------- MODULE Mirror --------------------------------------
\* A writer has each item kept by two stores, a primary and a backup, so that either may be
\* struck. The stores are of one kind; the backup has less room for what is not durable yet.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Items           \* all items
CONSTANT Servers         \* what a store runs on
CONSTANT Room            \* how many items the primary holds that are not durable yet
CONSTANT MaxPrimaryCrashes \* primary: how many crashes may happen
CONSTANT MaxBackupCrashes \* backup: how many crashes may happen
CONSTANT ToPrimaryCapacity \* how many messages are on toPrimary, at most
CONSTANT FromPrimaryCapacity \* how many messages are on fromPrimary, at most
CONSTANT ToBackupCapacity \* how many messages are on toBackup, at most
CONSTANT FromBackupCapacity \* how many messages are on fromBackup, at most

\* Module writer.
VARIABLE writerOpen      \* items it was given
VARIABLE writerSent      \* items it has sent at least once
VARIABLE writerFirst     \* items that the primary says to keep
VARIABLE writerSecond    \* items that the backup says to keep
VARIABLE writerReported  \* items it takes for kept

\* Module primary.
VARIABLE primaryUp       \* what it runs on if it runs
VARIABLE primaryArrived  \* items that are not durable yet
VARIABLE primaryTable    \* items that are durable
VARIABLE primaryCrashes  \* crashes so far

\* Module backup.
VARIABLE backupUp        \* what it runs on if it runs
VARIABLE backupArrived   \* items that are not durable yet
VARIABLE backupTable     \* items that are durable
VARIABLE backupCrashes   \* crashes so far

\* Channel toPrimary from writer to primary: at most ToPrimaryCapacity at once, in any
\* order; reliable.
VARIABLE toPrimary       \* items for the primary

\* Channel fromPrimary from primary to writer: at most FromPrimaryCapacity at once, in any
\* order; reliable.
VARIABLE fromPrimary     \* items that the primary keeps

\* Channel toBackup from writer to backup: at most ToBackupCapacity at once, in any order;
\* reliable.
VARIABLE toBackup        \* items for the backup

\* Channel fromBackup from backup to writer: at most FromBackupCapacity at once, in any
\* order; reliable.
VARIABLE fromBackup      \* items that the backup keeps

writerVars == <<writerOpen, writerSent, writerFirst, writerSecond, writerReported>>
primaryVars == <<primaryUp, primaryArrived, primaryTable, primaryCrashes>>
backupVars == <<backupUp, backupArrived, backupTable, backupCrashes>>
vars == <<writerVars, primaryVars, backupVars, toPrimary, fromPrimary, toBackup, fromBackup>>

\* A bag of messages with one more of m.
WithMessage(bag, m) ==
  [x \in DOMAIN bag \cup {m} |-> IF x = m THEN bag[x] + 1 ELSE bag[x]]

\* A bag of messages with one less of m.
WithoutMessage(bag, m) ==
  [bag EXCEPT ![m] = @ - 1]

\* How many messages a bag holds, copies counted.
MessagesIn(bag) ==
  Cardinality(UNION {{m} \X (1 .. bag[m]) : m \in DOMAIN bag})

\* What the channel toPrimary carries.
ToPrimaryMessage ==
  Items

\* What the channel fromPrimary carries.
FromPrimaryMessage ==
  Items

\* What the channel toBackup carries.
ToBackupMessage ==
  Items

\* What the channel fromBackup carries.
FromBackupMessage ==
  Items

\* What it would give back.
PrimaryHas ==
  primaryArrived \cup primaryTable

\* What it would give back.
BackupHas ==
  backupArrived \cup backupTable

TypeOK ==
  /\ writerOpen \in SUBSET Items
  /\ writerSent \in SUBSET Items
  /\ writerFirst \in SUBSET Items
  /\ writerSecond \in SUBSET Items
  /\ writerReported \in SUBSET Items
  /\ primaryUp \in SUBSET Servers
  /\ primaryArrived \in SUBSET Items
  /\ primaryTable \in SUBSET Items
  /\ primaryCrashes \in 0 .. MaxPrimaryCrashes
  /\ backupUp \in SUBSET Servers
  /\ backupArrived \in SUBSET Items
  /\ backupTable \in SUBSET Items
  /\ backupCrashes \in 0 .. MaxBackupCrashes
  /\ toPrimary \in [ToPrimaryMessage -> 0 .. ToPrimaryCapacity]
  /\ fromPrimary \in [FromPrimaryMessage -> 0 .. FromPrimaryCapacity]
  /\ toBackup \in [ToBackupMessage -> 0 .. ToBackupCapacity]
  /\ fromBackup \in [FromBackupMessage -> 0 .. FromBackupCapacity]

Init ==
  /\ writerOpen = {}
  /\ writerSent = {}
  /\ writerFirst = {}
  /\ writerSecond = {}
  /\ writerReported = {}
  /\ primaryUp = Servers
  /\ primaryArrived = {}
  /\ primaryTable = {}
  /\ primaryCrashes = 0
  /\ backupUp = Servers
  /\ backupArrived = {}
  /\ backupTable = {}
  /\ backupCrashes = 0
  /\ toPrimary = [m \in ToPrimaryMessage |-> 0]
  /\ fromPrimary = [m \in FromPrimaryMessage |-> 0]
  /\ toBackup = [m \in ToBackupMessage |-> 0]
  /\ fromBackup = [m \in FromBackupMessage |-> 0]

--------------------------------------------------------------------------------------------
\* Module writer.
\* Sends each item to both stores until it takes it for kept.

\* Environment. The writer is given an item.
WriterBegin(i) ==
  /\ i \notin writerOpen
  /\ i \notin writerReported
  /\ writerOpen' = writerOpen \cup {i}
  /\ UNCHANGED <<writerSent, writerFirst, writerSecond, writerReported, primaryVars, backupVars, toPrimary, fromPrimary, toBackup, fromBackup>>

\* R3: the writer sends an item to both stores, and again while it is not reported.
WriterSend(i) ==
  /\ i \in writerOpen
  /\ MessagesIn(toPrimary) < ToPrimaryCapacity
  /\ MessagesIn(toBackup) < ToBackupCapacity
  /\ writerSent' = writerSent \cup {i}
  /\ toPrimary' = WithMessage(toPrimary, i)
  /\ toBackup' = WithMessage(toBackup, i)
  /\ UNCHANGED <<writerOpen, writerFirst, writerSecond, writerReported, primaryVars, backupVars, fromPrimary, fromBackup>>

\* The primary keeps an item.
WriterHearPrimary(i) ==
  /\ fromPrimary[i] > 0
  /\ fromPrimary' = WithoutMessage(fromPrimary, i)
  /\ writerFirst' = writerFirst \cup {i}
  /\ UNCHANGED <<writerOpen, writerSent, writerSecond, writerReported, primaryVars, backupVars, toPrimary, toBackup, fromBackup>>

\* The backup keeps an item.
WriterHearBackup(i) ==
  /\ fromBackup[i] > 0
  /\ fromBackup' = WithoutMessage(fromBackup, i)
  /\ writerSecond' = writerSecond \cup {i}
  /\ UNCHANGED <<writerOpen, writerSent, writerFirst, writerReported, primaryVars, backupVars, toPrimary, fromPrimary, toBackup>>

\* R1: the writer takes an item for kept.
WriterReport(i) ==
  /\ i \in writerOpen
  /\ i \in writerFirst
  /\ i \in writerSecond
  /\ writerOpen' = writerOpen \ {i}
  /\ writerReported' = writerReported \cup {i}
  /\ UNCHANGED <<writerSent, writerFirst, writerSecond, primaryVars, backupVars, toPrimary, fromPrimary, toBackup, fromBackup>>

--------------------------------------------------------------------------------------------
\* Module primary.
\* Makes durable what it is sent, and says so. Of the kind store, with toPrimary for
\* requests, fromPrimary for answers, Room for Most.

\* An item arrives.
PrimaryTake(i) ==
  /\ toPrimary[i] > 0
  /\ primaryUp /= {}
  /\ i \notin primaryTable
  /\ Cardinality(primaryArrived) < Room
  /\ toPrimary' = WithoutMessage(toPrimary, i)
  /\ primaryArrived' = primaryArrived \cup {i}
  /\ UNCHANGED <<writerVars, primaryUp, primaryTable, primaryCrashes, backupVars, fromPrimary, toBackup, fromBackup>>

\* R1: an item is made durable.
PrimarySave(i) ==
  /\ primaryUp /= {}
  /\ i \in primaryArrived
  /\ MessagesIn(fromPrimary) < FromPrimaryCapacity
  /\ primaryArrived' = primaryArrived \ {i}
  /\ primaryTable' = primaryTable \cup {i}
  /\ fromPrimary' = WithMessage(fromPrimary, i)
  /\ UNCHANGED <<writerVars, primaryUp, primaryCrashes, backupVars, toPrimary, toBackup, fromBackup>>

\* R3: an item that is durable arrives again.
PrimaryRepeat(i) ==
  /\ toPrimary[i] > 0
  /\ primaryUp /= {}
  /\ i \in primaryTable
  /\ MessagesIn(fromPrimary) < FromPrimaryCapacity
  /\ toPrimary' = WithoutMessage(toPrimary, i)
  /\ fromPrimary' = WithMessage(fromPrimary, i)
  /\ UNCHANGED <<writerVars, primaryVars, backupVars, toBackup, fromBackup>>

\* Fault. A member stops; what it has not made durable is gone.
PrimaryCrash(n) ==
  /\ primaryCrashes < MaxPrimaryCrashes
  /\ n \in primaryUp
  /\ primaryUp' = primaryUp \ {n}
  /\ primaryCrashes' = primaryCrashes + 1
  /\ primaryArrived' = {}
  /\ UNCHANGED <<writerVars, primaryTable, backupVars, toPrimary, fromPrimary, toBackup, fromBackup>>

\* Environment. A member comes back with what is durable.
PrimaryRestart(n) ==
  /\ n \notin primaryUp
  /\ primaryUp' = primaryUp \cup {n}
  /\ UNCHANGED <<writerVars, primaryArrived, primaryTable, primaryCrashes, backupVars, toPrimary, fromPrimary, toBackup, fromBackup>>

--------------------------------------------------------------------------------------------
\* Module backup.
\* Makes durable what it is sent, and says so. Of the kind store, with toBackup for
\* requests, fromBackup for answers, 1 for Most.

\* An item arrives.
BackupTake(i) ==
  /\ toBackup[i] > 0
  /\ backupUp /= {}
  /\ i \notin backupTable
  /\ Cardinality(backupArrived) < 1
  /\ toBackup' = WithoutMessage(toBackup, i)
  /\ backupArrived' = backupArrived \cup {i}
  /\ UNCHANGED <<writerVars, primaryVars, backupUp, backupTable, backupCrashes, toPrimary, fromPrimary, fromBackup>>

\* R1: an item is made durable.
BackupSave(i) ==
  /\ backupUp /= {}
  /\ i \in backupArrived
  /\ MessagesIn(fromBackup) < FromBackupCapacity
  /\ backupArrived' = backupArrived \ {i}
  /\ backupTable' = backupTable \cup {i}
  /\ fromBackup' = WithMessage(fromBackup, i)
  /\ UNCHANGED <<writerVars, primaryVars, backupUp, backupCrashes, toPrimary, fromPrimary, toBackup>>

\* R3: an item that is durable arrives again.
BackupRepeat(i) ==
  /\ toBackup[i] > 0
  /\ backupUp /= {}
  /\ i \in backupTable
  /\ MessagesIn(fromBackup) < FromBackupCapacity
  /\ toBackup' = WithoutMessage(toBackup, i)
  /\ fromBackup' = WithMessage(fromBackup, i)
  /\ UNCHANGED <<writerVars, primaryVars, backupVars, toPrimary, fromPrimary>>

\* Fault. A member stops; what it has not made durable is gone.
BackupCrash(n) ==
  /\ backupCrashes < MaxBackupCrashes
  /\ n \in backupUp
  /\ backupUp' = backupUp \ {n}
  /\ backupCrashes' = backupCrashes + 1
  /\ backupArrived' = {}
  /\ UNCHANGED <<writerVars, primaryVars, backupTable, toPrimary, fromPrimary, toBackup, fromBackup>>

\* Environment. A member comes back with what is durable.
BackupRestart(n) ==
  /\ n \notin backupUp
  /\ backupUp' = backupUp \cup {n}
  /\ UNCHANGED <<writerVars, primaryVars, backupArrived, backupTable, backupCrashes, toPrimary, fromPrimary, toBackup, fromBackup>>

--------------------------------------------------------------------------------------------
\* The system as a whole.

\* Environment. The end: all items are reported.
Rest ==
  /\ writerReported = Items
  /\ UNCHANGED vars

--------------------------------------------------------------------------------------------
Next ==
  \/ \E i \in Items : WriterBegin(i)
  \/ \E i \in Items : WriterSend(i)
  \/ \E i \in FromPrimaryMessage : WriterHearPrimary(i)
  \/ \E i \in FromBackupMessage : WriterHearBackup(i)
  \/ \E i \in Items : WriterReport(i)
  \/ \E i \in ToPrimaryMessage : PrimaryTake(i)
  \/ \E i \in Items : PrimarySave(i)
  \/ \E i \in ToPrimaryMessage : PrimaryRepeat(i)
  \/ \E n \in Servers : PrimaryCrash(n)
  \/ \E n \in Servers : PrimaryRestart(n)
  \/ \E i \in ToBackupMessage : BackupTake(i)
  \/ \E i \in Items : BackupSave(i)
  \/ \E i \in ToBackupMessage : BackupRepeat(i)
  \/ \E n \in Servers : BackupCrash(n)
  \/ \E n \in Servers : BackupRestart(n)
  \/ Rest

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E i \in Items : WriterSend(i))
  /\ WF_vars(\E i \in FromPrimaryMessage : WriterHearPrimary(i))
  /\ WF_vars(\E i \in FromBackupMessage : WriterHearBackup(i))
  /\ WF_vars(\E i \in Items : WriterReport(i))
  /\ WF_vars(\E i \in ToPrimaryMessage : PrimaryTake(i))
  /\ SF_vars(\E i \in Items : PrimarySave(i))
  /\ WF_vars(\E i \in ToPrimaryMessage : PrimaryRepeat(i))
  /\ WF_vars(\E n \in Servers : PrimaryRestart(n))
  /\ WF_vars(\E i \in ToBackupMessage : BackupTake(i))
  /\ SF_vars(\E i \in Items : BackupSave(i))
  /\ WF_vars(\E i \in ToBackupMessage : BackupRepeat(i))
  /\ WF_vars(\E n \in Servers : BackupRestart(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: what the writer takes for kept, both stores have.
KeptTwice ==
  writerReported \subseteq PrimaryHas \cap BackupHas

\* R3: every item is kept in the end.
EventuallyReported ==
  \A i \in Items : i \in writerOpen ~> i \in writerReported

\* R2: primary: what is durable is not about to be made so once more.
PrimaryNothingTwice ==
  primaryArrived \cap primaryTable = {}

\* R2: backup: what is durable is not about to be made so once more.
BackupNothingTwice ==
  backupArrived \cap backupTable = {}

\* Nothing tells the members of Items apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Items)

===========================================================================================
