---- MODULE Training ----
\* Breaks in a few steps. It is checked once when the start-up cache is made, so that the cache holds what checks need.
EXTENDS Naturals, Integers, Sequences, FiniteSets, TLC
CONSTANTS Nodes, None, Most
VARIABLES queue, held, owner, count
vars == <<queue, held, owner, count>>
Message == [kind : {"ask", "answer"}, from : Nodes, number : 0 .. Most]
TypeOK ==
  /\ queue \in Seq(Message)
  /\ held \subseteq Message
  /\ owner \in [Nodes -> Nodes \cup {None}]
  /\ count \in 0 .. Most
Init ==
  /\ queue = <<>>
  /\ held = {}
  /\ owner = [n \in Nodes |-> None]
  /\ count = 0
Send(n) ==
  /\ Len(queue) < 2 /\ count < Most
  /\ queue' = Append(queue, [kind |-> IF count = 0 THEN "ask" ELSE "answer", from |-> n, number |-> count])
  /\ count' = count + 1
  /\ UNCHANGED <<held, owner>>
Take(n) ==
  /\ queue # <<>>
  /\ LET m == Head(queue) IN
       /\ held' = held \cup {m}
       /\ owner' = [owner EXCEPT ![m.from] = n]
  /\ queue' = Tail(queue)
  /\ UNCHANGED count
Next == \E n \in Nodes : Send(n) \/ Take(n)
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
Few == Cardinality(held) < 3 \/ \E n \in Nodes : owner[n] = None
Growing == [][count' >= count]_vars
Symmetric == Permutations(Nodes)
====
