-- Brings the number of email subscribers at the end of each local day in step with the profiles, from the first of
-- them to the day up to which profiles are complete. A profile that is subscribed counts from its consent (else from
-- its creation) to its earliest suppression; one that unsubscribed counted from its creation until then; one that
-- never subscribed does not count. Nor does one count from the day on which it vanished. The last day is recorded as
-- it is; later runs of other days leave recorded days alone, because a profile keeps only its latest consent.
-- $1 account id, $2 time zone. Grain of what it writes: one row per local day.
insert into fact_subscribers as known (account_id, day, subscribers, basis)
with complete as (
  select (complete_to at time zone $2)::date as day, true as is_known
  from watermarks where account_id = $1 and resource = 'profiles' and partition_key = ''
  union all
  select (max(synced_at) at time zone $2)::date, false from profiles where account_id = $1
), through as (
  select day, is_known from complete where day is not null order by is_known desc limit 1
), spans as (
  select case when upper(email_consent) = 'SUBSCRIBED' then coalesce(email_consent_at, created_at) else created_at end
           as from_time,
         least(case when upper(email_consent) = 'UNSUBSCRIBED' then email_consent_at end, email_suppressed_at,
               deleted_at)
           as until_time
  from profiles
  where account_id = $1
    and (upper(email_consent) = 'SUBSCRIBED'
         or upper(email_consent) = 'UNSUBSCRIBED' and coalesce(email_consent_at, email_suppressed_at) is not null)
), changes as (
  -- Times before 2000 come from wrong clocks and are taken together.
  select greatest((at at time zone $2)::date, date '2000-01-01') as day, sum(change) as change
  from spans
  cross join lateral (values (from_time, 1), (until_time, -1)) as ends (at, change)
  where from_time is not null and at is not null and (until_time is null or from_time < until_time)
  group by 1
)
select $1, day, subscribers, basis
from (
  select d.day::date as day, coalesce(sum(c.change) over (order by d.day), 0) as subscribers,
         case when d.day::date = through.day and through.is_known then 'recorded' else 'reconstructed' end as basis
  from through
  cross join lateral (
    select greatest((min(created_at) at time zone $2)::date, date '2000-01-01') as created
    from profiles where account_id = $1
  ) as first
  cross join generate_series(least(first.created, (select min(day) from changes))::timestamp, through.day::timestamp,
                             interval '1 day') as d (day)
  left join changes c on c.day = d.day::date
) as days
where day >= (select first_people_day from aggregate_bounds)
on conflict (account_id, day) do update
  set subscribers = excluded.subscribers, basis = excluded.basis
  where (known.basis <> 'recorded' or excluded.basis = 'recorded')
    and (known.subscribers, known.basis) is distinct from (excluded.subscribers, excluded.basis);
