# For cases of `klytics forecast` on the database: shop FIRST_DAY DAYS makes an account in London whose days sell 100 to 160
# by the day of the week, three quarters by email, and whose facts are built; sell DAY [FACTOR] adds a day.
shop() {
  klytics --quiet migrate >/dev/null
  psql -qX "$KLYTICS_DATABASE_URL" >/dev/null <<SQL
insert into accounts (account_id, name, timezone, currency, raw) values ('ABC123', 'Shop', 'Europe/London', 'GBP', '{}');
insert into fact_builds (account_id, built_at, events_from, events_to, settings_hash) values ('ABC123', now(), '$1', '$1', '');
SQL
  local day
  for ((day = 0; day < $2; ++day)); do echo "$1 $day 1"; done | _sell
}
sell() { echo "$1 0 ${2:-1}" | _sell; }
_sell() {
  local rows
  rows=$(awk '{ printf "%s(date %c%s%c + %d, %s)", (NR > 1 ? "," : ""), 39, $1, 39, $2, $3 }')
  psql -qX "$KLYTICS_DATABASE_URL" >/dev/null <<SQL
insert into fact_revenue (account_id, day, channel, source, revenue, orders, customers)
select 'ABC123', day, channel, 'campaign',
       (90 + 10 * extract(isodow from day) + (extract(doy from day)::integer * 37) % 11) * share * factor, 4 * share, 1
from (values $rows) as days (day, factor), (values ('email', 0.75), ('none', 0.25)) as c (channel, share);
update fact_builds set events_to = (select max(day) from fact_revenue);
SQL
}
