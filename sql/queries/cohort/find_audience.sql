-- The segments and lists that a name or id means; an id goes before a name.
-- $1 account id; $2 name or id; $3 segment, list, or '' for both
-- Grain: one row per segment or list.
with found as (
  select 'segment' as kind, segment_id as id, name, segment_id = $2 as by_id
  from segments where account_id = $1 and deleted_at is null and $3 in ('', 'segment') and $2 in (segment_id, name)
  union all
  select 'list', list_id, name, list_id = $2
  from lists where account_id = $1 and deleted_at is null and $3 in ('', 'list') and $2 in (list_id, name)
)
select kind, id, name from found
where by_id or not exists (select 1 from found where by_id)
order by kind, id
