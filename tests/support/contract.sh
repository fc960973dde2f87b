# Sourced by the contract tests: the API's document and the programs that check against it. Exits with 77, and says why,
# where the document or node is absent. Afterwards:
#   $contract   folder of the checking programs with their packages
#   $document   the API's document, mended: as it is published no campaign at all can satisfy it (see satisfiable.mjs)
#   $work       a folder that is removed at the end, together with the processes in the array `pids`
shared=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/../shared/klaviyo

skip() { echo "SKIPPED: $1" >&2; exit 77; }
[ -r "$shared/openapi-read.json" ] || skip "$shared/openapi-read.json is absent"
command -v node >/dev/null || skip "node is not installed"
command -v npm >/dev/null || skip "npm is not installed"

# The packages are installed once a machine, by one test at a time; the folder of the document may be read-only.
contract=${KLYTICS_CONTRACT_DIR:-${TMPDIR:-/tmp}/klytics-contract-$(id -u)}
mkdir -p "$contract"
(
  flock 9
  [ -e "$contract/installed" ] && exit 0
  cp "$shared"/contract/*.js* "$contract/"
  chmod -R u+w "$contract"
  cd "$contract" && npm ci --silent --no-audit --no-fund >&2 && touch installed
) 9>"$contract/lock" || skip "npm ci failed (no network?)"

work=$(mktemp -d)
pids=()
stop_processes() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  pids=()
}
cleanup() { stop_processes; rm -rf "$work"; }
trap cleanup EXIT

# One below those that the system gives to clients, so that it stays free.
free_port() {
  local port=$((20000 + SRANDOM % 12000))
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((20000 + SRANDOM % 12000)); done
  echo "$port"
}
await_line() {  # FILE: its first line, as soon as the process that was started last has written one
  until [ -s "$1" ]; do
    kill -0 "${pids[-1]}" 2>/dev/null || { echo "the process ended without a line: $1" >&2; exit 1; }
    sleep 0.1
  done
  head -n 1 "$1"
}

document=$work/openapi.json
node "$(dirname "${BASH_SOURCE[0]}")/satisfiable.mjs" "$shared/openapi-read.json" "$document"
