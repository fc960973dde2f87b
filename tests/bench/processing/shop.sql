-- The shop of the benchmark: account, metrics, campaigns and flows, and the function that makes its events.
-- psql variables: none. Everything is a function of numbers, so that every run makes the same events.
insert into accounts (account_id, name, timezone, currency, raw)
values ('bench', 'Benchmark', 'Europe/London', 'GBP', '{}');
insert into metrics (account_id, metric_id, name, integration_key, integration_name, raw)
select 'bench', id, name, case when id in ('PLACED', 'ORDERD', 'VIEWED', 'ACTIVE') then 'shopify' else 'klaviyo' end,
       case when id in ('PLACED', 'ORDERD', 'VIEWED', 'ACTIVE') then 'Shopify' else 'Klaviyo' end, '{}'
from (values ('RECEIV', 'Received Email'), ('OPENED', 'Opened Email'), ('CLICKD', 'Clicked Email'),
             ('BOUNCE', 'Bounced Email'), ('UNSUBD', 'Unsubscribed from Email Marketing'),
             ('SPAMMD', 'Marked Email as Spam'), ('PLACED', 'Placed Order'), ('ORDERD', 'Ordered Product'),
             ('VIEWED', 'Viewed Product'), ('ACTIVE', 'Active on Site'), ('FVIEWD', 'Viewed Form'),
             ('FSUBMT', 'Submitted Form')) as m (id, name);
insert into campaigns (account_id, campaign_id, name, channel, status, archived, raw)
select 'bench', 'CAMP' || i, 'Campaign ' || i, 'email', 'Sent', false, '{}' from generate_series(0, 311) i;
insert into flows (account_id, flow_id, name, status, archived, raw)
select 'bench', 'FLOW' || i, 'Flow ' || i, 'live', false, '{}' from generate_series(0, 7) i;
insert into flow_messages (account_id, flow_message_id, flow_id, channel, raw)
select 'bench', 'FMSG' || i, 'FLOW' || i % 8, 'email', '{}' from generate_series(0, 23) i;
insert into forms (account_id, form_id, name, status, raw) values ('bench', 'FORM', 'Welcome', 'live', '{}');

-- A number in [0, 1) that depends on both arguments.
create function draw(i bigint, k int) returns float8 language sql immutable
return (hashint8extended(i, k) & 9007199254740991)::float8 / 9007199254740992;

-- When an event reaches the API: one in twenty comes late, by five days on average.
create function arrived_at(event_id text, occurred_at timestamptz) returns timestamptz language sql immutable
return occurred_at + case when draw(hashtextextended(event_id, 1), 1) < 0.05
                          then -ln(1 - draw(hashtextextended(event_id, 1), 2)) * interval '5 days' else interval '0' end;

create function event_id(kind text, i bigint) returns text language sql immutable
return left(translate(encode(decode(md5(kind || i), 'hex'), 'base64'), '+/', 'Aa'), 11);

-- About "wanted" events of numbers from "first" on, within "span" days from "since": 43 % receipts with what follows from
-- them (opens, clicks, ...), 4 % orders with their lines (6.4 %), visits, forms. Half of the orders follow a receipt.
create function make_events(first bigint, wanted bigint, since timestamptz, span float8, people bigint)
returns table (event_id text, occurred_at timestamptz, metric_id text, profile_id text, value numeric, currency text,
               unique_id text, message_id text, flow_id text, form_id text, machine_open boolean,
               attributed_event_id text, attributed_campaign_id text, properties text)
language sql stable
as $$
  with receipts as (
    select i, floor(people * draw(i, 1) ^ 2)::bigint as person, case when i % 5 > 0 then 'CAMP' || c.number
           else 'FMSG' || i % 24 end as message, case when i % 5 = 0 then 'FLOW' || i % 8 end as flow,
           since + span * interval '1 day' * case when i % 5 > 0 then (c.number + draw(i, 2) * 0.1) / 312 else draw(i, 3) end
             as at
    from generate_series(first, first + wanted * 43 / 100) i,
         lateral (select floor(312 * draw(i, 4))::int as number) c
  ), acts as (
    select i, person, message, flow, k.metric, at + k.wait * draw(i, k.seed) ^ 3 as at, draw(i, k.seed + 50) < 0.3 as machine
    from receipts r,
         lateral (values ('RECEIV', 0.0, 1.0, interval '0', 1), ('OPENED', 0.0, 0.45, interval '3 days', 12),
                         ('OPENED', 0.0, 0.12, interval '9 days', 13), ('CLICKD', 0.0, 0.06, interval '3 days', 14),
                         ('UNSUBD', 0.0, 0.003, interval '9 days', 15), ('SPAMMD', 0.0, 0.0003, interval '9 days', 16))
           as k (metric, low, high, wait, seed)
    where draw(i, k.seed + 20) < k.high
    union all
    select i, person, message, flow, 'BOUNCE', at, false from receipts where draw(i, 40) < 0.005
  ), orders as (
    select o.i, r.at as received_at, coalesce(r.person, floor(people * draw(o.i, 61) ^ 2)::bigint) as person, r.i as receipt,
           coalesce(r.message, '') as message, r.flow,
           coalesce(r.at + interval '1 hour' + interval '90 hours' * draw(o.i, 62), since + span * draw(o.i, 63) * interval '1 day')
             as at, round((12 + 48 * -ln(1 - draw(o.i, 64)))::numeric, 2) as amount
    from generate_series(first, first + wanted * 4 / 100) o (i)
    left join receipts r on r.i = first + (o.i - first) * 10 and o.i % 2 = 0
  )
  select event_id(metric || extract(epoch from at), i), at, metric, 'p' || person, null::numeric, null, null, message, flow,
         null, case when metric = 'OPENED' then machine end, null, null,
         '"Campaign Name":"Campaign of the benchmark","Subject":"A subject of the usual length","$message":"' || message
           || '","Email Domain":"example.com","Inbox Provider":"Gmail",'
  from acts
  union all
  select event_id('PLACED', i), at, 'PLACED', 'p' || person, amount, 'GBP', i::text, null, null, null, null,
         case when receipt is not null and i % 3 > 0 then event_id('RECEIV' || extract(epoch from received_at), receipt) end,
         case when receipt is not null and i % 3 > 0 and flow is null then message end,
         '"$value":' || amount || ',"$value_currency":"GBP","Items":["Linen shirt","Wool scarf"],"ItemCount":2,'
  from orders
  union all
  select event_id('LINE' || line, i), at, 'ORDERD', 'p' || person, round(amount / 2, 2), 'GBP', i || ':' || line, null, null,
         null, null, null, null,
         '"OrderId":"' || i || '","ProductName":"Product ' || floor(200 * draw(i, 70 + line)) || '","Quantity":'
           || 1 + floor(3 * draw(i, 80 + line)) || ',"$value":' || round(amount / 2, 2) || ',"$value_currency":"GBP",'
  from orders, generate_series(0, case when i % 5 < 3 then 1 else 0 end) line
  union all
  select event_id(kind.metric, i), since + span * draw(i, kind.seed) * interval '1 day', kind.metric,
         'p' || floor(people * draw(i, kind.seed + 1) ^ 2)::bigint, null, null, null, null, null,
         case when kind.metric like 'F%' then 'FORM' end, null, null, null, '"URL":"https://shop.example.com/products/7",'
  from (values ('VIEWED', 0.12, 91), ('ACTIVE', 0.05, 93), ('FVIEWD', 0.017, 95), ('FSUBMT', 0.003, 97))
         as kind (metric, share, seed),
       lateral generate_series(first, first + (wanted * kind.share)::bigint) i
$$;

-- The event as the API sends it.
create function event_json(id text, at timestamptz, metric text, person text, properties text) returns json
language sql stable
return ('{"type":"event","id":"' || id || '","attributes":{"timestamp":' || floor(extract(epoch from at))
  || ',"event_properties":{' || properties || '"$event_id":"' || extract(epoch from at)::bigint || '7451"},"datetime":"'
  || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '+00:00","uuid":"f9204180-a865-11f1-8001-eb4883aa7288"},'
  || '"relationships":{"profile":{"data":{"type":"profile","id":"' || person || '"},"links":{"self":'
  || '"https://a.klaviyo.com/api/events/' || id || '/relationships/profile","related":"https://a.klaviyo.com/api/events/' || id
  || '/profile"}},"metric":{"data":{"type":"metric","id":"' || metric || '"},"links":{"self":"https://a.klaviyo.com/api/events/'
  || id || '/relationships/metric","related":"https://a.klaviyo.com/api/events/' || id
  || '/metric"}}},"links":{"self":"https://a.klaviyo.com/api/events/' || id || '/"}}')::json;
