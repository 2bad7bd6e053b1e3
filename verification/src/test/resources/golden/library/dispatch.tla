------------------------------------- MODULE Dispatch -------------------------------------
\* A router accepts requests and gives each to a replica that it believes in. A replica that
\* crashes loses the work it has in hand; answers already sent still arrive. The router is
\* told of a crash some time later, and may also lose faith in a replica that is only slow.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Requests        \* all requests clients may send
CONSTANT Replicas        \* all replicas
CONSTANT MaxCrashes      \* how many crashes may happen
CONSTANT MaxSuspicions   \* how often a working member may be suspected

VARIABLE accepted        \* requests the router has taken
VARIABLE held            \* those it has not given away
VARIABLE inflight        \* work in the hands of replicas
VARIABLE answers         \* answers on their way
VARIABLE delivered       \* answers each client got
VARIABLE ledger          \* who has each unanswered request
VARIABLE attempt         \* how often each was taken back
VARIABLE up              \* replicas that run
VARIABLE believed        \* those the router gives work to
VARIABLE crashes         \* crashes so far
VARIABLE suspicions      \* false suspicions so far

vars == <<accepted, held, inflight, answers, delivered, ledger, attempt, up, believed, crashes, suspicions>>

\* A request is taken back at most once for each replica that falls out of faith.
Attempts ==
  0 .. (MaxCrashes + MaxSuspicions)

\* An attempt at a request in the hands of a replica.
Copies ==
  [req: Requests, rep: Replicas, att: Attempts]

\* An answer, with the attempt it is to.
Answers ==
  [req: Requests, att: Attempts]

TypeOK ==
  /\ accepted \in SUBSET Requests
  /\ held \in SUBSET Requests
  /\ inflight \in SUBSET Copies
  /\ answers \in SUBSET Answers
  /\ delivered \in [Requests -> 0 .. 2]
  /\ ledger \in [Requests -> SUBSET Replicas]
  /\ attempt \in [Requests -> Attempts]
  /\ up \in SUBSET Replicas
  /\ believed \in SUBSET Replicas
  /\ crashes \in 0 .. MaxCrashes
  /\ suspicions \in 0 .. MaxSuspicions

Init ==
  /\ accepted = {}
  /\ held = {}
  /\ inflight = {}
  /\ answers = {}
  /\ delivered = [q \in Requests |-> 0]
  /\ ledger = [q \in Requests |-> {}]
  /\ attempt = [q \in Requests |-> 0]
  /\ up = Replicas
  /\ believed = Replicas
  /\ crashes = 0
  /\ suspicions = 0

\* Environment. A client sends a request and the router takes it.
Accept(q) ==
  /\ q \notin accepted
  /\ accepted' = accepted \cup {q}
  /\ held' = held \cup {q}
  /\ UNCHANGED <<inflight, answers, delivered, ledger, attempt, up, believed, crashes, suspicions>>

\* R1: the router gives a request to a replica it believes in. If the replica has crashed
\* unnoticed, the work is lost on the way.
Hand(q, r) ==
  /\ q \in held
  /\ r \in believed
  /\ held' = held \ {q}
  /\ inflight' = IF r \in up THEN inflight \cup {[req |-> q, rep |-> r, att |-> attempt[q]]} ELSE inflight
  /\ ledger' = [ledger EXCEPT ![q] = {r}]
  /\ UNCHANGED <<accepted, answers, delivered, attempt, up, believed, crashes, suspicions>>

\* Environment. A replica finishes a request and sends the answer.
Finish(q, r, n) ==
  /\ [req |-> q, rep |-> r, att |-> n] \in inflight
  /\ inflight' = inflight \ {[req |-> q, rep |-> r, att |-> n]}
  /\ answers' = answers \cup {[req |-> q, att |-> n]}
  /\ UNCHANGED <<accepted, held, delivered, ledger, attempt, up, believed, crashes, suspicions>>

\* R1, R2: the router passes an answer on to the client.
Deliver(q, n) ==
  /\ [req |-> q, att |-> n] \in answers
  /\ n = attempt[q]
  /\ answers' = answers \ {[req |-> q, att |-> n]}
  /\ delivered' = [delivered EXCEPT ![q] = @ + 1]
  /\ ledger' = [ledger EXCEPT ![q] = {}]
  /\ UNCHANGED <<accepted, held, inflight, attempt, up, believed, crashes, suspicions>>

\* R2: the router drops an answer to an attempt that it has given up.
Discard(q, n) ==
  /\ [req |-> q, att |-> n] \in answers
  /\ n /= attempt[q]
  /\ answers' = answers \ {[req |-> q, att |-> n]}
  /\ UNCHANGED <<accepted, held, inflight, delivered, ledger, attempt, up, believed, crashes, suspicions>>

\* R1: the router takes a request back from a replica it no longer believes in, to give it
\* away anew. Answers to the former attempt are stale from now on.
TakeBack(q, r) ==
  /\ ledger[q] = {r}
  /\ r \notin believed
  /\ held' = held \cup {q}
  /\ ledger' = [ledger EXCEPT ![q] = {}]
  /\ attempt' = [attempt EXCEPT ![q] = @ + 1]
  /\ UNCHANGED <<accepted, inflight, answers, delivered, up, believed, crashes, suspicions>>

\* Environment. The router is told that a replica has crashed.
Notice(r) ==
  /\ r \notin up
  /\ r \in believed
  /\ believed' = believed \ {r}
  /\ UNCHANGED <<accepted, held, inflight, answers, delivered, ledger, attempt, up, crashes, suspicions>>

\* Environment. The end: every client has its answer. Nothing is stuck.
Rest ==
  /\ \A q \in Requests : delivered[q] > 0
  /\ UNCHANGED vars

\* Fault. A member stops; what it has not made durable is gone.
Crash(n) ==
  /\ crashes < MaxCrashes
  /\ n \in up
  /\ up' = up \ {n}
  /\ crashes' = crashes + 1
  /\ inflight' = {c \in inflight : c.rep /= n}
  /\ UNCHANGED <<accepted, held, answers, delivered, ledger, attempt, believed, suspicions>>

\* Environment. A member comes back with what is durable.
Restart(n) ==
  /\ n \notin up
  /\ n \notin believed
  /\ \A q \in Requests : ledger[q] /= {n}
  /\ up' = up \cup {n}
  /\ believed' = believed \cup {n}
  /\ UNCHANGED <<accepted, held, inflight, answers, delivered, ledger, attempt, crashes, suspicions>>

\* Fault. A member that is only slow is believed to be down.
Suspect(n) ==
  /\ suspicions < MaxSuspicions
  /\ n \in up
  /\ n \in believed
  /\ believed' = believed \ {n}
  /\ suspicions' = suspicions + 1
  /\ UNCHANGED <<accepted, held, inflight, answers, delivered, ledger, attempt, up, crashes>>

\* Environment. The suspicion is taken back.
Trust(n) ==
  /\ n \in up
  /\ n \notin believed
  /\ believed' = believed \cup {n}
  /\ UNCHANGED <<accepted, held, inflight, answers, delivered, ledger, attempt, up, crashes, suspicions>>

Next ==
  \/ \E q \in Requests : Accept(q)
  \/ \E q \in Requests, r \in Replicas : Hand(q, r)
  \/ \E q \in Requests, r \in Replicas, n \in Attempts : Finish(q, r, n)
  \/ \E q \in Requests, n \in Attempts : Deliver(q, n)
  \/ \E q \in Requests, n \in Attempts : Discard(q, n)
  \/ \E q \in Requests, r \in Replicas : TakeBack(q, r)
  \/ \E r \in Replicas : Notice(r)
  \/ Rest
  \/ \E n \in Replicas : Crash(n)
  \/ \E n \in Replicas : Restart(n)
  \/ \E n \in Replicas : Suspect(n)
  \/ \E n \in Replicas : Trust(n)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E q \in Requests, r \in Replicas : Hand(q, r))
  /\ WF_vars(\E q \in Requests, r \in Replicas, n \in Attempts : Finish(q, r, n))
  /\ WF_vars(\E q \in Requests, n \in Attempts : Deliver(q, n))
  /\ WF_vars(\E q \in Requests, n \in Attempts : Discard(q, n))
  /\ WF_vars(\E q \in Requests, r \in Replicas : TakeBack(q, r))
  /\ WF_vars(\E r \in Replicas : Notice(r))
  /\ WF_vars(\E n \in Replicas : Restart(n))
  /\ WF_vars(\E n \in Replicas : Trust(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: an accepted request is answered, waits, is worked on, or will be taken back; or its
\* answer is on its way.
NoLostRequest ==
  \A q \in accepted : delivered[q] > 0 \/ q \in held
    \/ (\E c \in inflight : c.req = q /\ c.att = attempt[q])
    \/ (\E a \in answers : a.req = q /\ a.att = attempt[q]) \/ (\E r \in ledger[q] : r \notin up \/ r \notin believed)

\* R2: no request is answered twice.
AtMostOneAnswer ==
  \A q \in Requests : delivered[q] <= 1

\* R3: every accepted request is answered in the end.
EventuallyAnswered ==
  \A q \in Requests : q \in accepted ~> delivered[q] > 0

\* Nothing tells the members of Requests or of Replicas apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Requests) \cup Tlc!Permutations(Replicas)

===========================================================================================
