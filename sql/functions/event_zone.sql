-- The time zone that says what a day of an account's events is. Raises an exception when the account is not stored.
create or replace function event_zone(account text) returns text
language plpgsql stable
as $$
declare
  zone constant text := (select a.timezone from accounts a where a.account_id = account);
begin
  if zone is null then
    raise exception 'account % is not stored: its time zone says what a day is', account
      using errcode = 'foreign_key_violation';
  end if;
  return zone;
end
$$;
