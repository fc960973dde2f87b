-- Makes aggregate_events without rows, for the statements that read it when everything is built. As read_events otherwise.
create temp table aggregate_events (
  day date, metric_id text, occurred_at timestamptz, event_id text, profile_id text, message_id text, flow_id text,
  form_id text, value numeric, currency text, machine_open boolean, unique_id text, attributed_event_id text,
  attributed_campaign_id text, attributed_campaign_message_id text, attributed_flow_id text,
  attributed_flow_message_id text, properties json
) on commit drop;
