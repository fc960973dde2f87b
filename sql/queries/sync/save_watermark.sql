-- Records that a partition is complete from $4 (null: the beginning) to $5, and that a complete listing began at $6
-- (null: none). $1 account, $2 resource, $3 partition, $7 run, $8 what it was asked for
-- with.
-- The end never passes the start of the run and never goes back. A span that leaves a gap to the one known so far
-- changes nothing: what lies between has not been fetched.
insert into watermarks as w (account_id, resource, partition_key, complete_from, complete_to, swept_at, basis)
select $1, $2, $3, $4::timestamptz, least($5::timestamptz, r.started_at), $6::timestamptz, $8
from runs r
where r.run_id = $7
on conflict (account_id, resource, partition_key) do update
set complete_from = case
      when coalesce(excluded.complete_from, '-infinity') <= w.complete_to
           and coalesce(w.complete_from, '-infinity') <= excluded.complete_to
      then nullif(least(coalesce(w.complete_from, '-infinity'), coalesce(excluded.complete_from, '-infinity')),
                  '-infinity')
      else w.complete_from end,
    complete_to = case
      when coalesce(excluded.complete_from, '-infinity') <= w.complete_to
      then greatest(w.complete_to, excluded.complete_to)
      else w.complete_to end,
    swept_at = greatest(w.swept_at, excluded.swept_at),
    basis = excluded.basis,
    updated_at = excluded.updated_at
