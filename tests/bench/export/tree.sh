#!/usr/bin/env bash
# klytics export of every range and metric, beside cp of the same tree to the same disk, in turns: what writing that many files
# costs at least. A release of other numbers in a folder of its own each time: nothing is linked, and nothing was just deleted,
# which makes new files slow on ext4.
#   tree.sh [EVENTS] [DAYS]    run by tests/bench/run.sh export_tree
set -euo pipefail
events=${1:-200000} days=${2:-1100}
. "$(dirname "$0")/../setup.sh"
need klytics klaviyo-sim psql
cd "$work"
database bench_export
start_simulator --seed 7 --no-limits --profiles 3000 --events "$events" --days "$days"
{ klytics sync && klytics aggregate; } >/dev/null 2>messages || { cat messages; exit 1; }

TIMEFORMAT='%R %U %S'
for turn in 1 2 3; do
  psql -qX "$KLYTICS_DATABASE_URL" -c "update fact_metrics set events = events + 1; update fact_revenue set revenue = revenue + 1"
  read -r wall user system < <({ time klytics --quiet export --out "snapshots-$turn" >/dev/null 2>messages; } 2>&1) || { cat messages; exit 1; }
  read -r copied _ < <({ time { cp -r "snapshots-$turn/current/" "copy-$turn" && sync -f "copy-$turn"; }; } 2>&1)
  printf 'export %6.2f s (processor %5.2f s)   %5d files, %5.1f MB   cp and sync %6.2f s   ratio %.2f\n' "$wall" \
    "$(awk "BEGIN { print $user + $system }")" "$(find "copy-$turn" -type f | wc -l)" "$(du -sb "copy-$turn" | awk '{ print $1 / 1e6 }')" "$copied" \
    "$(awk "BEGIN { print $wall / $copied }")"
done
