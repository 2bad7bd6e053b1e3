---- MODULE Steps ----
EXTENDS Naturals, TLC
CONSTANT Last
VARIABLES x, log
vars == <<x, log>>
Init == x = 0 /\ log = [n \in 1 .. 3 |-> 0]
Up == x < Last /\ x' = x + 1 /\ UNCHANGED log
Down == x > Last /\ x' = x - 1 /\ UNCHANGED log
Next == Up \/ Down
Look == x <= 3 /\ log' = [log EXCEPT ![1] = IF x = 3 THEN log[x + 1] ELSE 0] /\ UNCHANGED x
Wrong == Up \/ Look
Claim == Up /\ Assert(x < 2, "x became two")
Asserts == Claim
Lost == x' = x + 1
Endless == x' = x + 1 /\ UNCHANGED log
Huge == x = 0 /\ x' = (IF \A s \in SUBSET (1 .. 40) : s # {99} THEN 1 ELSE 2) /\ UNCHANGED log
Around == x' = (x + 1) % 3 /\ UNCHANGED log
Spread == x < 900000 /\ x' \in {2 * x + 1, 2 * x + 2} /\ log' = [n \in 1 .. 3 |-> x + n]
Big == x' = x + 1 /\ log' = [n \in 1 .. 900000 |-> <<n, x, <<n>>>>]
Below == x < 5
Both ==
  /\ x \in Nat
  /\ x < 2
Small == x <= Last
Leave == x < 4 \/ TLCSet("exit", TRUE)
Few == x <= 3
Growing == [][x' > x]_vars
====
