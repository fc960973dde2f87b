#!/bin/bash
# contract.sh SIMULATOR: runs the simulator behind the validating proxy of the official API document and asks every read
# operation for every page. Prints each violation; exit code 1 when there is one, 77 (skipped, with the reason) when the
# document or node is absent.
set -euo pipefail

simulator=$1
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../support/contract.sh"

proxy_port=$(free_port)
"$simulator" --port 0 --api-key pk_contract --no-limits --profiles 400 --days 120 --events 6000 \
  --public-url "http://127.0.0.1:$proxy_port" >"$work/simulator" 2>"$work/simulator.err" &
pids+=($!)
upstream=$(await_line "$work/simulator")
(cd "$contract" && ERRORS=1 exec node proxy.js "$document" "$proxy_port" "$upstream") >"$work/proxy" 2>"$work/proxy.err" &
pids+=($!)
await_line "$work/proxy" >/dev/null
node "$here/contract.mjs" "$document" "http://127.0.0.1:$proxy_port" pk_contract
