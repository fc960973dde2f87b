#!/usr/bin/env bash
# Runs one command-line test: run_case.sh CASE_FOLDER PROGRAM_FOLDER
# The folder holds "cmd" (bash), and what must come out: "stdout", "stderr" (both empty when there is no such file) and
# "exit" (0 when there is none). A fresh HOME, a fresh database (KLYTICS_DATABASE_URL) unless a file "no-database" is
# there, and an empty working directory. In cmd: start_simulator [OPTION...] sets KLAVIYO_BASE_URL, and so does
# start_server PROGRAM [ARGUMENT...], whose first line is its address; start_klytics_serve [OPTION...] sets base and serve;
# shared FILE prints the path of a file of ../shared, and skips the test when it is absent; needs PROGRAM... skips it without
# one of them; query SQL asks the database;
# database_state prints a line for every table, collected_state one for every table that collection and aggregation fill,
# without what says when and by which request a row came, snapshot_state FOLDER one for every file and link;
# another_database NAME sets KLYTICS_DATABASE_URL to a copy of the case's own; await_lock_seekers N waits until N runs wait for
# the one that holds the lock; noon_zone prints a time zone for a shop that must not see a day end.
# The temporary folder and the simulator's address are written $HERE and $SIMULATOR in the expected output. UPDATE=1 writes
# the expected files.
set -uo pipefail
case_folder=$(realpath "$1")
programs=$(realpath "$2")
project=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
export project case_folder

here=$(mktemp -d /tmp/klytics-case.XXXXXX)
chmod 755 "$here" # the private server's user has to get through
database=
clean_up() {
  if [[ -n $database ]]; then
    psql -qXAt "$KLYTICS_TEST_DATABASE_URL" -c "select format('drop database %I with (force)', datname) from pg_database
      where datname = '$database' or starts_with(datname, '$database-')" | psql -qX "$KLYTICS_TEST_DATABASE_URL" >/dev/null 2>&1
  fi
  rm -rf "$here"
}
trap clean_up EXIT

PATH=$programs:$PATH
export HOME=$here/home XDG_DATA_HOME=$here/home/data XDG_CONFIG_HOME=$here/home/config TZ=UTC LC_ALL=C.UTF-8
unset KLAVIYO_API_KEY KLAVIYO_API_KEY_FILE KLAVIYO_BASE_URL KLYTICS_CONFIG KLYTICS_DATABASE_URL KLYTICS_SERVE_TOKEN \
  KLYTICS_SERVE_TOKEN_FILE "${!AWS_@}" NO_COLOR
mkdir -p "$HOME" "$here/current"
if [[ ! -f $case_folder/no-database ]]; then
  : "${KLYTICS_TEST_DATABASE_URL:?run the tests through tests/run.sh or tests/support/with_postgres.sh}"
  database=case_$$_$RANDOM
  psql -qX "$KLYTICS_TEST_DATABASE_URL" -c "create database \"$database\"" || exit 1
  export KLYTICS_DATABASE_URL=${KLYTICS_TEST_DATABASE_URL/\/postgres\?/\/$database?}
fi

cat >"$here/prelude" <<'PRELUDE'
start_simulator() { start_server klaviyo-sim --port 0 --seed 7 --no-limits "$@"; }
start_server() {
  export KLAVIYO_API_KEY=${KLAVIYO_API_KEY:-pk_test}
  simulator_log=$(mktemp "$here/simulator.XXXXXX")
  exec {simulator_output}< <(exec "$@" 2>"$simulator_log")
  simulator=$!
  trap 'kill $simulator 2>/dev/null' EXIT
  read -r KLAVIYO_BASE_URL <&"$simulator_output" || { cat "$simulator_log" >&2; exit 70; }
  export KLAVIYO_BASE_URL
  printf '%s' "$KLAVIYO_BASE_URL" >"$here/simulator.address"
}
# klytics serve on a free port: $base is its address, $serve its process.
start_klytics_serve() {
  [[ $* == *--listen* ]] || set -- --listen 127.0.0.1:0 "$@"
  exec {serve_output}< <(exec klytics serve "$@" 2>"$here/serve.log")
  serve=$!
  trap 'kill $serve $simulator 2>/dev/null' EXIT
  read -r base <&"$serve_output" || { cat "$here/serve.log" >&2; exit 70; }
}
shared() {
  if [[ ! -e $project/../shared/$1 ]]; then echo "../shared is not here" >"$here/skipped"; exit 0; fi
  realpath "$project/../shared/$1"
}
needs() {
  local program
  for program; do
    command -v "$program" >/dev/null || { echo "$program is not installed" >"$here/skipped"; exit 0; }
  done
}
# A time zone in which it is about noon, so that no day ends during the case. The names have the sign of POSIX.
noon_zone() { printf 'Etc/GMT%+d' $(($(date -u +%-H) - 12)); }
query() { psql -qXAt "$KLYTICS_DATABASE_URL" -c "$1"; }
# Waits until so many sessions ask again and again for the lock that another run of sync holds.
await_lock_seekers() {
  until [[ $(query "select count(*) from pg_stat_activity where datname = current_database()
    and application_name like 'klytics sync: %' and query like '%pg_try_advisory_lock%'") == "$1" ]]; do sleep 0.05; done
}
# Rows and a hash over them. Left out: the ledger of runs and the audit log, which record failures too.
database_state() {
  psql -qXAt "$KLYTICS_DATABASE_URL" <<'SQL'
select format('select %L, count(*), md5(string_agg(t::text, chr(10) order by t::text collate "C")) from %I t', relname, relname)
from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
  and relname not in ('runs', 'run_resources', 'audit_log')
order by relname \gexec
SQL
}
# Compares runs of one simulated shop, at any address. It must end on 2026-06-30: up to then the facts do not depend on
# the day of the test. What waits to be built depends on how batches fell.
collected_state() {
  psql -qXAt "$KLYTICS_DATABASE_URL" -v address="${KLAVIYO_BASE_URL:-none}" <<'SQL'
select format($$select %L, count(*), md5(string_agg(r, chr(10) order by r collate "C"))
                from (select replace((to_jsonb(t) - %L::text[])::text, %L, '') as r from %I t %s) x$$,
  relname,
  array['raw_page_id', 'run_id', 'first_seen_at', 'synced_at', 'missing_since', 'at', 'marked_at', 'quarantine_id']
    || case when relname = 'quarantine' then 'raw' end,
  :'address', relname, case when relname in ('fact_segments', 'fact_subscribers') then $$where day <= '2026-06-30'$$ end)
from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
  and relname not in ('runs', 'run_resources', 'audit_log', 'raw_pages', 'watermarks', 'changed_events', 'dim_date', 'fact_builds',
    'dashboard_ids')
  and relname not like 'schema\_%'
order by relname \gexec
SQL
}
another_database() {
  psql -qX "$KLYTICS_TEST_DATABASE_URL" -c "create database \"$database-$1\" template \"$database\"" >/dev/null || exit 70
  export KLYTICS_DATABASE_URL=${KLYTICS_TEST_DATABASE_URL/\/postgres\?/\/$database-$1?}
}
snapshot_state() { (cd "$1" && find . \( -type f -exec sha256sum {} + -o -type l -printf '%l  %p\n' \) | LC_ALL=C sort -k 2); }
PRELUDE
export here database
(cd "$here/current" && exec bash -c '. "$here/prelude"; . "$case_folder/cmd"') >"$here/stdout" 2>"$here/stderr" </dev/null
code=$?
if [[ -e $here/skipped ]]; then
  echo "SKIPPED: $(cat "$here/skipped")"
  exit 77
fi

simulator_address=$(cat "$here/simulator.address" 2>/dev/null)
for stream in stdout stderr; do
  sed -e "s|$here|\$HERE|g" -e "s|${simulator_address:-no address}|\$SIMULATOR|g" "$here/$stream" >"$here/$stream.shown"
done
if [[ ${UPDATE:-} == 1 ]]; then
  for stream in stdout stderr; do
    rm -f "$case_folder/$stream"
    [[ ! -s $here/$stream.shown ]] || cp "$here/$stream.shown" "$case_folder/$stream"
  done
  rm -f "$case_folder/exit"
  [[ $code == 0 ]] || echo "$code" >"$case_folder/exit"
fi

failed=0
expected_code=$(cat "$case_folder/exit" 2>/dev/null || echo 0)
if [[ $code != "$expected_code" ]]; then
  echo "exit code $code, expected $expected_code"
  failed=1
fi
for stream in stdout stderr; do
  expected=$case_folder/$stream
  [[ -f $expected ]] || expected=/dev/null
  diff -u --label "expected $stream" --label "actual $stream" "$expected" "$here/$stream.shown" || failed=1
done
exit $failed
