# Sourced by the benchmarks of this folder: $work is a folder that goes away at the end, and so does the simulator.
# start_simulator [OPTION...] sets KLAVIYO_BASE_URL; stop_simulator ends it, so that its figures are in $work/simulator;
# database NAME sets KLYTICS_DATABASE_URL to a new database with klytics's tables.
work=$(mktemp -d)
simulator=
server=$KLYTICS_TEST_DATABASE_URL
export XDG_CONFIG_HOME=$work KLAVIYO_API_KEY=pk_bench

stop_simulator() {
  [[ -n $simulator ]] || return 0
  kill -TERM "$simulator" 2>/dev/null || true
  wait "$simulator" 2>/dev/null || true
  simulator=
}
trap 'stop_simulator; rm -rf "$work"' EXIT

start_simulator() {
  : >"$work/address"
  klaviyo-sim --port 0 --print-stats "$@" >"$work/address" 2>"$work/simulator" &
  simulator=$!
  until [[ -s $work/address ]]; do
    kill -0 "$simulator" 2>/dev/null || { cat "$work/simulator" >&2; exit 70; }
    sleep 0.1
  done
  KLAVIYO_BASE_URL=$(cat "$work/address")
  export KLAVIYO_BASE_URL
}

database() {
  psql -qX "$server" -c "create database $1"
  export KLYTICS_DATABASE_URL=${server/\/postgres\?/\/$1?}
  klytics --quiet migrate >/dev/null
}
