-- Dimension: products that were ordered.
-- Grain: one row per product.
create or replace view product as
select account_id, product, (array_agg(name order by day desc, name desc))[1] as name, min(day) as first_day,
       max(day) as last_day
from fact_products
group by account_id, product;

comment on view product is 'Dimension: one row per product that was ordered';
comment on column product.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column product.product is 'The sender''s product id, else its name';
comment on column product.name is 'The name under which it was last ordered';
comment on column product.first_day is 'Local day of its first order in the facts';
comment on column product.last_day is 'Local day of its last order in the facts';
