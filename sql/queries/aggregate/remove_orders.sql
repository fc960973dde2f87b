-- Removes the orders that are no longer what they were, of the people in aggregate_people or of everybody, and notes
-- them.
-- $1 account id, $2 whether for everybody.
with removed as (
  delete from fact_orders f
  where f.account_id = $1
    and ($2 or f.profile_id in (select profile_id from aggregate_people))
    and not exists (
      select from aggregate_orders o
      where o.order_id = f.order_id and o.profile_id = f.profile_id
        and (o.event_id, o.occurred_at, o.day, o.amount::text, o.currency, o.foreign_amount::text, o.channel, o.source,
             o.campaign_id, o.campaign_message_id, o.flow_id, o.flow_message_id, o.form_id, o.attribution,
             o.order_number, o.previous_day)
            is not distinct from
            (f.event_id, f.occurred_at, f.day, f.amount::text, f.currency, f.foreign_amount::text, f.channel, f.source,
             f.campaign_id, f.campaign_message_id, f.flow_id, f.flow_message_id, f.form_id, f.attribution,
             f.order_number, f.previous_day))
  returning f.*
)
insert into aggregate_changed_orders (profile_id, day, occurred_at, message_id)
select profile_id, day, occurred_at, coalesce(campaign_id, campaign_message_id, flow_message_id, '') from removed;
