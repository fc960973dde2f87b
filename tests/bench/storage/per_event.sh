#!/usr/bin/env bash
# What one event costs on disk: its row, its indexes and its key, in plain PostgreSQL; with TimescaleDB uncompressed and
# compressed, where KLYTICS_TEST_TIMESCALE_URL names a server. The same events of the simulator in each, in a schema of its
# own. Prints bytes an event and the ratio to plain PostgreSQL. KLYTICS_BENCH_EVENTS: how many (default 100000).
set -euo pipefail
events=${KLYTICS_BENCH_EVENTS:-100000}
: "${KLYTICS_TEST_DATABASE_URL:?run it through tests/support/with_postgres.sh}"
schema=klytics_bench_$$
. "$(dirname "$0")/../setup.sh"
start_simulator --seed 7 --no-limits --profiles $((events / 40)) --events "$events" --days 365 --end 2026-06-30
drop_schemas() {
  local server
  for server in "$KLYTICS_TEST_DATABASE_URL" ${KLYTICS_TEST_TIMESCALE_URL:-}; do
    psql -qX "$server" -c 'set client_min_messages = warning' -c "drop schema if exists $schema cascade"
  done
}
at_end+=(drop_schemas)

collect() { # engine, server: sets url
  local separator='?'
  if [[ $2 == *\?* ]]; then separator='&'; fi
  psql -qX "$2" -c "create schema $schema"
  url=$(printf '%s%soptions=-csearch_path%%3D%s,public' "$2" "$separator" "$schema")
  KLYTICS_DATABASE_URL=$url klytics --quiet migrate --engine "$1"
  KLYTICS_DATABASE_URL=$url klytics --quiet sync --only metrics,events
}
ask() { psql -qXAt "$url" -c 'set client_min_messages = warning' -c "$1"; }
of_events() { ask "select round(table_bytes('events')::numeric / (select count(*) from events))"; }
show() { # what, bytes an event
  printf '%-34s %6d bytes an event, %.2f of plain PostgreSQL\n' "$1" "$2" "$(awk -v a="$2" -v b="$plain" 'BEGIN { print a / b }')"
}

collect postgres "$KLYTICS_TEST_DATABASE_URL"
plain=$(of_events)
printf '%d events, %d bytes of JSON each\n' "$(ask 'select count(*) from events')" \
  "$(ask 'select round(avg(length(raw::text) + coalesce(length(attributions::text), 0))) from events')"
show "postgres" "$plain"
show "postgres, event_keys besides" "$(ask "select round(table_bytes('event_keys')::numeric / (select count(*) from events))")"
show "raw pages besides" "$(ask "select round(table_bytes('raw_pages')::numeric / (select count(*) from events))")"
if [[ -z ${KLYTICS_TEST_TIMESCALE_URL:-} ]]; then
  echo "SKIPPED: TimescaleDB: KLYTICS_TEST_TIMESCALE_URL names no server"
  exit 0
fi
collect timescaledb "$KLYTICS_TEST_TIMESCALE_URL"
show "timescaledb" "$(of_events)"
ask "select count(compress_chunk(chunk, true)) from show_chunks('events') chunk" >/dev/null
show "timescaledb, all compressed" "$(of_events)"
