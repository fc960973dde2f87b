-- The event that the API attributes an order to: when that event changes, so may what led to the order.
alter table fact_orders add column attributed_event_id text;
comment on column fact_orders.attributed_event_id is 'The event that the API says led to the order; null when it names none';
create index fact_orders_attributed on fact_orders (account_id, attributed_event_id) where attributed_event_id is not null;
