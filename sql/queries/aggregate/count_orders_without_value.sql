-- Orders of this build whose event carries no value. One row: how many.
select count(*) from aggregate_orders where without_value;
