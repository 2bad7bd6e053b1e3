------------------------------- MODULE TLAPS -------------------------------
(* Stands in for the module of the proof system TLAPS, so that specs with      *)
(* proofs can be model checked: its names exist, and say nothing.             *)

SMT == TRUE
CVC3 == TRUE
CVC4 == TRUE
CVC5 == TRUE
Yices == TRUE
veriT == TRUE
Z3 == TRUE
Spass == TRUE
Zenon == TRUE
SlowZenon == TRUE
SlowerZenon == TRUE
VerySlowZenon == TRUE
SlowestZenon == TRUE
Isa == TRUE
Auto == TRUE
Force == TRUE
Blast == TRUE
SimplifyAndSolve == TRUE
Simplification == TRUE
AutoBlast == TRUE
AllProvers == TRUE
AllSMT == TRUE
AllIsa == TRUE
PropositionalTemporalLogic == TRUE
PTL == TRUE
LS4 == TRUE
ExpandENABLED == TRUE
ExpandCdot == TRUE
AutoUSE == TRUE
Lambdify == TRUE
ENABLEDaxioms == TRUE
ENABLEDrewrites == TRUE
ENABLEDrules == TRUE
LevelComparison == TRUE
Trivial == TRUE
SimpleArithmetic == TRUE
SetExtensionality == TRUE
NoSetContainsEverything == TRUE
IsaWithSetExtensionality == TRUE

SMTT(x) == TRUE
CVC3T(x) == TRUE
CVC4T(x) == TRUE
CVC5T(x) == TRUE
YicesT(x) == TRUE
veriTT(x) == TRUE
Z3T(x) == TRUE
SpassT(x) == TRUE
ZenonT(x) == TRUE
IsaT(x) == TRUE
IsaM(x) == TRUE
AllProversT(x) == TRUE
AllSMTT(x) == TRUE
AllIsaT(x) == TRUE
EnabledWrapper(x) == TRUE
CdotWrapper(x) == TRUE

IsaMT(x, y) == TRUE
=============================================================================
