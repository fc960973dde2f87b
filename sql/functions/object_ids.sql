-- Ids of a resource's objects that have no tombstone, in byte order. Grain: one row per id.
create or replace function object_ids(account text, resource text) returns setof text
language plpgsql stable
as $$
declare
  table_name constant text := object_table(resource);
begin
  if table_name in ('list_members', 'segment_members') then
    return query execute format('select distinct profile_id collate "C" from %I'
                                ' where account_id = $1 and left_at is null order by 1', table_name) using account;
  elsif table_name = 'api_objects' then
    return query select distinct o.object_id collate "C" from api_objects o
                 where o.account_id = account and o.resource = object_ids.resource and o.deleted_at is null
                 order by 1;
  else
    return query execute format('select %I collate "C" from %I'
                                ' where account_id = $1 and deleted_at is null order by 1',
                                object_id_column(table_name), table_name) using account;
  end if;
end
$$;
