-- Upserts the rows of a staging table (see create_staging) into a table of objects, within one account: new keys are
-- inserted; a row that differs in any column that the batch carries, or that has a tombstone, is updated, its synced_at
-- set and its tombstone cleared; an equal row is not touched. JSON is compared to the letter. Of several rows with one
-- key the last counts.
-- The statements are built from the catalog: the key is the target's primary key; a key column that the batch does not
-- carry takes its default; account_id and raw_page_id are filled in.
-- Returns how many rows were inserted and updated; the others of the batch were unchanged.
-- Called at most once per staging table and transaction.
create or replace function merge_batch(target text, staging text, account text,
                                       out inserted bigint, out updated bigint)
language plpgsql
-- The staging table has no statistics and its target may have been empty a moment ago, so the planner must be kept from
-- reading all stored rows to find a few. For the same reason the account is a column of the staged side: a constant
-- would pass for selective.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set enable_material = off
set jit = off
as $$
declare
  target_class constant regclass not null := quote_ident(target)::regclass;
  staging_class constant regclass not null := ('pg_temp.' || quote_ident(staging))::regclass;
  tombstone text;
  has_synced_at boolean;
  has_raw_page boolean;
  key_names text;
  key_values text;
  key_groups text;
  key_match text;
  value_names text;
  value_values text;
  old_values text;
  new_values text;
  assignments text;
  superseded tid[];
begin
  select max(a.attname::text) filter (where a.attname in ('deleted_at', 'left_at')),
         coalesce(bool_or(a.attname = 'synced_at'), false),
         coalesce(bool_or(a.attname = 'raw_page_id'), false)
  into tombstone, has_synced_at, has_raw_page
  from pg_attribute a
  where a.attrelid = target_class and a.attnum > 0 and not a.attisdropped;

  with columns as (
    select quote_ident(t.attname) as name, t.attnum as position,
           t.attnum = any(i.indkey::smallint[]) as is_key,
           t.atttypid in ('json'::regtype, 'jsonb'::regtype) as is_json,
           s.attname is not null as is_carried,
           case when t.attcollation <> 0 then ' collate "C"' else '' end as collated,
           case when s.attname is null then pg_get_expr(d.adbin, d.adrelid)
                when s.atttypid = t.atttypid then 's.' || quote_ident(t.attname)
                else format('s.%I::%s', t.attname, format_type(t.atttypid, t.atttypmod))
           end as value
    from pg_attribute t
    join pg_index i on i.indrelid = t.attrelid and i.indisprimary
    left join pg_attribute s on s.attrelid = staging_class and s.attname = t.attname and s.attnum > 0
    left join pg_attrdef d on d.adrelid = t.attrelid and d.adnum = t.attnum
    where t.attrelid = target_class and t.attnum > 0 and not t.attisdropped
      and t.attname not in ('account_id', 'raw_page_id')
  )
  select string_agg(name, ', ' order by position) filter (where is_key),
         string_agg(value, ', ' order by position) filter (where is_key),
         string_agg(value || collated, ', ' order by position) filter (where is_key),
         string_agg(format('and t.%s = %s', name, value), ' ' order by position) filter (where is_key),
         string_agg(name, ', ' order by position) filter (where not is_key),
         string_agg(value, ', ' order by position) filter (where not is_key),
         string_agg('t.' || name || case when is_json then '::text' else '' end, ', ' order by position)
           filter (where not is_key),
         string_agg(value || case when is_json then '::text' else '' end, ', ' order by position)
           filter (where not is_key),
         string_agg(format('%s = %s', name, value), ', ' order by position) filter (where not is_key)
  into key_names, key_values, key_groups, key_match, value_names, value_values, old_values, new_values, assignments
  from columns
  where is_carried or is_key;

  execute format('select array(select ctid from (select s.ctid,'
                 ' row_number() over (%s order by s.staged_row desc) as rank from %s s) ranked where rank > 1)',
                 'partition by ' || key_groups, staging_class)
  into superseded;
  execute format('delete from %s where ctid = any($1)', staging_class) using superseded;

  execute format('update %s t set %s from (select $1 as account_id, * from %s offset 0) s'
                 ' where t.account_id = s.account_id %s and (row(%s) is distinct from row(%s)%s)',
                 target_class,
                 concat_ws(', ', assignments,
                           case when has_raw_page then 'raw_page_id = s.raw_page_id' end,
                           case when has_synced_at then 'synced_at = now()' end,
                           tombstone || ' = null'),
                 staging_class, key_match, old_values, new_values, ' or t.' || tombstone || ' is not null')
  using account;
  get diagnostics updated = row_count;

  execute format('insert into %s (%s) select %s from %s s on conflict do nothing',
                 target_class,
                 concat_ws(', ', 'account_id', key_names, value_names, case when has_raw_page then 'raw_page_id' end),
                 concat_ws(', ', '$1', key_values, value_values, case when has_raw_page then 's.raw_page_id' end),
                 staging_class)
  using account;
  get diagnostics inserted = row_count;
end
$$;
