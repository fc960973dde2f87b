-- What export has to remember.

create table dashboard_ids (
  account_id text not null,
  kind       text not null,                              -- campaign, flow, form, segment
  klaviyo_id text not null,
  id         integer not null,                           -- small, from 1 within the account and kind; never reused
  primary key (account_id, kind, klaviyo_id),
  constraint dashboard_ids_unique unique (account_id, kind, id)
);
comment on table dashboard_ids is 'The dashboard''s number for a Klaviyo object; survives every rebuild';
