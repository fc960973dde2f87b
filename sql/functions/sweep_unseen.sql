-- Ends a complete listing of a resource's partition: rows that belong to the partition and are not in sweep_seen get a
-- tombstone with the time at which the listing began ("listed_at"), and sweep_seen is emptied. Returns how many.
--
-- Which rows belong to a partition:
--   list_members, segment_members                     those of the list or segment that the partition names
--   flow_actions, flow_messages, campaign_messages    those of the parent that the partition names; '' means all
--   campaigns                                         "<channel>/live" and "<channel>/archived"
--   flows                                             "live" and "archived"; '' means all
--   reports                                           those of the month that the partition names
--   resources in api_objects                          those of the parent that the partition names, '' without one
--   all others                                        the whole table
--
-- A campaign or flow that is archived (or taken out of the archive) between the two listings is in neither of them. So
-- a row that its own listing does not show is only noted as missing; it gets its tombstone when the other listing,
-- begun after that, does not show it either.
--
-- An empty listing is believed like any other: a tombstone goes away as soon as the object is listed again.
create or replace function sweep_unseen(account text, resource text, partition text, listed_at timestamptz)
returns bigint
language plpgsql
set jit = off
as $$
declare
  table_name constant text := object_table(resource);
  id_column constant text := object_id_column(table_name);
  tombstone constant text := case when table_name in ('list_members', 'segment_members') then 'left_at'
                                  else 'deleted_at' end;
  is_split constant boolean := table_name in ('campaigns', 'flows') and partition <> '';
  archived constant boolean := partition like '%archived';
  unseen constant text := format('not exists (select 1 from sweep_seen s where s.account_id = $1 and s.resource = $2'
                                 ' and s.partition_key = $3 and s.object_id = t.%I)', id_column);
  scope constant text := case table_name
    when 'list_members' then 't.list_id = $3'
    when 'segment_members' then 't.segment_id = $3'
    when 'flow_actions' then '$3 in ('''', t.flow_id)'
    when 'flow_messages' then '$3 in ('''', t.flow_action_id)'
    when 'campaign_messages' then '$3 in ('''', t.campaign_id)'
    when 'campaigns' then 't.channel = split_part($3, ''/'', 1)'
    when 'report_values' then 't.report = $2 and t.month = $3'
    when 'api_objects' then 't.resource = $2 and t.parent_id = $3'
    else 'true' end;
  removed bigint;
begin
  if is_split then
    execute format('update %I t set missing_since = null where t.account_id = $1 and %s and t.missing_since is not null'
                   ' and not (%s)', table_name, scope, unseen)
    using account, resource, partition;
    execute format('update %I t set deleted_at = $4, missing_since = null where t.account_id = $1 and %s and %s'
                   ' and t.archived <> $5 and t.missing_since <= $4 and t.deleted_at is null',
                   table_name, scope, unseen)
    using account, resource, partition, listed_at, archived;
    get diagnostics removed = row_count;
    execute format('update %I t set missing_since = now() where t.account_id = $1 and %s and %s and t.archived = $4'
                   ' and t.missing_since is null and t.deleted_at is null', table_name, scope, unseen)
    using account, resource, partition, archived;
  else
    execute format('update %I t set %I = $4 where t.account_id = $1 and %s and %s and t.%I is null',
                   table_name, tombstone, scope, unseen, tombstone)
    using account, resource, partition, listed_at;
    get diagnostics removed = row_count;
  end if;
  delete from sweep_seen s
  where s.account_id = account and s.resource = sweep_unseen.resource and s.partition_key = partition;
  return removed;
end
$$;
