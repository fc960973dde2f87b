-- Gives the planner the statistics of the collected events before everything is built, where it has none or they are of far
-- fewer events: right after a first collection nobody has taken any yet, and an order's history would be searched by time
-- instead of by person.
do $$
begin
  if exists (
    select
    from pg_class parent
    cross join lateral (
      select coalesce(sum(part.reltuples) filter (where part.reltuples > 0), 0) as rows,
             coalesce(bool_or(part.reltuples <= 0 and pg_relation_size(part.oid) > 0), false) as unknown
      from pg_inherits i
      join pg_class part on part.oid = i.inhrelid
      where i.inhparent = parent.oid
    ) as parts
    where parent.oid = 'events'::regclass and (parts.unknown or parent.reltuples <= 0.8 * parts.rows)
  ) then
    perform analyze_events();
  end if;
end
$$;
