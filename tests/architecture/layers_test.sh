#!/usr/bin/env bash
# Checks what every file of lib/ includes: layers depend one way, and pure layers do no IO.
set -uo pipefail
cd "$(dirname "$0")/../.."
status=0

# forbid "what for" PATTERN FOLDER...: no file below the folders may include what matches the extended regex.
forbid() {
  local reason=$1 pattern=$2
  shift 2
  local found
  found=$(grep -rnE "^ *# *include *[<\"]($pattern)" --include='*.h' --include='*.cpp' "$@" 2>/dev/null)
  if [[ -n $found ]]; then
    printf '%s:\n%s\n\n' "$reason" "$found"
    status=1
  fi
}

layers=(core collection storage processing analytics presentation)
forbid "core includes a layer" '(collection|storage|processing|analytics|presentation)/' lib/core
forbid "collection includes a later layer" '(storage|processing|analytics|presentation)/' lib/collection
forbid "storage includes a later layer" '(processing|analytics|presentation)/' lib/storage
forbid "processing includes a later layer or collection" '(collection|analytics|presentation)/' lib/processing
forbid "analytics includes another layer" '(collection|storage|processing|presentation)/' lib/analytics
forbid "presentation includes collection" 'collection/' lib/presentation
forbid "only storage knows libpqxx and libpq" 'pqxx|libpq' lib/core lib/collection lib/processing lib/analytics \
  lib/presentation apps
forbid "only collection knows curl and simdjson" 'curl/|simdjson' lib/core lib/storage lib/processing lib/analytics \
  lib/presentation
forbid "a pure layer does IO" 'curl/|pqxx|libpq|spdlog|filesystem|fstream|iostream|cstdio|unistd.h|sys/|ctime' \
  lib/core lib/analytics lib/presentation/render
mapfile -t unthreaded < <(ls -d lib/core/*.* lib/analytics lib/presentation/render | grep -v '^lib/core/at_once.cpp$')
forbid "a pure layer has threads of its own" 'thread|mutex|future' "${unthreaded[@]}"
clock=$(grep -rnE 'system_clock::now|steady_clock::now|getenv' lib/core lib/analytics lib/presentation/render lib/processing)
if [[ -n $clock ]]; then
  printf 'a pure layer reads the clock or the environment:\n%s\n\n' "$clock"
  status=1
fi
for layer in "${layers[@]}"; do
  [[ -d lib/$layer ]] || { echo "no folder lib/$layer: mend this test"; status=1; }
done
sql=$(grep -rniE '"(select .* from|insert into|update .* set|delete from|(create|drop|alter) (table|view|index|function|database)) ' lib apps --include='*.cpp' --include='*.h' |
  grep -vE 'apps/klaviyo-sim')
if [[ -n $sql ]]; then
  printf 'SQL text outside sql/:\n%s\n' "$sql"
  status=1
fi
# Citus cannot plan these; see "Engine" in sql/README.md.
unplannable=$(grep -rniE 'exists \(select from|^ *select from|on conflict .* do update set .*(now|clock_timestamp)\(\)|for update of' sql |
  grep -vE '^sql/queries/(migrate|runs|db)/')
if [[ -n $unplannable ]]; then
  printf 'SQL that Citus cannot plan:\n%s\n' "$unplannable"
  status=1
fi
exit $status
