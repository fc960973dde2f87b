#!/usr/bin/env bash
# Records per second of `klytics sync` and of a Singer tap for this API, from the same simulator in the same run. The tap
# turns events into messages in a file; klytics stores its events with their raw pages in the database. The tap is not part
# of this project: KLYTICS_BENCH_TAP and KLYTICS_BENCH_SINGER_PYTHON name the folders with its source and with that of its
# library, whose own imports PYTHON (default Debian's python3) must find. EVENTS is the size of the shop (default 100,000).
set -euo pipefail
if [[ -z ${KLYTICS_BENCH_TAP:-} || -z ${KLYTICS_BENCH_SINGER_PYTHON:-} ]]; then
  echo "SKIPPED: set KLYTICS_BENCH_TAP and KLYTICS_BENCH_SINGER_PYTHON to the folders of the tap and of singer-python"
  exit 0
fi
events=${EVENTS:-100000}
. "$(dirname "$0")/../setup.sh"
database bench_peer
start_simulator --no-limits --events "$events" --end 2026-06-30

/usr/bin/time -o "$work/klytics" -f '%e %U %S' klytics --quiet sync --only metrics,events >/dev/null
stored=$(psql -qXAt "$KLYTICS_DATABASE_URL" -c 'select count(*) from events')
/usr/bin/time -o "$work/tap" -f '%e %U %S' "${PYTHON:-/usr/bin/python3}" "$(dirname "$0")/peer.py" "$KLYTICS_BENCH_TAP" \
  "$KLYTICS_BENCH_SINGER_PYTHON" "$KLAVIYO_BASE_URL" "$work" >"$work/records" 2>"$work/tap.log" || { tail -n 5 "$work/tap.log"; exit 1; }

rate() { # name, records, file with wall, user and system seconds
  awk -v name="$1" -v records="$2" '{ printf "%-14s %9d records %8.2f s wall %8.2f s of processor time %10.0f records/s\n", name, records, $1, $2 + $3, records / $1 }' "$3"
}
rate "klytics sync" "$stored" "$work/klytics"
rate "Singer tap" "$(cat "$work/records")" "$work/tap"
awk -v a="$stored" -v b="$(cat "$work/records")" 'NR == FNR { k = a / $1; next } { printf "ratio          %.1f\n", k / (b / $1) }' "$work/klytics" "$work/tap"
