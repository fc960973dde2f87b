#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test with a throw-away PostgreSQL server.
#   tests/run.sh [--preset release|debug|asan] [ctest options, such as -R name or -L layer]
# Tests that need what is not here (../shared, another database engine) are skipped and named at the end.
# The last line is "N passed, N failed, N skipped". Exit code: 0 when none failed.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=release
if [[ ${1:-} == --preset ]]; then
  preset=$2
  shift 2
fi

./.ci/setup tests
cmake --preset "$preset" --log-level=WARNING -DKLYTICS_TESTS=ON
cmake --build --preset "$preset"

results=$PWD/build/$preset/test-results.xml
log=$PWD/build/$preset/test-output.log
rm -f "$results"
status=0
tests/support/with_postgres.sh \
  ctest --test-dir "build/$preset" --output-junit "$results" --output-log "$log" --output-on-failure \
  --no-tests=error -j "$(nproc)" "$@" || status=$?

[[ -f $results ]] || { echo "tests/run.sh: the tests did not run" >&2; exit 70; }
count() { grep -o -m 1 "$1=\"[0-9]*\"" "$results" | head -n 1 | tr -dc 0-9; }
total=$(count tests) failed=$(count failures) skipped=$(count skipped) disabled=$(count disabled)
skipped=$((skipped + disabled))
if ((skipped > 0)); then
  echo
  echo "SKIPPED, because something they need is not here:"
  grep -B 1 '<skipped' "$results" | grep -o 'testcase name="[^"]*"' | sed 's/testcase name="\(.*\)"/  \1/' | sort
fi
echo
echo "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
((failed == 0)) || exit 1
exit "$status"
