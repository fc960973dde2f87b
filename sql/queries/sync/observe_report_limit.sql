-- Remembers how many reports a day a response says the vendor allows. $1 account, $2 the limit, $3 now.
insert into report_budgets (account_id, daily_limit, observed_at) values ($1, $2, $3)
on conflict (account_id) do update set daily_limit = excluded.daily_limit, observed_at = excluded.observed_at
