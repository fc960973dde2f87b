#!/usr/bin/env bash
# Wall time of `klytics sync` of EVENTS events (default 1,000,000) from the simulator on loopback, without limits or
# latency, against psql's \copy of the same rows into the same tables with the same indexes.
set -euo pipefail
events=${EVENTS:-1000000}
work=$(mktemp -d)
simulator=
clean_up() {
  [[ -z $simulator ]] || kill "$simulator" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
base=$KLYTICS_TEST_DATABASE_URL
psql -qX "$base" -c "create database bench_sync" -c "create database bench_copy"
sync_url=${base/\/postgres\?/\/bench_sync?} copy_url=${base/\/postgres\?/\/bench_copy?}
export XDG_CONFIG_HOME=$work KLAVIYO_API_KEY=pk_bench

klaviyo-sim --port 0 --no-limits --events "$events" --print-stats >"$work/address" 2>"$work/simulator" &
simulator=$!
until [[ -s $work/address ]]; do sleep 0.1; done
KLAVIYO_BASE_URL=$(cat "$work/address")
export KLAVIYO_BASE_URL

seconds() { date +%s.%N; }
elapsed() { awk -v a="$1" -v b="$(seconds)" 'BEGIN { printf "%.2f", b - a }'; }

for url in "$sync_url" "$copy_url"; do
  KLYTICS_DATABASE_URL=$url klytics --quiet migrate >/dev/null
  KLYTICS_DATABASE_URL=$url klytics --quiet sync --only accounts,metrics >/dev/null
done
begin=$(seconds)
KLYTICS_DATABASE_URL=$sync_url /usr/bin/time -o "$work/time" -f '%U %S %M' klytics --quiet sync --only events >"$work/table"
sync_seconds=$(elapsed "$begin")
cat "$work/table"
read -r user system peak <"$work/time"

rows=$(psql -qXAt "$sync_url" -c 'select count(*) from events')
psql -qX "$sync_url" -c "\\copy (select * from events) to '$work/events'" -c "\\copy event_keys to '$work/event_keys'"
psql -qXAt "$sync_url" -c "select format('select ensure_partitions(''events'', %L, %L);', min(occurred_at), max(occurred_at)) from events" |
  psql -qXAt "$copy_url" >/dev/null
begin=$(seconds)
psql -qX "$copy_url" -c "\\copy events from '$work/events'" -c "\\copy event_keys from '$work/event_keys'"
copy_seconds=$(elapsed "$begin")

kill -TERM "$simulator"
wait "$simulator" || true
simulator=
printf 'events stored            %d\n' "$rows"
printf 'klytics sync             %s s wall, %s s user, %s s system, peak %d MiB\n' "$sync_seconds" "$user" "$system" $((peak / 1024))
printf 'psql \\copy               %s s wall\n' "$copy_seconds"
grep -i cpu "$work/simulator" | sed 's/^/simulator: /' || true
awk -v a="$sync_seconds" -v b="$copy_seconds" 'BEGIN { printf "ratio sync / \\copy        %.2f (goal: at most 1.3)\n", a / b }'
