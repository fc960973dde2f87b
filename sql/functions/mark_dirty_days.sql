-- Marks local days of metrics as dirty: the n-th day of the n-th metric. Those without a metric mark nothing; one that is
-- named twice counts once. In one statement and in key order: sessions that mark the same days cannot deadlock.
create or replace function mark_dirty_days(account text, metrics text[], days date[]) returns void
language sql
as $$
  insert into dirty_days (account_id, metric_id, day)
  select distinct account, metric_id, day
  from unnest(metrics, days) as cells (metric_id, day)
  where metric_id is not null
  order by metric_id, day
  on conflict (account_id, metric_id, day) do update set marked_at = excluded.marked_at
$$;
