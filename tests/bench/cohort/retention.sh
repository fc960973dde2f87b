#!/usr/bin/env bash
# Retention over ORDERS orders (10 million) of CUSTOMERS customers (1 million), generated: from a CSV file against a plain
# count of its lines, and from the database against the fastest of the single statements in retention_*.sql, run by psql
# with all the memory and workers they want. Needs KLYTICS_TEST_DATABASE_URL (with_postgres.sh), 4 GB of disk, five
# minutes. Times are the best of three, taken in turn; user and system seconds of the server are not part of CPU. All
# three must give the same cells.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
orders=${ORDERS:-10000000}
customers=${CUSTOMERS:-1000000}
folder=$(mktemp -d)
database=bench_$$
trap 'psql -qX "$KLYTICS_TEST_DATABASE_URL" -c "drop database if exists $database with (force)"; rm -rf "$folder"' EXIT

# Seconds of the wall, CPU seconds and peak megabytes of a command, which goes on to write its output.
measure() { # OUTPUT COMMAND...
  local output=$1
  shift
  /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@" >"$output"
  awk '{ printf "%s %.2f %d\n", $1, $2 + $3, $4 / 1024 }' "$folder/time"
}
best() { sort -n | head -n 1; }

bench_make_orders "$orders" "$customers" >"$folder/orders.csv"
printf 'file       %d orders of %d customers, %d MB\n' "$orders" "$customers" "$(($(stat -c %s "$folder/orders.csv") / 1048576))"
for _ in 1 2 3; do
  measure "$folder/from_csv" klytics cohort retention -q --input "$folder/orders.csv" --amount amount --where cancelled=0 --format csv >>"$folder/csv"
  measure /dev/null wc -l "$folder/orders.csv" >>"$folder/wc"
done
read -r seconds cpu megabytes < <(best <"$folder/csv")
read -r count _ _ < <(best <"$folder/wc")
awk -v s="$seconds" -v c="$cpu" -v m="$megabytes" -v w="$count" -v n="$orders" 'BEGIN {
  printf "csv        %.2f s, CPU %.2f s, %.2f million rows/s, peak %d MB; %.1f x wc -l (%.2f s)\n", s, c, n / s / 1e6, m, s / w, w }'

psql -qX "$KLYTICS_TEST_DATABASE_URL" -c "create database $database"
export KLYTICS_DATABASE_URL=${KLYTICS_TEST_DATABASE_URL/\/postgres\?/\/$database?}
klytics migrate -q
psql -qX "$KLYTICS_DATABASE_URL" -v ON_ERROR_STOP=1 <<SQL
insert into accounts (account_id, name, timezone, currency, raw) values ('BENCH1', 'Shop', 'Europe/London', 'GBP', '{}');
create unlogged table staged (order_id text, customer text, date timestamp, amount numeric, cancelled int);
\copy staged from '$folder/orders.csv' csv header
insert into fact_orders (account_id, order_id, profile_id, event_id, occurred_at, day, amount, currency, channel, source, order_number)
select 'BENCH1', order_id, '01HV0000000000000' || customer, order_id, date at time zone 'Europe/London', date::date, amount, 'GBP',
       'none', 'other', 1
from staged where cancelled = 0;
drop table staged;
vacuum analyze fact_orders;
SQL
statement() { psql -qXAt -F, "$KLYTICS_DATABASE_URL" -c "set jit = off" -c "set work_mem = '1GB'" -f "$here/retention_$1.sql"; }
export -f statement
export here
for _ in 1 2 3; do
  measure "$folder/from_database" klytics cohort retention -q --format csv >>"$folder/database"
  for variant in bits window; do measure "$folder/from_$variant" bash -c "statement $variant" >>"$folder/$variant"; done
done
diff "$folder/from_csv" "$folder/from_database"
awk -F, 'NR > 1 { for (i = 3; i <= NF; ++i) if ($i != "") print $1 "," i - 3 "," $i }' "$folder/from_database" >"$folder/cells"
for variant in bits window; do diff "$folder/cells" "$folder/from_$variant"; done
printf 'same       the file, the database and both statements: %d cells\n' "$(wc -l <"$folder/cells")"
read -r seconds cpu megabytes < <(best <"$folder/database")
for variant in bits window; do
  read -r sql _ _ < <(best <"$folder/$variant")
  awk -v s="$seconds" -v c="$cpu" -v m="$megabytes" -v q="$sql" -v v="$variant" 'BEGIN {
    printf "database   %.2f s, CPU %.2f s, peak %d MB; %.2f x retention_%s.sql in psql (%.2f s)\n", s, c, m, s / q, v, q }'
done
