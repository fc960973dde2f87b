#!/usr/bin/env bash
# Checks that the manual says what the program says: manual_test.sh PROGRAM_FOLDER
# Every verb has a page and stands in klytics(1); every long option of `klytics VERB --help` stands in its page, and no
# other does; every key of the configuration stands in klytics.toml(5) and in examples/klytics.toml, and no other does.
set -uo pipefail
programs=$(realpath "$1")
cd "$(dirname "$0")/../.."
status=0
complain() {
  echo "$*"
  status=1
}
# Options that every verb has; klytics(1) explains them.
common='^--(help|config|account|verbose|quiet|version)$'

compare() { # what, expected, actual
  local difference
  difference=$(diff <(sort -u <<<"$2") <(sort -u <<<"$3") | grep '^[<>]')
  [[ -z $difference ]] || complain "$1 (< program, > page):"$'\n'"$difference"
}
help_options() { "$programs/klytics" "$@" --help | grep -oE '(^|[ ,])--[a-z][a-z0-9-]*' | tr -d ' ,' | grep -vE "$common"; }
page_options() { grep -oE '^\*?.*\*--[a-z][a-z0-9-]*\*' "$1" | grep -oE -- '--[a-z][a-z0-9-]*' | grep -vE "$common"; }

verbs=$("$programs/klytics" --help | sed -n '/^Subcommands:/,$p' | grep -oE '^  [a-z]+' | tr -d ' ')
[[ -n $verbs ]] || complain "klytics --help shows no verbs"
compare "verbs in klytics.1.scd" "$verbs" "$(sed -n '/^# VERBS/,/^# OPTIONS/p' man/klytics.1.scd | grep -oE '^\*[a-z]+\*$' | tr -d '*')"
for verb in $verbs; do
  page=man/klytics-$verb.1.scd
  [[ -f $page ]] || { complain "no page $page"; continue; }
  options=$(help_options "$verb")
  for action in $("$programs/klytics" "$verb" --help | sed -n '/^Subcommands:/,$p' | grep -oE '^  [a-z]+' | tr -d ' '); do
    grep -qE "^\*(klytics [a-z]+ )?$action\*|\*$action\*" "$page" || complain "$page does not name the action $action"
    options+=$'\n'$(help_options "$verb" "$action")
  done
  compare "options in $page" "$(grep . <<<"$options")" "$(page_options "$page")"
done

# [metrics] and [currency.rates], which stand before [export], have names of the user's own.
keys=$(KLYTICS_CONFIG=/dev/null KLYTICS_DATABASE_URL=postgresql://127.0.0.1:1/none "$programs/klytics" -v migrate --status 2>&1 >/dev/null | grep -oE '^klytics: setting [a-z0-9_.]+' | sed 's/.*\.//')
[[ -n $keys ]] || complain "klytics -v shows no settings"
compare "keys in klytics.toml.5.scd" "$keys" "$(grep -oE '\*[a-z_]+\* = ' man/klytics.toml.5.scd | tr -d '* =')"
compare "keys in examples/klytics.toml" "$keys" \
  "$( { printf '%s\n' api_key salt token access_key_id secret_access_key session_token; sed '/^\[metrics\]/,/^\[export\]/d' examples/klytics.toml | grep -oE '^(# )?[a-z_]+ = ' | tr -d '# ='; } )"
exit $status
