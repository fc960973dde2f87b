-- Marks local days of metrics as dirty: the n-th day of the n-th metric. Those without a metric mark nothing; one that is
-- named twice counts once. In one statement and in key order: sessions that mark the same days cannot deadlock.
create or replace function mark_dirty_days(account text, metrics text[], days date[]) returns void
language plpgsql                                         -- Citus cannot plan with the parameters of an SQL function
as $$
begin
  insert into dirty_days (account_id, metric_id, day)
  select distinct account, cells.metric_id, cells.day
  from unnest(metrics, days) as cells (metric_id, day)
  where cells.metric_id is not null
  order by cells.metric_id, cells.day
  on conflict (account_id, metric_id, day) do update set marked_at = excluded.marked_at;
end
$$;
