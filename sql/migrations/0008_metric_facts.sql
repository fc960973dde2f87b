-- How often everything happened: the daily series of every metric of Klaviyo.

create table fact_metrics (
  account_id text not null, day date not null, metric_id text not null,
  events     bigint not null,
  value      numeric not null,                           -- sum of $value, in the account's currency
  excluded   bigint not null,                            -- events whose $value is in a currency without a rate: not in "value"
  primary key (account_id, metric_id, day)
);
comment on table fact_metrics is 'One row per local day and metric with an event';
