#!/usr/bin/env bash
# Peak resident memory of `klytics sync` at 100,000 and 1,000,000 events: nearly equal, and under 128 MiB.
set -euo pipefail
. "$(dirname "$0")/../setup.sh"

peak_at() { # events
  database "bench_memory_$1"
  start_simulator --no-limits --events "$1"
  /usr/bin/time -o "$work/time" -f '%M' klytics --quiet sync >/dev/null
  stop_simulator
  peak=$(cat "$work/time")
}
peak_at 100000
small=$peak
peak_at 1000000
printf 'peak at   100,000 events  %d MiB\npeak at 1,000,000 events  %d MiB (goal: under 128)\n' $((small / 1024)) $((peak / 1024))
awk -v a="$peak" -v b="$small" 'BEGIN { printf "ratio                     %.2f (goal: nearly 1)\n", a / b }'
