-- Notes which local days and messages are to be computed again: those with an event on a marked day; every day on
-- which a recipient concerned received the message, acted on it or ordered; those that the facts know and that a
-- moved or changed event may have left; those of messages that became known.
-- $1 account id, $2 time zone.
insert into aggregate_cells (day, message_id)
with recipients as (
  select distinct profile_id, message_id from aggregate_reached where profile_id <> '' and message_id <> ''
)
select day, message_id from aggregate_reached where day is not null
union
select (e.occurred_at at time zone $2)::date, e.message_id
from recipients r
join events e on e.account_id = $1 and e.profile_id = r.profile_id and e.message_id = r.message_id
join metric_roles m on m.account_id = $1 and m.metric_id = e.metric_id
union
select o.day, r.message_id
from recipients r
join fact_orders o on o.account_id = $1 and o.profile_id = r.profile_id
where coalesce(o.campaign_id, o.campaign_message_id, o.flow_message_id, '') = r.message_id
union
select day, message_id
from (select day, message_id from fact_engagement where account_id = $1
      union all
      select day, message_id from fact_conversions where account_id = $1) as known
where day in (select day from aggregate_dirty_days)
      and message_id in (select message_id from aggregate_dirty_recipients)
   or message_id in (select message_id from aggregate_changed_messages);
