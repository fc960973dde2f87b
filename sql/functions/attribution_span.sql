-- The number of the five days in UTC that an instant lies in. What happened within 120 hours before an instant lies in its
-- span or in the one before, so that orders and what could have led to them meet by equality.
create or replace function attribution_span(at timestamptz) returns integer
language sql immutable parallel safe
as $$ select ((at at time zone 'UTC')::date - date '2000-01-01') / 5 $$;
