#!/usr/bin/env bash
# Peak resident memory of `klytics sync` at 100,000 and 1,000,000 events: nearly equal, and under 128 MiB.
set -euo pipefail
work=$(mktemp -d)
simulator=
clean_up() {
  [[ -z $simulator ]] || kill "$simulator" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
export XDG_CONFIG_HOME=$work KLAVIYO_API_KEY=pk_bench

peak_at() { # events
  psql -qX "$KLYTICS_TEST_DATABASE_URL" -c "create database bench_memory_$1"
  export KLYTICS_DATABASE_URL=${KLYTICS_TEST_DATABASE_URL/\/postgres\?/\/bench_memory_$1?}
  : >"$work/address"
  klaviyo-sim --port 0 --no-limits --events "$1" >"$work/address" 2>/dev/null &
  simulator=$!
  until [[ -s $work/address ]]; do sleep 0.1; done
  klytics --quiet migrate >/dev/null
  KLAVIYO_BASE_URL=$(cat "$work/address") /usr/bin/time -o "$work/time" -f '%M' klytics --quiet sync >/dev/null
  kill "$simulator"
  wait "$simulator" 2>/dev/null || true
  simulator=
  peak=$(cat "$work/time")
}
peak_at 100000
small=$peak
peak_at 1000000
printf 'peak at   100,000 events  %d MiB\npeak at 1,000,000 events  %d MiB (goal: under 128)\n' $((small / 1024)) $((peak / 1024))
awk -v a="$peak" -v b="$small" 'BEGIN { printf "ratio                     %.2f (goal: nearly 1)\n", a / b }'
