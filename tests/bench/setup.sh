# Sourced by benchmarks. $work is a folder that goes away at the end, and so do the simulator, the databases and the processes in
# `running`; what is in `at_end` is called before. Functions:
#   need PROGRAM...             skips the benchmark, and says so, where one is not installed
#   start_simulator [OPTION...] sets KLAVIYO_BASE_URL; its figures are in $work/simulator after stop_simulator
#   database NAME               sets KLYTICS_DATABASE_URL to a new database with klytics's tables
work=$(mktemp -d)
simulator=
running=()
databases=()
at_end=()
server=$KLYTICS_TEST_DATABASE_URL
export HOME=$work XDG_CONFIG_HOME=$work KLAVIYO_API_KEY=pk_bench
unset KLYTICS_CONFIG KLYTICS_DATABASE_URL KLAVIYO_API_KEY_FILE XDG_DATA_HOME

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "SKIPPED: $program is not installed"; exit 0; }
  done
}

stop_simulator() {
  [[ -n $simulator ]] || return 0
  kill -TERM "$simulator" 2>/dev/null || true
  wait "$simulator" 2>/dev/null || true
  simulator=
}

clean_up() {
  local command name
  for command in "${at_end[@]}"; do "$command" || true; done
  for name in "${running[@]}"; do kill "$name" 2>/dev/null || true; done
  stop_simulator
  wait 2>/dev/null || true
  for name in "${databases[@]}"; do
    psql -qX "$server" -c "drop database if exists $name with (force)" >/dev/null 2>&1 || true
  done
  rm -rf "$work"
}
trap clean_up EXIT

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
  databases+=("$1")
  export KLYTICS_DATABASE_URL=${server/\/postgres\?/\/$1?}
  klytics --quiet migrate >/dev/null
}
