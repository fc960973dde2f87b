-- Fills aggregate_messages with the messages in aggregate_reached and aggregate_changed_messages that have events.
-- $1 account id.
insert into aggregate_messages (message_id, first_at)
select m.message_id, e.occurred_at
from (select message_id from aggregate_reached where message_id <> ''
      union
      select message_id from aggregate_changed_messages) as m
cross join lateral (
  select e.occurred_at from events e where e.account_id = $1 and e.message_id = m.message_id order by e.occurred_at limit 1
) as e;
