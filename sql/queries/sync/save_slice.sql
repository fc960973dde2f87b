-- Records the position of a slice. $1 account, $2 resource, $3 partition, $4 from and $5 to of the window (null:
-- unbounded), $6 URL to go on at, $7 done, $8 run, $9 pages and $10 records since the last time.
insert into sync_slices as s (account_id, resource, partition_key, window_from, window_to, next_url, done, run_id,
                              pages, records)
values ($1, $2, $3, coalesce($4::timestamptz, '-infinity'), coalesce($5::timestamptz, 'infinity'), $6, $7, $8, $9, $10)
on conflict (account_id, resource, partition_key, window_from) do update
set window_to = excluded.window_to, next_url = excluded.next_url, done = excluded.done, run_id = excluded.run_id,
    pages = s.pages + excluded.pages, records = s.records + excluded.records, updated_at = excluded.updated_at
