-- What an order's own event says it consists of.
-- Parameter: the event's properties, of any shape; null too. Grain: one row per line: rank 2 for a line of
-- $extra.line_items, 3 for a member of Items that is an object, 4 for one that is text (a name, wrapped into an object).
create or replace function order_lines(properties json) returns table (rank integer, line json)
language sql immutable parallel safe
as $$
  select 2, l.line
  from json_array_elements(case when json_typeof(properties #> '{$extra,line_items}') = 'array'
                                then properties #> '{$extra,line_items}' end) as l (line)
  where json_typeof(l.line) = 'object'
  union all
  select case json_typeof(l.line) when 'object' then 3 else 4 end,
         case json_typeof(l.line) when 'object' then l.line else json_build_object('ProductName', l.line #>> '{}') end
  from json_array_elements(case when json_typeof(properties #> '{Items}') = 'array'
                                then properties #> '{Items}' end) as l (line)
  where json_typeof(l.line) in ('object', 'string')
$$;
