#!/usr/bin/env bash
# Builds the benchmarks and runs them: tests/bench/run.sh [NAME...]; without a name all of them. Each compares with a peer
# or a physical limit in the same run and prints the ratio. Those that need ../shared say so and are skipped without it.
# Nothing here is a test: a slow machine fails nothing. The last figures are kept in RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

names=("$@")
[[ ${#names[@]} -gt 0 ]] || names=(sync_throughput sync_latency sync_memory sync_peer processing storage_per_event retention customer_value
  serve_load export_tree forecast_m3 forecast_daily forecast_hourly forecast_speed forecast_many anomalies)

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

# Ours and Prophet's forecasts from the same origins of the same series. Debian's r-cran-prophet cannot be installed beside
# libboost1.81-dev, which the build needs: put its R packages into a folder of their own and name that in R_LIBS.
forecast_daily() {
  local folder
  if ! command -v Rscript >/dev/null || ! Rscript -e 'library(prophet)' >/dev/null 2>&1; then
    echo "SKIPPED: the comparison with Prophet: R or its package prophet is not here; ours alone:"
    bench_forecast_daily
    return
  fi
  folder=$(mktemp -d)
  bench_forecast_daily --export "$folder/train.csv"
  Rscript tests/bench/prophet.R "$folder/train.csv" "$folder/prophet.csv"
  bench_forecast_daily --peer "$folder/prophet.csv"
  rm -r "$folder"
}

# Ours and R's processor time on the same series, in the same run.
forecast_speed() {
  local folder every=40
  if ! command -v Rscript >/dev/null || ! Rscript -e 'library(forecast)' >/dev/null 2>&1; then
    echo "SKIPPED: the comparison with R: R or its package forecast is not here; ours alone:"
    bench_forecast_speed --data "$data/m3.csv.gz" --every "$every"
    return
  fi
  folder=$(mktemp -d)
  Rscript tests/bench/forecast_speed.R "$data/m3.csv.gz" "$every" "$folder/times.csv"
  bench_forecast_speed --data "$data/m3.csv.gz" --every "$every" --peer "$folder/times.csv"
  rm -r "$folder"
}

# Seasonal Hybrid ESD on the data of its authors, beside R's own functions.
anomalies() {
  local ours theirs
  need_shared || return 0
  read -r -a ours < <(bench_anomalies "$data/twitter_raw_data.csv" "$data/twitter_shesd_expected.csv")
  printf 'klytics: %s ms, %s anomalies, %s to the published ones\n' "${ours[@]}"
  if ! command -v Rscript >/dev/null; then
    echo "SKIPPED: the comparison with R, which is not here"
    return 0
  fi
  read -r -a theirs < <(Rscript tests/bench/series/anomalies.R "$data/twitter_raw_data.csv")
  printf 'R: %s ms, %s anomalies; ratio %s\n' "${theirs[@]}" "$(awk "BEGIN { printf \"%.1f\", ${theirs[0]} / ${ours[0]} }")"
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
    serve_load) tests/support/with_postgres.sh tests/bench/serve/load.sh ;;
    export_tree) tests/support/with_postgres.sh tests/bench/export/tree.sh ;;
    customer_value) tests/bench/cohort/customer_value.sh ;;
    forecast_m3) need_shared && tests/bench/competition_program.py "$data/m3.csv.gz" && bench_forecast_m3 --data "$data/m3.csv.gz" ;;
    forecast_daily) forecast_daily ;;
    forecast_hourly) bench_forecast_hourly --models auto,stl-theta ;;
    forecast_speed) need_shared && forecast_speed ;;
    forecast_many) tests/bench/forecast_many.sh ;;
    anomalies) anomalies ;;
    *) echo "no such benchmark: $name" >&2; exit 64 ;;
  esac || [[ ! -d $data ]]
done
