-- Every key of a table that grows with its account begins with the account. Block-range indexes by time: pages and events
-- arrive in its order, so that a few kilobytes a month find a day among all accounts, which the keys, by account first, do
-- not.

alter table raw_pages drop constraint raw_pages_pkey;
alter table raw_pages add primary key (account_id, raw_page_id, fetched_at);
alter table quarantine drop constraint quarantine_pkey;
alter table quarantine add primary key (account_id, quarantine_id);

create index raw_pages_time on raw_pages using brin (fetched_at);
create index events_time on events using brin (occurred_at);
