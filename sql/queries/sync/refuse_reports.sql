-- Remembers until when the vendor refuses reports. $1 account, $2 that time.
insert into report_budgets (account_id, refused_until) values ($1, $2)
on conflict (account_id) do update set refused_until = excluded.refused_until
