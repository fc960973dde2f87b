-- How many reports in 24 hours are ours: "share" (0 to 1) of the vendor's daily limit, at least one. A share that is a
-- fraction in decimal notation must not lose one to its binary form.
create or replace function allowed_reports(daily_limit integer, share double precision) returns integer
language sql immutable
as $$
  select greatest(1, floor(daily_limit * share + 1e-9)::integer);
$$;
