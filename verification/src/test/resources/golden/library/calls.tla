--------------------------------------- MODULE Calls ---------------------------------------
\* A client repeats each call until it is answered. The network may lose and double calls
\* and answers, and overtake with them. The server keeps the outcome of each call in a
\* table, so that a call that arrives again is answered and not done again.
EXTENDS Naturals, FiniteSets, Sequences

CONSTANT Ids             \* all calls
CONSTANT Servers         \* the server
CONSTANT CallsCapacity   \* how many messages are on calls, at most
CONSTANT MaxCallsLost    \* how many messages on calls may be lost
CONSTANT MaxCallsCopied  \* how many messages on calls may be doubled
CONSTANT AnswersCapacity \* how many messages are on answers, at most
CONSTANT MaxAnswersLost  \* how many messages on answers may be lost
CONSTANT MaxAnswersCopied \* how many messages on answers may be doubled
CONSTANT MaxCrashes      \* how many crashes may happen

\* Module client.
VARIABLE clientOpen      \* calls it waits for
VARIABLE clientSent      \* calls it has sent at least once
VARIABLE clientAnswered  \* calls it knows the outcome of

\* Module server.
VARIABLE serverUp        \* the server if it runs
VARIABLE serverBegun     \* calls being done
VARIABLE serverTable     \* calls whose outcome it knows
VARIABLE serverEffects   \* how often each call took effect

\* Channel calls from client to server: at most CallsCapacity at once, in any order; lossy,
\* duplicating.
VARIABLE calls           \* calls on their way
VARIABLE callsLost       \* messages lost so far
VARIABLE callsCopied     \* messages doubled so far

\* Channel answers from server to client: at most AnswersCapacity at once, in any order;
\* lossy, duplicating.
VARIABLE answers         \* answers on their way
VARIABLE answersLost     \* messages lost so far
VARIABLE answersCopied   \* messages doubled so far

\* The system as a whole.
VARIABLE crashes         \* crashes so far

clientVars == <<clientOpen, clientSent, clientAnswered>>
serverVars == <<serverUp, serverBegun, serverTable, serverEffects>>
callsVars == <<calls, callsLost, callsCopied>>
answersVars == <<answers, answersLost, answersCopied>>
vars == <<clientVars, serverVars, callsVars, answersVars, crashes>>

\* A bag of messages with one more of m.
WithMessage(bag, m) ==
  [x \in DOMAIN bag \cup {m} |-> IF x = m THEN bag[x] + 1 ELSE bag[x]]

\* A bag of messages with one less of m.
WithoutMessage(bag, m) ==
  [bag EXCEPT ![m] = @ - 1]

\* How many messages a bag holds, copies counted.
MessagesIn(bag) ==
  Cardinality(UNION {{m} \X (1 .. bag[m]) : m \in DOMAIN bag})

\* What the channel calls carries.
CallsMessage ==
  [id : Ids]

\* What the channel answers carries.
AnswersMessage ==
  [id : Ids, result : {"done"}]

TypeOK ==
  /\ clientOpen \in SUBSET Ids
  /\ clientSent \in SUBSET Ids
  /\ clientAnswered \in SUBSET Ids
  /\ serverUp \in SUBSET Servers
  /\ serverBegun \in SUBSET Ids
  /\ serverTable \in SUBSET Ids
  /\ serverEffects \in [Ids -> 0 .. 2]
  /\ calls \in [CallsMessage -> 0 .. CallsCapacity]
  /\ callsLost \in 0 .. MaxCallsLost
  /\ callsCopied \in 0 .. MaxCallsCopied
  /\ answers \in [AnswersMessage -> 0 .. AnswersCapacity]
  /\ answersLost \in 0 .. MaxAnswersLost
  /\ answersCopied \in 0 .. MaxAnswersCopied
  /\ crashes \in 0 .. MaxCrashes

Init ==
  /\ clientOpen = {}
  /\ clientSent = {}
  /\ clientAnswered = {}
  /\ serverUp = Servers
  /\ serverBegun = {}
  /\ serverTable = {}
  /\ serverEffects = [c \in Ids |-> 0]
  /\ calls = [m \in CallsMessage |-> 0]
  /\ callsLost = 0
  /\ callsCopied = 0
  /\ answers = [m \in AnswersMessage |-> 0]
  /\ answersLost = 0
  /\ answersCopied = 0
  /\ crashes = 0

--------------------------------------------------------------------------------------------
\* Module client.
\* Repeats a call until it is answered.

\* Environment. The client is given a call.
ClientBegin(c) ==
  /\ c \notin clientOpen
  /\ c \notin clientAnswered
  /\ clientOpen' = clientOpen \cup {c}
  /\ UNCHANGED <<clientSent, clientAnswered, serverVars, callsVars, answersVars, crashes>>

\* R3: the client sends a call, and again while it has no answer.
ClientSend(c) ==
  /\ c \in clientOpen
  /\ MessagesIn(calls) < CallsCapacity
  /\ clientSent' = clientSent \cup {c}
  /\ calls' = WithMessage(calls, [id |-> c])
  /\ UNCHANGED <<clientOpen, clientAnswered, serverVars, callsLost, callsCopied, answersVars, crashes>>

\* R2: an answer arrives.
ClientLearn(a) ==
  /\ answers[a] > 0
  /\ answers' = WithoutMessage(answers, a)
  /\ clientOpen' = clientOpen \ {a.id}
  /\ clientAnswered' = clientAnswered \cup {a.id}
  /\ UNCHANGED <<clientSent, serverVars, callsVars, answersLost, answersCopied, crashes>>

--------------------------------------------------------------------------------------------
\* Module server.
\* Does each call once and keeps what came of it.

\* A call arrives.
ServerTake(m) ==
  /\ calls[m] > 0
  /\ serverUp /= {}
  /\ m.id \notin serverTable
  /\ calls' = WithoutMessage(calls, m)
  /\ serverBegun' = serverBegun \cup {m.id}
  /\ UNCHANGED <<clientVars, serverUp, serverTable, serverEffects, callsLost, callsCopied, answersVars, crashes>>

\* R1, R2: a call takes effect and is entered into the table, at once.
ServerCommit(c) ==
  /\ serverUp /= {}
  /\ c \in serverBegun
  /\ MessagesIn(answers) < AnswersCapacity
  /\ serverBegun' = serverBegun \ {c}
  /\ serverTable' = serverTable \cup {c}
  /\ serverEffects' = [serverEffects EXCEPT ![c] = @ + 1]
  /\ answers' = WithMessage(answers, [id |-> c, result |-> "done"])
  /\ UNCHANGED <<clientVars, serverUp, callsVars, answersLost, answersCopied, crashes>>

\* R1, R3: a call that was done already is only answered again.
ServerRepeat(m) ==
  /\ calls[m] > 0
  /\ serverUp /= {}
  /\ m.id \in serverTable
  /\ MessagesIn(answers) < AnswersCapacity
  /\ calls' = WithoutMessage(calls, m)
  /\ answers' = WithMessage(answers, [id |-> m.id, result |-> "done"])
  /\ UNCHANGED <<clientVars, serverVars, callsLost, callsCopied, answersLost, answersCopied, crashes>>

--------------------------------------------------------------------------------------------
\* Channel calls from client to server: at most CallsCapacity at once, in any order; lossy,
\* duplicating.

\* Fault. A message on calls is lost.
LoseCalls(m) ==
  /\ callsLost < MaxCallsLost
  /\ calls[m] > 0
  /\ callsLost' = callsLost + 1
  /\ calls' = WithoutMessage(calls, m)
  /\ UNCHANGED <<clientVars, serverVars, callsCopied, answersVars, crashes>>

\* Fault. A message on calls is doubled.
DuplicateCalls(m) ==
  /\ callsCopied < MaxCallsCopied
  /\ calls[m] > 0
  /\ MessagesIn(calls) < CallsCapacity
  /\ callsCopied' = callsCopied + 1
  /\ calls' = WithMessage(calls, m)
  /\ UNCHANGED <<clientVars, serverVars, callsLost, answersVars, crashes>>

--------------------------------------------------------------------------------------------
\* Channel answers from server to client: at most AnswersCapacity at once, in any order;
\* lossy, duplicating.

\* Fault. A message on answers is lost.
LoseAnswers(m) ==
  /\ answersLost < MaxAnswersLost
  /\ answers[m] > 0
  /\ answersLost' = answersLost + 1
  /\ answers' = WithoutMessage(answers, m)
  /\ UNCHANGED <<clientVars, serverVars, callsVars, answersCopied, crashes>>

\* Fault. A message on answers is doubled.
DuplicateAnswers(m) ==
  /\ answersCopied < MaxAnswersCopied
  /\ answers[m] > 0
  /\ MessagesIn(answers) < AnswersCapacity
  /\ answersCopied' = answersCopied + 1
  /\ answers' = WithMessage(answers, m)
  /\ UNCHANGED <<clientVars, serverVars, callsVars, answersLost, crashes>>

--------------------------------------------------------------------------------------------
\* The system as a whole.

\* Environment. The end: all calls are answered.
Rest ==
  /\ clientAnswered = Ids
  /\ UNCHANGED vars

\* Fault. A member stops; what it has not made durable is gone.
Crash(n) ==
  /\ crashes < MaxCrashes
  /\ n \in serverUp
  /\ serverUp' = serverUp \ {n}
  /\ crashes' = crashes + 1
  /\ serverBegun' = {}
  /\ UNCHANGED <<clientVars, serverTable, serverEffects, callsVars, answersVars>>

\* Environment. A member comes back with what is durable.
Restart(n) ==
  /\ n \notin serverUp
  /\ serverUp' = serverUp \cup {n}
  /\ UNCHANGED <<clientVars, serverBegun, serverTable, serverEffects, callsVars, answersVars, crashes>>

--------------------------------------------------------------------------------------------
Next ==
  \/ \E c \in Ids : ClientBegin(c)
  \/ \E c \in Ids : ClientSend(c)
  \/ \E a \in AnswersMessage : ClientLearn(a)
  \/ \E m \in CallsMessage : ServerTake(m)
  \/ \E c \in Ids : ServerCommit(c)
  \/ \E m \in CallsMessage : ServerRepeat(m)
  \/ \E m \in CallsMessage : LoseCalls(m)
  \/ \E m \in CallsMessage : DuplicateCalls(m)
  \/ \E m \in AnswersMessage : LoseAnswers(m)
  \/ \E m \in AnswersMessage : DuplicateAnswers(m)
  \/ Rest
  \/ \E n \in Servers : Crash(n)
  \/ \E n \in Servers : Restart(n)

\* What can happen for good happens in the end; nobody has to make faults.
Fairness ==
  /\ WF_vars(\E c \in Ids : ClientSend(c))
  /\ SF_vars(\E a \in AnswersMessage : ClientLearn(a))
  /\ SF_vars(\E m \in CallsMessage : ServerTake(m))
  /\ SF_vars(\E c \in Ids : ServerCommit(c))
  /\ SF_vars(\E m \in CallsMessage : ServerRepeat(m))
  /\ WF_vars(\E n \in Servers : Restart(n))

Spec == Init /\ [][Next]_vars /\ Fairness

\* How this protocol is seen as Once.
Abstract == INSTANCE Once WITH
  effects <- serverEffects,
  known <- clientAnswered,
  wanted <- clientOpen \cup clientAnswered

\* R1: no call takes effect twice.
AtMostOnce ==
  \A c \in Ids : serverEffects[c] <= 1

\* R2: what the client takes for done took effect.
AnsweredIsDone ==
  \A c \in clientAnswered : serverEffects[c] > 0

\* R4: nothing takes effect that the client did not send.
OnlyWanted ==
  \A c \in Ids : serverEffects[c] > 0 => c \in clientSent

\* R3: every call is answered in the end.
EventuallyAnswered ==
  \A c \in Ids : c \in clientOpen ~> c \in clientAnswered

\* R1, R2, R4: what calls do happens once.
RefinesOnce ==
  Abstract!Init /\ [][Abstract!Next]_Abstract!vars

\* R1, R2, R4: as Once promises, what is wanted is known in the end.
OnceEventuallyKnown ==
  Abstract!EventuallyKnown

\* Nothing tells the members of Ids apart. For invariants and deadlock, not for liveness.
Tlc == INSTANCE TLC
Symmetry == Tlc!Permutations(Ids)

============================================================================================
