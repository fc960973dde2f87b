-- Replaces, within one account, the tags of each object that the temporary table staging_object_tags names (columns
-- object_type, object_id, tag_id; see create_staging). A row whose tag_id is null names an object without tags. When
-- several pages name the same object, the last page counts.
-- Returns how many rows were inserted and removed.
create or replace function merge_object_tags(account text, out inserted bigint, out removed bigint)
language plpgsql
as $$
begin
  with objects as (
    select object_type, object_id, max(raw_page_id) as raw_page_id
    from staging_object_tags
    group by object_type, object_id
  ), wanted as (
    select distinct object_type, object_id, s.tag_id
    from staging_object_tags s
    join objects o using (object_type, object_id)
    where s.raw_page_id is not distinct from o.raw_page_id and s.tag_id is not null
  ), gone as (
    delete from object_tags t
    using objects o
    where t.account_id = account and t.object_type = o.object_type and t.object_id = o.object_id
      and not exists (select 1 from wanted w where w.object_type = t.object_type and w.object_id = t.object_id
                                             and w.tag_id = t.tag_id)
    returning 1
  ), added as (
    insert into object_tags (account_id, object_type, object_id, tag_id)
    select account, object_type, object_id, tag_id from wanted
    on conflict do nothing
    returning 1
  )
  select (select count(*) from added), (select count(*) from gone) into inserted, removed;
end
$$;
