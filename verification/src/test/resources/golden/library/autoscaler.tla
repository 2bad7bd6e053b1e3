------------------------------------ MODULE Autoscaler ------------------------------------
\* Jobs are queued and given to replicas that are on. The autoscaler adds replicas while
\* jobs wait, and takes replicas away by draining them first: they get no new job, and are
\* stopped once they have none. An operator may call back a replica that drains.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Jobs            \* all jobs
CONSTANT Replicas        \* all replicas
CONSTANT First           \* the replicas that are on at first
CONSTANT Floor           \* how many replicas stay on
CONSTANT MaxSlips        \* how often an operator may err

VARIABLE submitted       \* jobs that were asked for
VARIABLE queue           \* jobs that wait
VARIABLE running         \* jobs that run
VARIABLE finished        \* jobs that are done
VARIABLE state           \* where each replica stands
VARIABLE usedin          \* states that replicas were in when they got a job
VARIABLE slips           \* errors of operators so far

vars == <<submitted, queue, running, finished, state, usedin, slips>>

\* A job that runs on a replica.
Runs ==
  [job: Jobs, on: Replicas]

\* Replicas that take jobs.
On ==
  {r \in Replicas : state[r] = "on"}

\* What a replica runs.
Has(r) ==
  {x \in running : x.on = r}

TypeOK ==
  /\ submitted \in SUBSET Jobs
  /\ queue \in SUBSET Jobs
  /\ running \in SUBSET Runs
  /\ finished \in SUBSET Jobs
  /\ state \in [Replicas -> {"off", "on", "draining"}]
  /\ usedin \in SUBSET {"on", "draining", "off"}
  /\ slips \in 0 .. MaxSlips

Init ==
  /\ submitted = {}
  /\ queue = {}
  /\ running = {}
  /\ finished = {}
  /\ state = [r \in Replicas |-> IF r \in First THEN "on" ELSE "off"]
  /\ usedin = {}
  /\ slips = 0

\* Environment. A user submits a job.
Submit(j) ==
  /\ j \notin submitted
  /\ submitted' = submitted \cup {j}
  /\ queue' = queue \cup {j}
  /\ UNCHANGED <<running, finished, state, usedin, slips>>

\* R1, R2: a job goes to a replica.
Start(j, r) ==
  /\ j \in queue
  /\ state[r] = "on"
  /\ queue' = queue \ {j}
  /\ running' = running \cup {[job |-> j, on |-> r]}
  /\ usedin' = usedin \cup {state[r]}
  /\ UNCHANGED <<submitted, finished, state, slips>>

\* Environment. A replica finishes a job.
Finish(j, r) ==
  /\ [job |-> j, on |-> r] \in running
  /\ running' = running \ {[job |-> j, on |-> r]}
  /\ finished' = finished \cup {j}
  /\ UNCHANGED <<submitted, queue, state, usedin, slips>>

\* R4: the autoscaler turns a replica on while jobs wait.
Grow(r) ==
  /\ state[r] = "off"
  /\ queue /= {}
  /\ state' = [state EXCEPT ![r] = "on"]
  /\ UNCHANGED <<submitted, queue, running, finished, usedin, slips>>

\* R2, R3: the autoscaler wants to be rid of a replica, which gets no new jobs from now on.
Drain(r) ==
  /\ state[r] = "on"
  /\ Cardinality(On) > Floor
  /\ state' = [state EXCEPT ![r] = "draining"]
  /\ UNCHANGED <<submitted, queue, running, finished, usedin, slips>>

\* R1: the autoscaler stops a draining replica.
Stop(r) ==
  /\ state[r] = "draining"
  /\ Has(r) = {}
  /\ state' = [state EXCEPT ![r] = "off"]
  /\ running' = running \ Has(r)
  /\ UNCHANGED <<submitted, queue, finished, usedin, slips>>

\* Environment. The end: all jobs are finished.
Rest ==
  /\ finished = Jobs
  /\ UNCHANGED vars

\* Fault. An operator acts at the wrong time.
CallBack(n) ==
  /\ slips < MaxSlips
  /\ state[n] = "draining"
  /\ slips' = slips + 1
  /\ state' = [state EXCEPT ![n] = "on"]
  /\ UNCHANGED <<submitted, queue, running, finished, usedin>>

Next ==
  \/ \E j \in Jobs : Submit(j)
  \/ \E j \in Jobs, r \in Replicas : Start(j, r)
  \/ \E j \in Jobs, r \in Replicas : Finish(j, r)
  \/ \E r \in Replicas : Grow(r)
  \/ \E r \in Replicas : Drain(r)
  \/ \E r \in Replicas : Stop(r)
  \/ Rest
  \/ \E n \in Replicas : CallBack(n)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ SF_vars(\E j \in Jobs, r \in Replicas : Start(j, r))
  /\ WF_vars(\E j \in Jobs, r \in Replicas : Finish(j, r))
  /\ WF_vars(\E r \in Replicas : Grow(r))
  /\ SF_vars(\E r \in Replicas : Stop(r))

Spec == Init /\ [][Next]_vars /\ Fairness

\* R1: a submitted job waits, runs or is finished.
NoLostJob ==
  \A j \in submitted : j \in queue \/ j \in finished \/ (\E x \in running : x.job = j)

\* R5: a job runs in one place only, and not while it waits or is finished.
RunsOnce ==
  \A x \in running :
    /\ x.job \notin queue \cup finished
    /\ \A y \in running : x.job = y.job => x = y

\* R1: nothing runs on a replica that is off.
NothingOnStopped ==
  \A x \in running : state[x.on] /= "off"

\* R2: only replicas that are on get jobs.
DrainingGetsNothing ==
  usedin \subseteq {"on"}

\* R3: some replicas are always on.
FloorKept ==
  Cardinality(On) >= Floor

\* R4: every job is finished in the end.
EventuallyFinished ==
  \A j \in Jobs : j \in submitted ~> j \in finished

\* R6: a replica that drains is off in the end, or called back.
DrainEnds ==
  \A r \in Replicas : state[r] = "draining" ~> state[r] /= "draining"

\* Nothing tells the members of Jobs apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Jobs)

===========================================================================================
