#!/bin/bash
# contract.sh PROGRAMS: `klytics sync` held against the official API document. Every answer but a 200 is a violation and
# is printed, as is a request that a run sends twice; exit code 1 when there is one, 77 (skipped, with the reason) when
# the document or node is absent. PROGRAMS is the folder with klytics and klaviyo-sim.
#
# First against the validating mock, whose answers are the document's examples: only the requests are judged, and the
# records may be as odd as they like. Then through the validating proxy in front of the simulator, for every page. The
# proxy refuses a request with 422 and an answer with 500. It judges by a copy of the document in which one schema is
# mended: as published, a campaign's send options must match exactly one of three equal alternatives, which nothing can.
set -euo pipefail

programs=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
: "${KLYTICS_TEST_DATABASE_URL:?run the tests through tests/run.sh or tests/support/with_postgres.sh}"
. "$here/../support/contract.sh"

server=$KLYTICS_TEST_DATABASE_URL
database=contract_$$
trap 'cleanup; psql -qX "$server" -c "drop database if exists $database with (force)" >/dev/null 2>&1 || true' EXIT
export HOME=$work XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work KLAVIYO_API_KEY=pk_contract
export KLYTICS_DATABASE_URL=${server/\/postgres\?/\/$database?}
unset KLAVIYO_API_KEY_FILE KLAVIYO_BASE_URL KLYTICS_CONFIG

violations=0
violation() { echo "VIOLATION $*"; violations=$((violations + 1)); }
query() { psql -qXAt "$KLYTICS_DATABASE_URL" -c "$1"; }

fresh_database() {
  psql -qX "$server" -c "drop database if exists $database with (force)" -c "create database $database" 2>/dev/null
  "$programs/klytics" --quiet migrate >/dev/null
}

start_recorder() {  # UPSTREAM
  rm -f "$work/recorder"  # of the one before: its first line would pass for this one's
  node "$here/recorder.mjs" "$recorder_port" "$1" "$work/requests" >"$work/recorder" &
  pids+=($!)
  await_line "$work/recorder" >/dev/null
}

# A checker that lets everything pass would prove nothing: lists have ten a page at most, and need the header revision.
expect_refusals() {
  local status
  status=$(curl -s -o /dev/null -w '%{http_code}' -g -H "Authorization: Klaviyo-API-Key $KLAVIYO_API_KEY" \
    -H 'revision: 2026-07-15' -H 'Accept: application/vnd.api+json' "$origin/api/lists?page[size]=1000") || true
  [ "$status" = 422 ] || violation "the checker answers $status, not 422, to a page size that the document forbids"
  status=$(curl -s -o /dev/null -w '%{http_code}' -H 'revision: 2026-07-15' "$origin/api/lists") || true
  [ "$status" = 401 ] || violation "the checker answers $status, not 401, to a request without a key"
}

# Synchronises and judges the requests. Leaves the summary in $work/summary.
sync() {  # NAME OPTION...
  local name=$1 code=0
  shift
  : >"$work/requests"
  "$programs/klytics" "$@" --base-url "$origin" >"$work/summary" 2>"$work/log" || code=$?
  # 65: the mock's examples may be more broken records than the threshold allows.
  if [ "$code" != 0 ] && [ "$code" != 65 ]; then
    violation "$name: exit code $code"
    cat "$work/log"
  fi
  while read -r line; do violation "$name: $line"; done < <(grep -v '^200 ' "$work/requests" || true)
  while read -r line; do violation "$name: sent again: $line"; done < <(sort "$work/requests" | uniq -d)
  while read -r line; do violation "$name: not done: $line"; done < <(awk 'NR > 1 && $2 != "done"' "$work/summary")
  echo "$name: $(wc -l <"$work/requests") requests"
}
# Compares instead: there is no summary of resources.
verify() {  # NAME OPTION...
  local name=$1 code=0
  shift
  : >"$work/requests"
  "$programs/klytics" "$@" --base-url "$origin" >"$work/compared" 2>"$work/log" || code=$?
  [ "$code" = 0 ] || { violation "$name: exit code $code"; cat "$work/compared" "$work/log"; }
  while read -r line; do violation "$name: $line"; done < <(grep -v '^200 ' "$work/requests" || true)
  grep -q '^200 POST ' "$work/requests" || violation "$name: nothing was asked for by POST"
  echo "$name: $(wc -l <"$work/requests") requests"
}
expect_all_requested() {
  [ "$(wc -l <"$work/summary")" -gt 5 ] || violation "$1: there is no summary"
  while read -r line; do violation "$1: not requested: $line"; done < <(awk 'NR > 1 && $9 < 1' "$work/summary")
}

# What is collected only when it is named.
large=metric-properties,recipient-estimations,coupon-codes,push-tokens,object-records
# Reports, for which the accounts that are asked have a metric of orders or not.
reports=form-values-report,form-series-report,segment-values-report,segment-series-report
order_reports=campaign-values-report,flow-values-report,flow-series-report

recorder_port=$(free_port)
origin=http://127.0.0.1:$recorder_port

mock_port=$(free_port)
(cd "$contract" && exec node mock.js "$document" "$mock_port") >"$work/mock" 2>"$work/mock.err" &
pids+=($!)
await_line "$work/mock" >/dev/null
start_recorder "http://127.0.0.1:$mock_port"
expect_refusals
fresh_database
sync "mock, first run" sync
expect_all_requested "mock, first run"
sync "mock, second run" sync
printf '[sync]\npredictive_analytics = true\n' >"$work/klytics.toml"
sync "mock, everything again" --config "$work/klytics.toml" sync --full
expect_all_requested "mock, everything again"
grep -q predictive_analytics "$work/requests" || violation "mock: predictive analytics were not requested"
sync "mock, since" sync --since 2026-01-31
# The mock's metric has the text "string" for a time and cannot be stored: there are no metrics whose properties to ask for.
sync "mock, what is left out by default" sync --only "${large#metric-properties,},$reports"
expect_all_requested "mock, what is left out by default"
stop_processes

proxy_port=$(free_port)
"$programs/klaviyo-sim" --port 0 --api-key "$KLAVIYO_API_KEY" --no-limits --profiles 300 --days 120 --events 5000 \
  --public-url "$origin" >"$work/simulator" 2>"$work/simulator.err" &
pids+=($!)
upstream=$(await_line "$work/simulator")
(cd "$contract" && ERRORS=1 exec node proxy.js "$document" "$proxy_port" "$upstream") >"$work/proxy" 2>"$work/proxy.err" &
pids+=($!)
await_line "$work/proxy" >/dev/null
start_recorder "http://127.0.0.1:$proxy_port"
expect_refusals
fresh_database
sync "simulator, first run" sync --also form-series-report
expect_all_requested "simulator, first run"
for table in profiles events; do
  shown=$(grep -o "[0-9]* $table" "$work/simulator.err" | cut -d ' ' -f 1)
  stored=$(query "select count(*) from $table")
  [ "$shown" = "$stored" ] || violation "$stored of the simulator's $shown $table were stored"
done
sync "simulator, second run" sync
[ "$(awk '{sum += $4} END {print sum}' "$work/summary")" = 0 ] || violation "simulator: the second run inserted records"
sync "simulator, everything again" --config "$work/klytics.toml" sync --full
sync "simulator, what is left out by default" sync --only "$large,$reports,$order_reports" --since 2025-01-01
expect_all_requested "simulator, what is left out by default"
verify "simulator, verified" sync --verify
printf '[facts]\nattribution = ["native"]\n' >"$work/klytics.toml"  # as the simulator's reports count
"$programs/klytics" --config "$work/klytics.toml" --quiet aggregate 2>/dev/null
verify "simulator, revenue verified" --config "$work/klytics.toml" sync --verify=report
[ "$(query 'select count(*) from quarantine')" = 0 ] || violation "simulator: records went to the quarantine"

echo "$violations violations"
[ "$violations" = 0 ]
