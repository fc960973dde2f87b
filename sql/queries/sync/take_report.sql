-- $1 account, $2 now, $3 our share of the allowance. One value: null when a report may be asked for, and it is counted;
-- else when the next one may be, in UTC.
select to_char(take_report($1, $2::timestamptz, $3::double precision) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
