-- What an order tells beside its amount: the customer it came from, what was bought, what money in another currency is worth.

alter table fact_orders
  add column days_since_previous integer,                -- local days; null for the person's first order
  add column acquisition_channel text,                   -- channel and source of the person's first order; null when the
  add column acquisition_source text,                    -- event names nobody
  add column rate numeric,                               -- what one unit of "currency" is worth, by the configuration; null for
                                                         -- the account's own and for one without a rate
  add column native_channel text, add column native_source text, add column native_source_id text,
  add column session_channel text, add column session_source text, add column session_source_id text;
comment on column fact_orders.amount is
  'In the account''s currency, converted when there is a rate; 0 for an order in a currency without a rate';
comment on column fact_orders.foreign_amount is 'In "currency", when that is not the account''s';

comment on column fact_orders.native_source is
  'What led to the order by the model "native", campaign or flow; null when it finds nothing';
comment on column fact_orders.session_source is
  'What led to the order by the model "session", campaign or flow; null when it finds nothing';

create table fact_order_products (
  account_id text not null, order_id text not null, profile_id text not null,
  product    text not null,                              -- the sender's product id, else its name
  name       text not null,                              -- '' when not known
  day        date not null,                              -- of the order
  quantity   numeric,                                    -- null when the event does not say
  revenue    numeric,                                    -- in the account's currency; null when the event does not say,
                                                         -- or when its currency has no rate
  primary key (account_id, order_id, profile_id, product)
);
comment on table fact_order_products is 'One row per order, person and product';
create index fact_order_products_day on fact_order_products (account_id, day);
create index fact_order_products_profile on fact_order_products (account_id, profile_id);

create table fact_products (
  account_id text not null, day date not null, product text not null,
  name       text not null,                              -- the last in the alphabet of those of that day
  quantity   numeric not null, revenue numeric not null, -- of the orders that say so
  orders     bigint not null,
  primary key (account_id, day, product)
);
comment on table fact_products is 'One row per local day and product that was ordered';
