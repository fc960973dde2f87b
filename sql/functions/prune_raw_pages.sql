-- Drops the raw pages fetched before "boundary" (a value of partition_boundary). Rows that came from them stay, and a
-- replay leaves them as they are. Returns what happened.
create or replace function prune_raw_pages(boundary timestamptz, out partitions bigint, out pages bigint)
language plpgsql strict
as $$
begin
  select count(*) into pages from raw_pages where fetched_at < boundary;
  partitions := drop_partitions('raw_pages', boundary);
  insert into retention as known (account_id, raw_from)
  select a.account_id, boundary from accounts a
  on conflict (account_id) do update set raw_from = greatest(known.raw_from, excluded.raw_from);
end
$$;
