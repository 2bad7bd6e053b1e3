---- MODULE UsesSibling ----
EXTENDS Steps
Odd == x % 2 = 1
Even == ~Odd
====
