-- Gives the planner the statistics of the collected events. With the rights of the tables' owner, whom the server demands for
-- it, so that klytics_writer can build facts.
create or replace function analyze_events() returns void
language plpgsql security definer
set search_path from current
as $$
begin
  analyze events (account_id, occurred_at, event_id, metric_id, profile_id, message_id, flow_id), event_keys;
end
$$;
