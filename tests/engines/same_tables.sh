#!/usr/bin/env bash
# Compares another engine with plain PostgreSQL: same_tables.sh ENGINE PROGRAM_FOLDER. On both it migrates, collects from a
# simulator twice with a build of the facts after each, exports, asks, builds everything again, and replays; every row of
# every table, every exported file and every answer has to be the same.
# KLYTICS_TEST_TIMESCALE_URL or KLYTICS_TEST_CITUS_URL is the URL of a superuser on a database that may use the extension (Citus: on the coordinator, with its workers); the test works in a
# schema of its own there. Skipped, and says so, without it.
set -euo pipefail
engine=$1
PATH=$(realpath "$2"):$PATH
case $engine in
  timescaledb) variable=KLYTICS_TEST_TIMESCALE_URL ;;
  citus) variable=KLYTICS_TEST_CITUS_URL ;;
  *) echo "no such engine: $engine" >&2; exit 64 ;;
esac
server=${!variable:-}
if [[ -z $server ]]; then
  echo "SKIPPED: $variable names no server"
  exit 77
fi
: "${KLYTICS_TEST_DATABASE_URL:?run the tests through tests/run.sh or tests/support/with_postgres.sh}"

here=$(mktemp -d /tmp/klytics-engine.XXXXXX)
schema=klytics_engine_$$
unset KLAVIYO_API_KEY_FILE KLYTICS_CONFIG KLYTICS_DATABASE_URL
export HOME=$here XDG_DATA_HOME=$here/data XDG_CONFIG_HOME=$here/config KLAVIYO_API_KEY=pk_test TZ=UTC
simulator=
clean_up() {
  [[ -z $simulator ]] || kill "$simulator" 2>/dev/null || true
  for url in "$KLYTICS_TEST_DATABASE_URL" "$server"; do
    psql -qX "$url" -c "drop schema if exists $schema cascade" >/dev/null 2>&1 || true
  done
  rm -rf "$here"
}
trap clean_up EXIT

# Both in a schema: what runs there has to be the same.
in_schema() {
  psql -qX "$1" -c "create schema $schema" >&2
  local separator='?'
  if [[ $1 == *\?* ]]; then separator='&'; fi
  printf '%s%soptions=-csearch_path%%3D%s,public' "$1" "$separator" "$schema"
}
plain=$(in_schema "$KLYTICS_TEST_DATABASE_URL")
other=$(in_schema "$server")

start_simulator() { # days back at which the shop ends
  [[ -z $simulator ]] || { kill "$simulator"; wait "$simulator" 2>/dev/null || true; }
  exec {simulator_output}< <(exec klaviyo-sim --port 0 --seed 7 --no-limits --profiles 150 --events 4000 --days 120 \
    --end "$1" 2>"$here/simulator.log")
  simulator=$!
  read -r KLAVIYO_BASE_URL <&"$simulator_output" || { cat "$here/simulator.log" >&2; exit 70; }
  export KLAVIYO_BASE_URL
}

# A line for every table: name, rows, hash over the sorted rows. Left out: the journal of runs, what waits to be built (one row
# per batch before the first build, and batches fall as they may), recorded fits (they have ids and times of their own; their
# forecasts are compared), and in every table what says when a run was or which page and run a row came from.
tables_of() {
  local name columns
  psql -qXAt "$1" <<'SQL' >"$here/tables"
select c.relname,
       string_agg(format(case when a.attname in ('deleted_at', 'left_at', 'missing_since') then '%I is null' else '%I' end,
                         a.attname), ', ' order by a.attnum)
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and c.relname not in ('runs', 'run_resources', 'audit_log', 'schema_migrations', 'schema_objects',
                        'changed_events', 'forecast_models', 'forecast_predictions')
  and a.attname not in ('first_seen_at', 'synced_at', 'fetched_at', 'marked_at', 'built_at', 'swept_at', 'complete_to',
                        'joined_at', 'updated_at', 'at', 'run_id', 'raw_page_id', 'quarantine_id', 'url', 'body')
group by c.relname order by c.relname collate "C"
SQL
  while IFS='|' read -r name columns; do
    psql -qX "$1" -c "copy (select $columns from $name) to stdout" </dev/null | LC_ALL=C sort >"$here/rows"
    printf '%-24s %8d %s\n' "$name" "$(wc -l <"$here/rows")" "$(sha256sum <"$here/rows" | cut -c 1-16)"
  done <"$here/tables"
}
tree_of() { (cd "$1" && find -L . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2); }

# With the rows that were there before the move.
compare_moved() {
  tables_of "$plain" >"$here/plain"
  tables_of "$other" | diff "$here/plain" - || { echo "FAILED: the move changed a table"; exit 1; }
  echo "after the move:                    $(wc -l <"$here/plain") tables are the same"
}
compare() { # what was done
  tables_of "$plain" >"$here/plain"
  tables_of "$other" >"$here/other"
  grep -Eq '^events +[1-9]' "$here/plain" && grep -Eq '^fact_engagement +[1-9]' "$here/plain" || { echo "nothing to compare"; exit 1; }
  diff "$here/plain" "$here/other" || { echo "FAILED: after $1 the tables differ"; exit 1; }
  printf 'after %-28s %3d tables are the same\n' "$1:" "$(wc -l <"$here/plain")"
}
both() {
  KLYTICS_DATABASE_URL=$plain "$@" >"$here/output" 2>&1 || { cat "$here/output"; echo "FAILED on postgres: $*"; exit 1; }
  KLYTICS_DATABASE_URL=$other "$@" >"$here/output" 2>&1 || { cat "$here/output"; echo "FAILED on $engine: $*"; exit 1; }
}
answers=0
same_answer() {
  KLYTICS_DATABASE_URL=$plain "$@" >"$here/answer" 2>"$here/output" || { cat "$here/output"; echo "FAILED on postgres: $*"; exit 1; }
  KLYTICS_DATABASE_URL=$other "$@" >"$here/other_answer" 2>"$here/output" || { cat "$here/output"; echo "FAILED on $engine: $*"; exit 1; }
  diff "$here/answer" "$here/other_answer" || { echo "FAILED: the answers differ: $*"; exit 1; }
  answers=$((answers + 1))
}

KLYTICS_DATABASE_URL=$plain klytics migrate --engine postgres >/dev/null
KLYTICS_DATABASE_URL=$other klytics migrate --engine postgres >/dev/null
start_simulator 2026-04-30
both klytics sync --only events
KLYTICS_DATABASE_URL=$other klytics migrate --engine "$engine" >/dev/null
compare_moved
said=$(KLYTICS_DATABASE_URL=$other klytics migrate --engine "$engine" -v 2>&1)
[[ $said == *"engine $engine"* ]] || { echo "FAILED: the engine is not named"; exit 1; }
# The shop's days lie before the time up to which events were complete, so they are asked for.
start_simulator 2026-05-31
both klytics sync --since 2026-01-31
both klytics aggregate
compare "the first sync and aggregate"
if [[ $engine == timescaledb ]]; then
  # All that follows changes and reads compressed chunks too.
  psql -qXAt "$other" -c "set client_min_messages = warning" -c "select count(compress_chunk(chunk)) > 2 from show_chunks('events') chunk" >"$here/compressed"
  [[ $(<"$here/compressed") == t ]] || { echo "FAILED: nothing was compressed"; exit 1; }
fi
last_event() { psql -qXAt "$plain" -c "select max(occurred_at) from events"; }
last_before=$(last_event)
start_simulator 2026-06-30
both klytics sync --since 2026-06-01
[[ $(last_event) > $last_before ]] || { echo "FAILED: nothing new was collected"; exit 1; }
both klytics aggregate
compare "an incremental one"
for url in "$plain" "$other"; do
  KLYTICS_DATABASE_URL=$url klytics export --out "$here/snapshots" --as-of 2026-06-30 >/dev/null
  tree_of "$here/snapshots/current" | grep -Ev '/(health|manifest.json)$' >"$here/tree.$([[ $url == "$plain" ]] && echo plain || echo other)"
  rm -rf "$here/snapshots"
done
diff "$here/tree.plain" "$here/tree.other" || { echo "FAILED: the exported trees differ"; exit 1; }
printf 'after %-28s %3d files are the same\n' "export:" "$(wc -l <"$here/tree.plain")"
for cohort in first-order "metric:Opened Email" list:Newsletter segment:Buyers campaign flow form; do
  same_answer klytics cohort retention --by "$cohort" --activity "Opened Email" --format csv
done
for segments in channel source Buyers; do
  same_answer klytics cohort retention --segment "$segments" --format csv
done
for event in second-order unsubscribe; do
  same_answer klytics cohort survival --event "$event" --format csv
done
for funnel in none campaign flow segment; do
  same_answer klytics cohort funnel "Received Email" "Opened Email" "Placed Order" --by "$funnel" --format csv
done
same_answer klytics cohort contract --format csv
same_answer klytics cohort rfm --format csv
for metric in revenue "Opened Email"; do
  same_answer klytics analyze timeseries "$metric" --interval hour --format csv
done
same_answer klytics analyze insights --all --range 2026-05-01,2026-05-31 --format csv
same_answer klytics explain overview.revenue --as-of 2026-06-30
# The second finds what the first recorded.
for _ in 1 2; do
  same_answer klytics forecast revenue --model theta --format csv
done
same_answer klytics status --check
printf 'after %-28s %3d answers are the same\n' "questions:" "$answers"
both klytics aggregate --full
compare "aggregate --full"
both klytics sync --replay
both klytics aggregate
compare "a replay"
both klytics status
