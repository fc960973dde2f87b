#!/usr/bin/env bash
# Fits and valuations of customer value: time and memory, and BG/NBD against R's optim on the same data and likelihood.
# The data are the CDNOW sample of ../shared, else the simulated customers of the tests. Without R the ratio is left out.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
project=$here/../../..
bench_customer_value

data=$project/../shared/data/cdnow_expected.csv
if [[ ! -f $data ]]; then
  echo "SKIPPED: ../shared is not here; the data of the tests stand in for CDNOW"
  data=$project/tests/data/customer_value/customers.csv
fi
read -r ours our_likelihood < <(bench_customer_value --summary "$data")
printf 'BG/NBD on %s: %.1f ms, log-likelihood %s\n' "$(basename "$data")" "$(awk "BEGIN { print $ours * 1000 }")" "$our_likelihood"
if ! command -v Rscript >/dev/null; then
  echo "SKIPPED: no R here (Debian: r-base-core): no ratio against optim"
  exit 0
fi
read -r theirs their_likelihood < <(Rscript --vanilla "$here/bg_nbd.R" "$data")
printf 'R optim: %.1f ms, log-likelihood %s; klytics takes 1/%.0f of it\n' \
  "$(awk "BEGIN { print $theirs * 1000 }")" "$their_likelihood" "$(awk "BEGIN { print $theirs / $ours }")"
