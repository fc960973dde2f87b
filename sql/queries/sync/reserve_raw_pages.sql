-- Makes room for raw pages. $1 and $2 earliest and latest time of fetching, $3 number of pages. Grain: one row per new
-- raw_page_id, ascending.
select nextval(pg_get_serial_sequence('raw_pages', 'raw_page_id'))
from (select ensure_partitions('raw_pages', $1, $2)) months, generate_series(1, $3)
