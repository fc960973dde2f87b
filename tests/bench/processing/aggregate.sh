#!/usr/bin/env bash
# What `klytics aggregate` and `export` cost on EVENTS stored events (default 10,000,000, at least 1,000,000), made in the database:
# the full rebuild against one hand-written GROUP BY pass over the same table (group_by.sql says what it computes), alternating
# three times; aggregate after 1,000, 10,000 and 100,000 new events, in the order in which they reach a shop (fill.sql);
# export of all ranges; storage per event.
# BENCH_DATABASE=NAME keeps the database under that name, or uses the one that an earlier run kept on the same server.
set -euo pipefail
events=${EVENTS:-10000000}
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
base=$KLYTICS_TEST_DATABASE_URL
name=${BENCH_DATABASE:-bench_processing_$$}
clean_up() {
  rm -rf "$work"
  [[ -n ${BENCH_DATABASE:-} ]] || psql -qX "$base" -c "drop database if exists $name with (force)" >/dev/null 2>&1 || true
}
trap clean_up EXIT
export KLYTICS_DATABASE_URL=${base/\/postgres\?/\/$name?} XDG_CONFIG_HOME=$work
sql() { PGOPTIONS='-c client_min_messages=warning' psql -qXAt -v ON_ERROR_STOP=1 -v events="$events" -v held=111000 "$KLYTICS_DATABASE_URL" "$@"; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f", b - a }'; }

if [[ $(psql -qXAt "$base" -c "select count(*) from pg_database where datname = '$name'") -eq 0 ]]; then
  psql -qX "$base" -c "create database $name"
  klytics --quiet migrate
  sql -f "$here/shop.sql"
  begin=$(now)
  sql -f "$here/fill.sql"
  echo "events made              $(sql -c 'select count(*) from events') in $(since "$begin") s"
else
  klytics --quiet migrate
fi
stored=$(sql -c 'select count(*) from events')
sql -F ' ' -c "select 'storage per event        ' || round(sum(pg_table_size(inhrelid)) / $stored) || ' bytes in events, '
  || round((select sum(pg_indexes_size(inhrelid)) from pg_inherits where inhparent = 'events'::regclass) / $stored)
  || ' in their indexes, ' || round(pg_total_relation_size('event_keys') / $stored) || ' in event_keys; of this the JSON text is '
  || (select round(avg(length(raw::text))) from events tablesample system (1)) from pg_inherits where inhparent = 'events'::regclass"

klytics --quiet aggregate --full  # so that every round finds the facts as the round before left them
ratios=()
for round in 1 2 3; do
  begin=$(now)
  sql -f "$here/group_by.sql"
  pass=$(since "$begin")
  begin=$(now)
  klytics --quiet aggregate --full
  full=$(since "$begin")
  ratio=$(awk -v a="$full" -v b="$pass" 'BEGIN { printf "%.2f", a / b }')
  ratios+=("$ratio")
  echo "round $round                  GROUP BY pass $pass s, full rebuild $full s, ratio $ratio"
done
median=$(printf '%s\n' "${ratios[@]}" | sort -n | sed -n 2p)
echo "ratio full / pass        $median (goal: at most 1.5)"

begin=$(now)
klytics --quiet aggregate
echo "aggregate, nothing new   $(since "$begin") s"
for count in 1000 10000 100000; do
  [[ $(sql -c 'select count(*) from arrivals') -ge $count ]] || { echo "SKIPPED: what arrives next is used up: make the database anew"; break; }
  sql -v count=$count -f "$here/arrive.sql"
  days=$(sql -c 'select count(*) from dirty_days')
  begin=$(now)
  klytics --quiet aggregate
  took=$(since "$begin")
  echo "aggregate after $count    $took s ($days days of metrics), $(awk -v a="$took" -v n=$count 'BEGIN { printf "%.2f", a * 1e6 / n }') us an event, $(awk -v a="$took" -v b="$full" 'BEGIN { printf "%.3f", a / b }') of a full rebuild"
done

for round in 1 2 3; do
  begin=$(now)
  klytics --quiet export --out "$work/snapshots$round" --as-of 2025-12-31 --range 2024-01-01,2025-12-31 >/dev/null
  echo "export of all ranges     $(since "$begin") s (goal: under 2)"
done
