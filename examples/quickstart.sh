#!/usr/bin/env bash
# The main job from a fresh machine to dashboard snapshots: installs what is missing, builds, starts the API simulator,
# collects, builds the facts and exports - with the private database server, no account, no key. Leaves nothing running.
#   examples/quickstart.sh [ORDERS.csv[.gz]]    the shop's purchases come from a real order file instead
# The data stays in a folder of its own (KLYTICS_QUICKSTART_HOME), so that it never mixes with yours.
set -euo pipefail

orders=()
if [[ $# -gt 0 ]]; then orders=(--orders "$(realpath "$1")" --shift-to "$(date +%F)"); fi
cd "$(dirname "$0")/.."
home=${KLYTICS_QUICKSTART_HOME:-/var/tmp/klytics-quickstart-$(id -u)}

./.ci/setup
[[ -f build/release/build.ninja ]] || cmake --preset release -DKLYTICS_TESTS=OFF >/dev/null
cmake --build --preset release --target klytics klaviyo-sim
PATH=$PWD/build/release/bin:$PATH

mkdir -p "$home"
snapshots=$home/snapshots
export XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config
unset KLYTICS_DATABASE_URL KLYTICS_CONFIG KLAVIYO_API_KEY_FILE
export KLAVIYO_API_KEY=pk_quickstart

# The simulator prints its address on the first line; --no-limits lifts the API's rate limits for the demonstration.
exec {simulator_output}< <(exec klaviyo-sim --port 0 --seed 1 --no-limits "${orders[@]}")
simulator=$!
clean_up() {
  kill "$simulator" 2>/dev/null || true
  wait "$simulator" 2>/dev/null || true
  klytics --quiet db stop >/dev/null 2>&1 || true
}
trap clean_up EXIT
read -r KLAVIYO_BASE_URL <&"$simulator_output"
export KLAVIYO_BASE_URL

run() {
  printf '\n$ %s\n' "$*"
  "$@"
}
run klytics migrate
run klytics sync
run klytics aggregate
run klytics export --out "$snapshots"

cat <<END

Done. The dashboard's snapshots:
  $snapshots/current/api        the default range, at the dashboard's own paths
  $snapshots/current/ranges     every range
The overview of the last 30 days begins with
$(head -c 400 "$snapshots/current/api/overview")

Look around in the database with
  XDG_DATA_HOME=$XDG_DATA_HOME $PWD/build/release/bin/klytics db psql
and remove everything with
  rm -rf $home
END
