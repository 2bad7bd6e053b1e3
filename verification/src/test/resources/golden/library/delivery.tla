------------------------------------- MODULE Delivery -------------------------------------
\* A sender repeats each message until it is confirmed; the network may lose and double
\* messages, and the receiver may crash. The receiver keeps a table of what it has done, so
\* that a message takes effect once.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Messages        \* all messages
CONSTANT Receivers       \* the receiver
CONSTANT MaxCrashes      \* how many crashes may happen
CONSTANT MaxLosses       \* how many messages may be lost
CONSTANT MaxAckLosses    \* how many messages may be lost
CONSTANT MaxCopies       \* how many messages may be doubled

VARIABLE wanted          \* messages the sender is to deliver
VARIABLE wire            \* messages on their way
VARIABLE inbox           \* what the receiver has got and not done
VARIABLE done            \* the receiver's table
VARIABLE effects         \* how often each message took effect
VARIABLE acks            \* confirmations on their way
VARIABLE confirmed       \* what the sender knows to be done
VARIABLE up              \* the receiver if it runs
VARIABLE crashes         \* crashes so far
VARIABLE losses          \* messages lost so far
VARIABLE acklosses       \* messages lost so far
VARIABLE copies          \* copies that the network still holds
VARIABLE copied          \* messages doubled so far

vars == <<wanted, wire, inbox, done, effects, acks, confirmed, up, crashes, losses, acklosses, copies, copied>>

TypeOK ==
  /\ wanted \in SUBSET Messages
  /\ wire \in SUBSET Messages
  /\ inbox \in SUBSET Messages
  /\ done \in SUBSET Messages
  /\ effects \in [Messages -> 0 .. 2]
  /\ acks \in SUBSET Messages
  /\ confirmed \in SUBSET Messages
  /\ up \in SUBSET Receivers
  /\ crashes \in 0 .. MaxCrashes
  /\ losses \in 0 .. MaxLosses
  /\ acklosses \in 0 .. MaxAckLosses
  /\ copies \in SUBSET (Messages)
  /\ copied \in 0 .. MaxCopies

Init ==
  /\ wanted = {}
  /\ wire = {}
  /\ inbox = {}
  /\ done = {}
  /\ effects = [m \in Messages |-> 0]
  /\ acks = {}
  /\ confirmed = {}
  /\ up = Receivers
  /\ crashes = 0
  /\ losses = 0
  /\ acklosses = 0
  /\ copies = {}
  /\ copied = 0

\* Environment. The sender is given a message.
Want(m) ==
  /\ m \notin wanted
  /\ wanted' = wanted \cup {m}
  /\ UNCHANGED <<wire, inbox, done, effects, acks, confirmed, up, crashes, losses, acklosses, copies, copied>>

\* R3: the sender sends what is not confirmed, again and again.
Send(m) ==
  /\ m \in wanted
  /\ m \notin confirmed
  /\ m \notin wire
  /\ wire' = wire \cup {m}
  /\ UNCHANGED <<wanted, inbox, done, effects, acks, confirmed, up, crashes, losses, acklosses, copies, copied>>

\* A message reaches the receiver's memory.
Receive(m) ==
  /\ up /= {}
  /\ m \in wire
  /\ wire' = wire \ {m}
  /\ inbox' = inbox \cup {m}
  /\ UNCHANGED <<wanted, done, effects, acks, confirmed, up, crashes, losses, acklosses, copies, copied>>

\* R1: a message takes effect.
Act(m) ==
  /\ up /= {}
  /\ m \in inbox
  /\ m \notin done
  /\ inbox' = inbox \ {m}
  /\ effects' = [effects EXCEPT ![m] = @ + 1]
  /\ done' = done \cup {m}
  /\ acks' = acks \cup {m}
  /\ UNCHANGED <<wanted, wire, confirmed, up, crashes, losses, acklosses, copies, copied>>

\* R1, R3: the receiver only confirms again what it has done before.
Repeat(m) ==
  /\ up /= {}
  /\ m \in inbox
  /\ m \in done
  /\ inbox' = inbox \ {m}
  /\ acks' = acks \cup {m}
  /\ UNCHANGED <<wanted, wire, done, effects, confirmed, up, crashes, losses, acklosses, copies, copied>>

\* R2: the sender learns that a message is done.
Confirm(m) ==
  /\ m \in acks
  /\ acks' = acks \ {m}
  /\ confirmed' = confirmed \cup {m}
  /\ UNCHANGED <<wanted, wire, inbox, done, effects, up, crashes, losses, acklosses, copies, copied>>

\* Environment. The end: all is confirmed.
Rest ==
  /\ confirmed = Messages
  /\ UNCHANGED vars

\* Fault. A member stops; what it has not made durable is gone.
Crash(n) ==
  /\ crashes < MaxCrashes
  /\ n \in up
  /\ up' = up \ {n}
  /\ crashes' = crashes + 1
  /\ inbox' = {}
  /\ UNCHANGED <<wanted, wire, done, effects, acks, confirmed, losses, acklosses, copies, copied>>

\* Environment. A member comes back with what is durable.
Restart(n) ==
  /\ n \notin up
  /\ up' = up \cup {n}
  /\ UNCHANGED <<wanted, wire, inbox, done, effects, acks, confirmed, crashes, losses, acklosses, copies, copied>>

\* Fault. A message is lost on its way.
Lose(m) ==
  /\ losses < MaxLosses
  /\ m \in wire
  /\ wire' = wire \ {m}
  /\ losses' = losses + 1
  /\ UNCHANGED <<wanted, inbox, done, effects, acks, confirmed, up, crashes, acklosses, copies, copied>>

\* Fault. A message is lost on its way.
LoseAck(m) ==
  /\ acklosses < MaxAckLosses
  /\ m \in acks
  /\ acks' = acks \ {m}
  /\ acklosses' = acklosses + 1
  /\ UNCHANGED <<wanted, wire, inbox, done, effects, confirmed, up, crashes, losses, copies, copied>>

\* Fault. The network keeps a copy of a message.
Copy(m) ==
  /\ copied < MaxCopies
  /\ m \in wire
  /\ m \notin copies
  /\ copies' = copies \cup {m}
  /\ copied' = copied + 1
  /\ UNCHANGED <<wanted, wire, inbox, done, effects, acks, confirmed, up, crashes, losses, acklosses>>

\* Environment. The copy turns up once the message itself is gone.
Reappear(m) ==
  /\ m \in copies
  /\ m \notin wire
  /\ copies' = copies \ {m}
  /\ wire' = wire \cup {m}
  /\ UNCHANGED <<wanted, inbox, done, effects, acks, confirmed, up, crashes, losses, acklosses, copied>>

Next ==
  \/ \E m \in Messages : Want(m)
  \/ \E m \in Messages : Send(m)
  \/ \E m \in Messages : Receive(m)
  \/ \E m \in Messages : Act(m)
  \/ \E m \in Messages : Repeat(m)
  \/ \E m \in Messages : Confirm(m)
  \/ Rest
  \/ \E n \in Receivers : Crash(n)
  \/ \E n \in Receivers : Restart(n)
  \/ \E m \in Messages : Lose(m)
  \/ \E m \in Messages : LoseAck(m)
  \/ \E m \in Messages : Copy(m)
  \/ \E m \in Messages : Reappear(m)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E m \in Messages : Send(m))
  /\ SF_vars(\E m \in Messages : Receive(m))
  /\ SF_vars(\E m \in Messages : Act(m))
  /\ SF_vars(\E m \in Messages : Repeat(m))
  /\ SF_vars(\E m \in Messages : Confirm(m))
  /\ WF_vars(\E n \in Receivers : Restart(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* How this protocol is seen as Once.
Abstract == INSTANCE Once WITH
  Ids <- Messages,
  known <- confirmed

\* R1: no message takes effect twice.
AtMostOneEffect ==
  \A m \in Messages : effects[m] <= 1

\* R2: what is confirmed took effect.
ConfirmedIsDone ==
  \A m \in confirmed : effects[m] > 0

\* R4: nothing takes effect that nobody wanted.
OnlyWanted ==
  \A m \in Messages : effects[m] > 0 => m \in wanted

\* R3: every message is confirmed in the end.
EventuallyConfirmed ==
  \A m \in Messages : m \in wanted ~> m \in confirmed

\* R1, R2, R4: what messages do happens once.
RefinesOnce ==
  Abstract!Init /\ [][Abstract!Next]_Abstract!vars

\* R1, R2, R4: as Once promises, what is wanted is known in the end.
OnceEventuallyKnown ==
  Abstract!EventuallyKnown

\* Nothing tells the members of Messages apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Messages)

===========================================================================================
