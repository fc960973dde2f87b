#!/usr/bin/env bash
# A backfill that latency and limits bound: PAGES pages (default 10,000) of 100 events, 300 ms a request, the official limits
# and the whole quota, against the least time that the fixed windows of 350 requests a second and 3500 a minute allow.
# Beside it one cursor chain after the other, on SEQUENTIAL pages (default 100), scaled up.
set -euo pipefail
pages=${PAGES:-10000}
sequential=${SEQUENTIAL:-100}
. "$(dirname "$0")/../setup.sh"
printf '[sync]\nquota_share = 1.0\n' >"$work/klytics.toml"
export KLYTICS_CONFIG=$work/klytics.toml

database bench_latency
start_simulator --latency 300 --events-per-page 100 --events $((pages * 100)) --end 2026-06-30 --prerender

# A burst of 350 a second fills the 3500 of a minute in ten seconds; then the next minute has to come.
begin=$(date +%s.%N)
klytics --quiet sync --only events >"$work/table"
end=$(date +%s.%N)
requests=$(psql -qXAt "$KLYTICS_DATABASE_URL" -c "select requests from run_resources where resource = 'events'")
stored=$(psql -qXAt "$KLYTICS_DATABASE_URL" -c 'select count(*) from events')

curl -sf -o /dev/null "$KLAVIYO_BASE_URL/api/metrics" -H "Authorization: Klaviyo-API-Key pk_bench" -H 'revision: 2026-07-15'
next="$KLAVIYO_BASE_URL/api/events?include=attributions&sort=datetime&page%5Bsize%5D=100"
chain_begin=$(date +%s.%N)
for ((i = 0; i < sequential; i++)); do
  curl -sf --compressed "$next" -H "Authorization: Klaviyo-API-Key pk_bench" -H 'revision: 2026-07-15' >"$work/page"
  next=$(grep -o '"next":"[^"]*"' "$work/page" | tail -n 1 | cut -d '"' -f 4)
done
chain_end=$(date +%s.%N)

stop_simulator
grep -E ' 429$| 200$|cpu' "$work/simulator" | grep -E 'events|cpu' | sed 's/^ */simulator: /'
awk -v begin="$begin" -v end="$end" -v pages="$pages" -v requests="$requests" -v stored="$stored" -v from="$chain_begin" \
  -v to="$chain_end" -v some="$sequential" 'BEGIN {
    minutes = int((pages - 1) / 3500); rest = pages - 3500 * minutes
    bound = 60 * minutes + int((rest - 1) / 350) + 0.3
    wall = end - begin; chain = (to - from) / some * pages
    printf "events stored           %d in %d requests\n", stored, requests
    printf "klytics sync            %.1f s wall\n", wall
    printf "least by the windows    %.1f s for %d pages\n", bound, pages
    printf "ratio                   %.2f (goal: at most 1.15)\n", wall / bound
    printf "one chain, by curl      %.1f s for %d pages, scaled to %d: %.0f s, %.1f times as long\n", to - from, some, pages, chain, chain / wall
  }'
