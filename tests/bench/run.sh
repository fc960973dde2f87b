#!/usr/bin/env bash
# Builds the benchmarks and runs them: tests/bench/run.sh [NAME...]; without a name all of them. Each compares with a peer
# or a physical limit in the same run and prints the ratio. Those that need ../shared say so and are skipped without it.
# Nothing here is a test: a slow machine fails nothing. The last figures are kept in RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

names=("$@")
[[ ${#names[@]} -gt 0 ]] || names=(sync_throughput sync_latency sync_memory sync_peer processing storage_per_event retention customer_value forecast_m3)

./.ci/setup tests
cmake --preset release --log-level=WARNING -DKLYTICS_BENCHMARKS=ON
cmake --build --preset release
programs=$PWD/build/release/bin
export PATH=$programs:$PATH
data=$PWD/../shared/data

need_shared() {
  [[ -d $data ]] && return 0
  echo "SKIPPED: ../shared is not here"
  return 1
}

for name in "${names[@]}"; do
  printf '\n== %s\n' "$name"
  case $name in
    sync_throughput) tests/support/with_postgres.sh tests/bench/sync/throughput.sh ;;
    sync_latency) tests/support/with_postgres.sh tests/bench/sync/latency.sh ;;
    sync_peer) tests/support/with_postgres.sh tests/bench/sync/peer.sh ;;
    sync_memory) tests/support/with_postgres.sh tests/bench/sync/memory.sh ;;
    processing) tests/support/with_postgres.sh tests/bench/processing/aggregate.sh ;;
    storage_per_event) tests/support/with_postgres.sh tests/bench/storage/per_event.sh ;;
    retention) tests/support/with_postgres.sh tests/bench/cohort/retention.sh ;;
    customer_value) tests/bench/cohort/customer_value.sh ;;
    forecast_m3) need_shared && bench_forecast_m3 --data "$data/m3.csv.gz" ;;
    *) echo "no such benchmark: $name" >&2; exit 64 ;;
  esac || [[ ! -d $data ]]
done
