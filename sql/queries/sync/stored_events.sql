-- Events that are stored, as far as they are complete. $1 account, $2 from (null: the beginning), $3 up to where they are
-- complete. Grain: one row: events from $2 to $3, events of the 28 days before $3, which say how many a new day brings.
select count(*) filter (where $2::timestamptz is null or occurred_at >= $2::timestamptz),
       count(*) filter (where occurred_at >= $3::timestamptz - interval '28 days')
from events
where account_id = $1 and occurred_at < $3::timestamptz
  and ($2::timestamptz is null
       or occurred_at >= least($2::timestamptz, $3::timestamptz - interval '28 days'))
