------------------------------------- MODULE Election -------------------------------------
\* Members stand for election in ever higher terms and ask all others for their vote.
\* Messages may come late, twice and in any order: what was sent stays readable. A member
\* that crashes keeps only what it has written down.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Members         \* all members
CONSTANT Candidates      \* those that may stand
CONSTANT MaxTerm         \* the last term
CONSTANT MaxCrashes      \* how many crashes may happen

VARIABLE up              \* members that run
VARIABLE term            \* the term each member is in
VARIABLE vote            \* whom each voted for in its term
VARIABLE standing        \* members that wait for votes
VARIABLE asked           \* requests for votes that were sent
VARIABLE sent            \* votes that were sent
VARIABLE leaders         \* who ever led in each term
VARIABLE crashes         \* crashes so far

vars == <<up, term, vote, standing, asked, sent, leaders, crashes>>

\* Terms of office; before the first it is 0.
Terms ==
  1 .. MaxTerm

\* A vote.
Votes ==
  [by: Members, for: Candidates, term: Terms]

\* Who voted for a candidate, as the candidate counts.
Behind(c) ==
  {v.by : v \in {w \in sent : w.for = c /\ w.term = term[c]}}

\* Whether a candidate has the votes it needs.
Elected(c) ==
  2 * Cardinality(Behind(c)) > Cardinality(Members)

TypeOK ==
  /\ up \in SUBSET Members
  /\ term \in [Members -> 0 .. MaxTerm]
  /\ vote \in [Members -> SUBSET Candidates]
  /\ standing \in SUBSET Candidates
  /\ asked \in SUBSET [from: Candidates, term: Terms]
  /\ sent \in SUBSET Votes
  /\ leaders \in [Terms -> SUBSET Candidates]
  /\ crashes \in 0 .. MaxCrashes

Init ==
  /\ up = Members
  /\ term = [n \in Members |-> 0]
  /\ vote = [n \in Members |-> {}]
  /\ standing = {}
  /\ asked = {}
  /\ sent = {}
  /\ leaders = [t \in Terms |-> {}]
  /\ crashes = 0

\* R2: a member enters the next term, votes for itself and asks for votes.
Stand(c) ==
  /\ c \in up
  /\ term[c] < MaxTerm
  /\ term' = [term EXCEPT ![c] = @ + 1]
  /\ vote' = [vote EXCEPT ![c] = {c}]
  /\ standing' = standing \cup {c}
  /\ asked' = asked \cup {[from |-> c, term |-> term[c] + 1]}
  /\ sent' = sent \cup {[by |-> c, for |-> c, term |-> term[c] + 1]}
  /\ UNCHANGED <<up, leaders, crashes>>

\* R1: a member votes, in the candidate's term if that is higher than its own.
Vote(n, c, t) ==
  /\ n \in up
  /\ [from |-> c, term |-> t] \in asked
  /\ t >= term[n]
  /\ [by |-> n, for |-> c, term |-> t] \notin sent
  /\ t > term[n] \/ vote[n] = {}
  /\ term' = [term EXCEPT ![n] = t]
  /\ vote' = [vote EXCEPT ![n] = {c}]
  /\ standing' = IF t > term[n] THEN standing \ {n} ELSE standing
  /\ sent' = sent \cup {[by |-> n, for |-> c, term |-> t]}
  /\ UNCHANGED <<up, asked, leaders, crashes>>

\* R1: a candidate with enough votes leads in its term.
Win(c) ==
  /\ c \in up
  /\ c \in standing
  /\ Elected(c)
  /\ standing' = standing \ {c}
  /\ leaders' = [leaders EXCEPT ![term[c]] = @ \cup {c}]
  /\ UNCHANGED <<up, term, vote, asked, sent, crashes>>

\* Environment. The end: the terms are used up.
Rest ==
  /\ \A c \in Candidates : term[c] = MaxTerm
  /\ UNCHANGED vars

\* Fault. A member stops; what it has not made durable is gone.
Crash(n) ==
  /\ crashes < MaxCrashes
  /\ n \in up
  /\ up' = up \ {n}
  /\ crashes' = crashes + 1
  /\ standing' = standing \ {n}
  /\ UNCHANGED <<term, vote, asked, sent, leaders>>

\* Environment. A member comes back with what is durable.
Restart(n) ==
  /\ n \notin up
  /\ up' = up \cup {n}
  /\ UNCHANGED <<term, vote, standing, asked, sent, leaders, crashes>>

Next ==
  \/ \E c \in Candidates : Stand(c)
  \/ \E n \in Members, c \in Candidates, t \in Terms : Vote(n, c, t)
  \/ \E c \in Candidates : Win(c)
  \/ Rest
  \/ \E n \in Members : Crash(n)
  \/ \E n \in Members : Restart(n)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E c \in Candidates : Stand(c))
  /\ WF_vars(\E n \in Members, c \in Candidates, t \in Terms : Vote(n, c, t))
  /\ WF_vars(\E c \in Candidates : Win(c))
  /\ WF_vars(\E n \in Members : Restart(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: a term has at most one leader.
OneLeader ==
  \A t \in Terms : Cardinality(leaders[t]) <= 1

\* R1: who leads in a term has the votes of a majority in it.
BackedByMajority ==
  \A t \in Terms : \A c \in leaders[t] :
    2 * Cardinality({v \in sent : v.for = c /\ v.term = t}) > Cardinality(Members)

\* R3: nobody votes for two in a term.
OneVote ==
  \A v, w \in sent : v.by = w.by /\ v.term = w.term => v.for = w.for

\* R2: somebody leads in the end, unless the terms are used up.
EventuallyLed ==
  <>((\E t \in Terms : leaders[t] /= {}) \/ (\A c \in Candidates : term[c] = MaxTerm))

===========================================================================================
