-- Orders of this build whose event carries no value. One row: how many.
select count(*) from aggregate_purchases where without_value;
