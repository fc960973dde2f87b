-- Drops raw pages fetched before $1 as far as whole months or chunks go. One row: what is gone lies before (in UTC, null
-- when nothing went), partitions, pages.
select to_char(b.boundary at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), p.partitions, p.pages
from (select partition_boundary('raw_pages', $1::timestamptz) as boundary offset 0) b
cross join lateral prune_raw_pages(b.boundary) p
