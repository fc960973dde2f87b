-- Fact: what orders consisted of.
-- Grain: one row per order, person and product.
create or replace view order_lines as
select account_id, order_id, profile_id as customer_id, product, day, quantity, revenue
from fact_order_products;

comment on view order_lines is 'Fact: one row per order, person and product';
comment on column order_lines.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column order_lines.order_id is 'Joins to orders, together with customer_id';
comment on column order_lines.customer_id is 'Joins to customer; '''' when the event names nobody';
comment on column order_lines.product is 'Joins to product';
comment on column order_lines.day is 'Local day of the order: joins to day';
comment on column order_lines.quantity is 'Null when the event does not say';
comment on column order_lines.revenue is 'In the account''s currency; null when the event does not say or its currency has no rate';
