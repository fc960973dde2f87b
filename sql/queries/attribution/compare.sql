-- What the models "native" and "session" say of the same orders, side by side.
-- $1 account id
-- Grain: one row per source (campaign, flow, none), then one per kind of agreement: section ("source" or "agreement"), name,
-- orders and revenue by native, orders and revenue by session (for an agreement the same twice). Money in the account's
-- currency, without orders in a currency that has no rate.
with orders as (
  select coalesce(native_source, 'none') as native, coalesce(session_source, 'none') as session, amount,
         case when native_source is null and session_source is null then 'neither finds a message'
              when session_source is null then 'only native'
              when native_source is null then 'only session'
              when (native_source, native_source_id) is not distinct from (session_source, session_source_id)
                then 'the same campaign or flow'
              else 'another campaign or flow' end as agreement
  from fact_orders
  where account_id = $1 and (foreign_amount is null or rate is not null)
)
select 'source' as section, s.name, count(*) filter (where o.native = s.name),
       coalesce(round(sum(o.amount) filter (where o.native = s.name), 2), 0),
       count(*) filter (where o.session = s.name),
       coalesce(round(sum(o.amount) filter (where o.session = s.name), 2), 0), s.place
from (values ('campaign', 1), ('flow', 2), ('none', 3)) as s (name, place)
left join orders o on true
group by s.name, s.place
union all
select 'agreement', a.name, count(o.agreement), coalesce(round(sum(o.amount), 2), 0), count(o.agreement),
       coalesce(round(sum(o.amount), 2), 0), a.place
from (values ('the same campaign or flow', 4), ('another campaign or flow', 5), ('only native', 6), ('only session', 7),
             ('neither finds a message', 8)) as a (name, place)
left join orders o on o.agreement = a.name
group by a.name, a.place
order by 7
