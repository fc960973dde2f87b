-- What the tables take on disk, indexes and partitions included. No parameters; all accounts.
-- Grain: one row per table of the current schema that is not a partition, the largest first: name, partitions, bytes.
select c.relname,
       (select count(*) from pg_inherits i where i.inhparent = c.oid),
       table_bytes(c.oid) as bytes
from pg_class c
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
order by bytes desc, c.relname collate "C"
