-- Removes the predictions made before $1. One row: $1 in UTC, rows.
select to_char($1::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), prune_predictions($1::timestamptz)
