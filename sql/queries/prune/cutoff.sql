-- The instant before which something is too old. $1 now, $2 an interval. One value, in UTC.
select to_char(($1::timestamptz - $2::interval) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
