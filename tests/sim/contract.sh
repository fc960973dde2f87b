#!/bin/bash
# contract.sh SIMULATOR: runs the simulator behind the validating proxy of the official API document and asks every read
# operation for every page. Prints each violation; exit code 1 when there is one, 77 (skipped, with the reason) when the
# document or node is absent.
set -euo pipefail

simulator=$1
here=$(cd "$(dirname "$0")" && pwd)
shared=$(cd "$here/../.." && pwd)/../shared/klaviyo

skip() { echo "SKIPPED: $1" >&2; exit 77; }
[ -r "$shared/openapi-read.json" ] || skip "$shared/openapi-read.json is absent"
command -v node >/dev/null || skip "node is not installed"
command -v npm >/dev/null || skip "npm is not installed"

# The proxy's packages are installed once a machine; the folder of the document may be read-only.
contract=${KLYTICS_CONTRACT_DIR:-${TMPDIR:-/tmp}/klytics-contract-$(id -u)}
if [ ! -d "$contract/node_modules" ]; then
  mkdir -p "$contract"
  cp "$shared"/contract/*.js* "$contract/"
  chmod -R u+w "$contract"
  (cd "$contract" && npm ci --silent --no-audit --no-fund >&2) || skip "npm ci failed (no network?)"
fi

work=$(mktemp -d)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$work"; }
trap cleanup EXIT

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
await_line() {  # FILE: its first line, as soon as there is one
  for _ in $(seq 600); do [ -s "$1" ] && { head -n 1 "$1"; return; }; sleep 0.1; done
  echo "nothing came within 60 s: $1" >&2; exit 1
}

# No campaign at all can satisfy the document as it is published; see satisfiable.mjs.
node "$here/satisfiable.mjs" "$shared/openapi-read.json" "$work/openapi.json"

proxy_port=$(free_port)
"$simulator" --port 0 --api-key pk_contract --no-limits --profiles 400 --days 120 --events 6000 \
  --public-url "http://127.0.0.1:$proxy_port" >"$work/simulator" 2>"$work/simulator.err" &
pids+=($!)
upstream=$(await_line "$work/simulator")
(cd "$contract" && ERRORS=1 exec node proxy.js "$work/openapi.json" "$proxy_port" "$upstream") >"$work/proxy" 2>"$work/proxy.err" &
pids+=($!)
await_line "$work/proxy" >/dev/null
node "$here/contract.mjs" "$work/openapi.json" "http://127.0.0.1:$proxy_port" pk_contract
