#!/usr/bin/env bash
# `klytics sync` of EVENTS events (default 1,000,000) from the simulator on loopback, without limits or latency and with
# events rendered beforehand, against psql's \copy of the same rows into the same tables with the same indexes. RUNS pairs
# (default 3), one after the other; the ratio is that of each pair, and their median.
set -euo pipefail
events=${EVENTS:-1000000}
runs=${RUNS:-3}
. "$(dirname "$0")/../setup.sh"

start_simulator --no-limits --events "$events" --end 2026-06-30 --prerender --no-compression

seconds() { date +%s.%N; }
elapsed() { awk -v a="$1" -v b="$(seconds)" 'BEGIN { printf "%.2f", b - a }'; }
ticks() { # of a process that may have ended; CPU seconds
  awk -v hertz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%.2f", ($12 + $13) / hertz }' "/proc/$1/stat" 2>/dev/null || echo 0
}
shop() { # name: an empty shop in a new database
  database "$1"
  klytics --quiet sync --only accounts,metrics >/dev/null
}

for ((run = 1; run <= runs; run++)); do
  shop "bench_sync_$run"
  sync_url=$KLYTICS_DATABASE_URL
  psql -qX "$server" -c checkpoint # neither half writes what the other has left
  simulated=$(ticks "$simulator")
  begin=$(seconds)
  /usr/bin/time -o "$work/time" -f '%U %S %M' klytics -v sync --only events >"$work/table" 2>"$work/log" || { cat "$work/log"; exit 1; }
  sync_seconds=$(elapsed "$begin")
  simulated=$(awk -v a="$simulated" -v b="$(ticks "$simulator")" 'BEGIN { printf "%.2f", b - a }')
  read -r user system peak <"$work/time"

  rows=$(psql -qXAt "$sync_url" -c 'select count(*) from events')
  psql -qX "$sync_url" -c "\\copy (select * from events) to '$work/events'" -c "\\copy event_keys to '$work/event_keys'"
  shop "bench_copy_$run"
  psql -qXAt "$sync_url" -c "select format('select ensure_partitions(''events'', %L, %L);', min(occurred_at), max(occurred_at)) from events" |
    psql -qXAt "$KLYTICS_DATABASE_URL" >/dev/null
  psql -qX "$server" -c checkpoint
  begin=$(seconds)
  psql -qX "$KLYTICS_DATABASE_URL" -c "\\copy events from '$work/events'" -c "\\copy event_keys from '$work/event_keys'"
  copy_seconds=$(elapsed "$begin")
  for name in sync copy; do psql -qX "$server" -c "drop database bench_${name}_$run with (force)"; done

  printf 'run %d: %d events stored\n' "$run" "$rows"
  printf '  klytics sync   %8.2f s wall, %.2f s user, %.2f s system, peak %d MiB; the simulator %.2f s of processor time\n' \
    "$sync_seconds" "$user" "$system" $((peak / 1024)) "$simulated"
  grep -o 'seconds: .*' "$work/log" | sed 's/^seconds:/    seconds     /'
  printf '  psql \\copy     %8.2f s wall\n' "$copy_seconds"
  awk -v a="$sync_seconds" -v b="$copy_seconds" 'BEGIN { printf "  ratio sync / \\copy  %.2f (goal: at most 1.3)\n", a / b }' |
    tee -a "$work/ratios"
done
awk '{ print $5 }' "$work/ratios" | sort -n |
  awk '{ ratio[NR] = $1 } END { printf "median of %d pairs  %.2f\n", NR, (ratio[int((NR + 1) / 2)] + ratio[int(NR / 2) + 1]) / 2 }'
