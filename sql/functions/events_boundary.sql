-- Up to where events may be dropped, given that those before "cutoff" are not wanted any more: at a boundary of months or
-- chunks after which no day is frozen (see prune_events) whose facts are not built. "hindered_by" says what moved it, as
-- unbuilt_before; null: nothing. "boundary" is null when nothing can be dropped.
create or replace function events_boundary(cutoff timestamptz, out boundary timestamptz, out hindered_by text)
language plpgsql stable
as $$
begin
  boundary := partition_boundary('events', cutoff);
  -- A local day begins up to 14 hours before and ends up to 12 hours after the day of the same date in UTC.
  hindered_by := unbuilt_before((boundary at time zone 'UTC')::date + 33);
  if hindered_by = 'changed days' then
    boundary := partition_boundary('events', (select min(day) - 33 from dirty_days)::timestamp at time zone 'UTC');
  elsif hindered_by is not null then
    boundary := null;
  end if;
end
$$;
