-- Makes aggregate_orders ready for being looked up and joined. Run once, after it was filled.
alter table aggregate_orders add primary key (order_id, profile_id);
analyze aggregate_orders;
