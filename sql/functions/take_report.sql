-- Counts a report that is about to be asked for against the account's daily allowance: "share" of what the vendor
-- allows, at least one, in any 24 hours. Returns null when it may be asked for at "moment", else when the next one may be.
-- Sessions of one account take turns.
create or replace function take_report(account text, moment timestamptz, share double precision) returns timestamptz
language plpgsql
as $$
declare
  budget report_budgets;
  allowed integer;
  used integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('klytics reports ' || account, 0));
  insert into report_budgets (account_id) values (account) on conflict (account_id) do nothing;
  select * into budget from report_budgets b where b.account_id = account;
  delete from report_requests r where r.account_id = account and r.requested_at <= moment - interval '24 hours';
  if budget.refused_until > moment then
    return budget.refused_until;
  end if;
  allowed := allowed_reports(budget.daily_limit, share);
  select count(*) into used from report_requests r where r.account_id = account;
  if used < allowed then
    insert into report_requests (account_id, requested_at) values (account, moment);
    return null;
  end if;
  return (select r.requested_at + interval '24 hours'
          from report_requests r
          where r.account_id = account
          order by r.requested_at
          offset used - allowed limit 1);
end
$$;
