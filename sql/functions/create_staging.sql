-- Creates the temporary table "staging" that takes a batch of rows for the table "target" until a merge function moves
-- them there. It empties itself at the end of each transaction. Columns:
--   staged_row   position in the transaction: of two rows with the same key the later one counts
--   raw_page_id  the page that brought the row
--   then "columns", in that order, with the target's types; but numeric and date are text and every integer is bigint, the forms
--   in which collection writes them. All but staged_row may be null. When "columns" is null, all of the target's but
--   account_id and raw_page_id.
-- The caller creates it outside the transaction that fills it, so that a rollback does not take it away. One of the
-- same name is replaced.
create or replace function create_staging(target text, staging text, columns text[]) returns void
language plpgsql
as $$
declare
  definitions text;
  unknown text;
begin
  if columns is null then
    columns := array(
      select attname
      from pg_attribute
      where attrelid = quote_ident(target)::regclass and attnum > 0 and not attisdropped
        and attname not in ('account_id', 'raw_page_id')
      order by attnum);
  end if;
  select string_agg(format('%I %s', c.name, case format_type(a.atttypid, null)
                                              when 'numeric' then 'text'
                                              when 'smallint' then 'bigint'
                                              when 'integer' then 'bigint'
                                              when 'date' then 'text'
                                              else format_type(a.atttypid, null)
                                            end), ', ' order by c.position),
         string_agg(c.name, ', ' order by c.position) filter (where a.attname is null)
  into definitions, unknown
  from unnest(columns) with ordinality as c (name, position)
  left join pg_attribute a
    on a.attrelid = quote_ident(target)::regclass and a.attname = c.name and a.attnum > 0 and not a.attisdropped;
  if unknown is not null then
    raise exception 'table % has no column %', target, unknown using errcode = 'undefined_column';
  end if;
  execute format('drop table if exists pg_temp.%I', staging);
  execute format('create temporary table %I (staged_row bigint not null, raw_page_id bigint, %s) on commit delete rows',
                 staging, definitions);
end
$$;
