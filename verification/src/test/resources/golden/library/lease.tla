--------------------------------------- MODULE Lease ---------------------------------------
\* A server grants a lease to one client at a time, with a token that rises. The server lets
\* a lease expire by its own clock; its holder learns of that late, so that its writes may
\* still be on their way when the next holder writes. The store refuses what carries an old
\* token.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Clients         \* all clients
CONSTANT Servers         \* the lease server
CONSTANT MaxToken        \* the last token
CONSTANT MaxCrashes      \* how many crashes may happen
CONSTANT MaxLosses       \* how many messages may be lost

VARIABLE up              \* the server if it runs
VARIABLE token           \* the last token granted
VARIABLE holder          \* who has the lease as the server sees it
VARIABLE asks            \* clients that wait for a lease
VARIABLE grants          \* grants on their way
VARIABLE held            \* the lease each client believes to have
VARIABLE writes          \* writes on their way
VARIABLE newest          \* the highest token the store has taken
VARIABLE last            \* the token of the last write the store took
VARIABLE crashes         \* crashes so far
VARIABLE losses          \* messages lost so far

vars == <<up, token, holder, asks, grants, held, writes, newest, last, crashes, losses>>

\* Tokens of leases; 0 is none.
Tokens ==
  1 .. MaxToken

\* A message to or from a client, with the token of its lease.
Signed ==
  [by: Clients, tok: Tokens]

TypeOK ==
  /\ up \in SUBSET Servers
  /\ token \in 0 .. MaxToken
  /\ holder \in SUBSET Clients
  /\ asks \in SUBSET Clients
  /\ grants \in SUBSET Signed
  /\ held \in [Clients -> 0 .. MaxToken]
  /\ writes \in SUBSET Signed
  /\ newest \in 0 .. MaxToken
  /\ last \in 0 .. MaxToken
  /\ crashes \in 0 .. MaxCrashes
  /\ losses \in 0 .. MaxLosses

Init ==
  /\ up = Servers
  /\ token = 0
  /\ holder = {}
  /\ asks = {}
  /\ grants = {}
  /\ held = [c \in Clients |-> 0]
  /\ writes = {}
  /\ newest = 0
  /\ last = 0
  /\ crashes = 0
  /\ losses = 0

\* Environment. A client asks for the lease.
Ask(c) ==
  /\ c \notin asks
  /\ held[c] = 0
  /\ asks' = asks \cup {c}
  /\ UNCHANGED <<up, token, holder, grants, held, writes, newest, last, crashes, losses>>

\* R1, R2: the server grants the lease with the next token.
Grant(c) ==
  /\ c \in asks
  /\ up /= {}
  /\ token < MaxToken
  /\ holder = {}
  /\ asks' = asks \ {c}
  /\ token' = token + 1
  /\ holder' = holder \cup {c}
  /\ grants' = grants \cup {[by |-> c, tok |-> token + 1]}
  /\ UNCHANGED <<up, held, writes, newest, last, crashes, losses>>

\* Environment. A client learns that it has the lease.
Receive(c, t) ==
  /\ [by |-> c, tok |-> t] \in grants
  /\ grants' = grants \ {[by |-> c, tok |-> t]}
  /\ held' = [held EXCEPT ![c] = t]
  /\ UNCHANGED <<up, token, holder, asks, writes, newest, last, crashes, losses>>

\* Environment. The lease ends by the server's clock. Its holder does not know.
Expire ==
  /\ holder /= {}
  /\ holder' = {}
  /\ UNCHANGED <<up, token, asks, grants, held, writes, newest, last, crashes, losses>>

\* Environment. A client's own clock tells it that its lease is over.
Notice(c) ==
  /\ held[c] > 0
  /\ c \notin holder \/ held[c] /= token
  /\ held' = [held EXCEPT ![c] = 0]
  /\ UNCHANGED <<up, token, holder, asks, grants, writes, newest, last, crashes, losses>>

\* Environment. A client that believes to have the lease writes.
Write(c) ==
  /\ held[c] > 0
  /\ writes' = writes \cup {[by |-> c, tok |-> held[c]]}
  /\ UNCHANGED <<up, token, holder, asks, grants, held, newest, last, crashes, losses>>

\* R3: the store takes a write.
Store(c, t) ==
  /\ [by |-> c, tok |-> t] \in writes
  /\ t >= newest
  /\ writes' = writes \ {[by |-> c, tok |-> t]}
  /\ newest' = IF t > newest THEN t ELSE newest
  /\ last' = t
  /\ UNCHANGED <<up, token, holder, asks, grants, held, crashes, losses>>

\* R3: the store refuses a write with an old token.
Refuse(c, t) ==
  /\ [by |-> c, tok |-> t] \in writes
  /\ t < newest
  /\ writes' = writes \ {[by |-> c, tok |-> t]}
  /\ UNCHANGED <<up, token, holder, asks, grants, held, newest, last, crashes, losses>>

\* Environment. The end: all tokens are used up and nothing is on its way.
Rest ==
  /\ token = MaxToken
  /\ holder = {}
  /\ grants = {}
  /\ writes = {}
  /\ \A c \in Clients : held[c] = 0
  /\ UNCHANGED vars

\* Fault. A member stops; what it has not made durable is gone.
Crash(n) ==
  /\ crashes < MaxCrashes
  /\ n \in up
  /\ up' = up \ {n}
  /\ crashes' = crashes + 1
  /\ holder' = {}
  /\ UNCHANGED <<token, asks, grants, held, writes, newest, last, losses>>

\* Environment. A member comes back with what is durable.
Restart(n) ==
  /\ n \notin up
  /\ up' = up \cup {n}
  /\ UNCHANGED <<token, holder, asks, grants, held, writes, newest, last, crashes, losses>>

\* Fault. A message is lost on its way.
Lose(m) ==
  /\ losses < MaxLosses
  /\ m \in grants
  /\ grants' = grants \ {m}
  /\ losses' = losses + 1
  /\ UNCHANGED <<up, token, holder, asks, held, writes, newest, last, crashes>>

Next ==
  \/ \E c \in Clients : Ask(c)
  \/ \E c \in Clients : Grant(c)
  \/ \E c \in Clients, t \in Tokens : Receive(c, t)
  \/ Expire
  \/ \E c \in Clients : Notice(c)
  \/ \E c \in Clients : Write(c)
  \/ \E c \in Clients, t \in Tokens : Store(c, t)
  \/ \E c \in Clients, t \in Tokens : Refuse(c, t)
  \/ Rest
  \/ \E n \in Servers : Crash(n)
  \/ \E n \in Servers : Restart(n)
  \/ \E m \in Signed : Lose(m)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E c \in Clients : Grant(c))
  /\ WF_vars(\E c \in Clients, t \in Tokens : Receive(c, t))
  /\ WF_vars(Expire)
  /\ WF_vars(\E c \in Clients : Notice(c))
  /\ WF_vars(\E c \in Clients, t \in Tokens : Store(c, t))
  /\ WF_vars(\E c \in Clients, t \in Tokens : Refuse(c, t))
  /\ WF_vars(\E n \in Servers : Restart(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* How this protocol is seen as Turns.
Abstract == INSTANCE Turns WITH
  MaxTurn <- MaxToken,
  Writers <- Clients,
  owner <- holder,
  recorded <- last,
  turn <- token,
  waiting <- asks

\* R1: the server never sees two holders.
OneHolder ==
  Cardinality(holder) <= 1

\* R2: two clients never have leases with the same token.
TokensDiffer ==
  \A c, d \in Clients : held[c] > 0 /\ held[c] = held[d] => c = d

\* R3: the last write that was taken is one of the newest holder that wrote.
NoStaleWrite ==
  last = newest

\* R4: who asks gets the lease, unless the tokens are used up.
EventuallyServed ==
  \A c \in Clients : c \in asks ~> (c \notin asks \/ token = MaxToken)

\* R5: every write is taken or refused in the end.
WritesSettle ==
  \A w \in Signed : w \in writes ~> w \notin writes

\* R1: leases are turns, and the store records in their order.
RefinesTurns ==
  Abstract!Init /\ [][Abstract!Next]_Abstract!vars

\* R1: as Turns promises, who wants a turn gets it, unless the turns are used up.
TurnsEventuallyServed ==
  Abstract!EventuallyServed

\* Nothing tells the members of Clients apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Clients)

============================================================================================
