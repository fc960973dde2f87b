-- Fact: products by day.
-- Grain: one row per local day and product that was ordered.
create or replace view products_sold as
select account_id, day, product, quantity, revenue, orders
from fact_products;

comment on view products_sold is 'Fact: one row per local day and product that was ordered';
comment on column products_sold.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column products_sold.day is 'Local day in the account''s time zone: joins to day';
comment on column products_sold.product is 'Joins to product';
comment on column products_sold.quantity is 'Pieces, of the orders that say so';
comment on column products_sold.revenue is 'In the account''s currency, of the orders that say so';
comment on column products_sold.orders is 'Orders that name the product';
