#!/usr/bin/env bash
# Daily series of two years from CSV to CSV by `klytics forecast`: processor time a series, and the peak memory, which must
# not grow with the number of series. 1,000 series; KLYTICS_BENCH_SERIES=10000 is the long setting.
set -euo pipefail
many=${KLYTICS_BENCH_SERIES:-1000}
few=$((many / 10))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work

run_with() { # series
  bench_make_daily_series "$1" 730 |
    /usr/bin/time -o "$work/time" -f '%U %S %e %M' klytics --quiet forecast --input - --series series --horizon 28 --format csv >"$work/out"
  lines=$(($(wc -l <"$work/out") - 1))
  [[ $lines -eq $(($1 * 28)) ]] || echo "only $lines of $(($1 * 28)) rows" >&2
  read -r user system wall peak <"$work/time"
  awk -v n="$1" -v u="$user" -v s="$system" -v w="$wall" -v p="$peak" \
    'BEGIN { printf "%6d series  %8.1f s of processor time  %7.1f ms a series  %7.1f s wall  peak %d MiB\n", n, u + s, 1000 * (u + s) / n, w, p / 1024 }'
}
run_with "$few"
small=$peak
run_with "$many"
awk -v a="$peak" -v b="$small" 'BEGIN { printf "peak, ten times as many series: %.2f times (goal: nearly 1)\n", a / b }'
