-- Removes the predictions made before "cutoff" and what was measured of them. Models stay. Returns how many rows went.
create or replace function prune_predictions(cutoff timestamptz) returns bigint
language plpgsql
as $$
declare
  predictions bigint;
  measures bigint;
begin
  delete from forecast_predictions where made_at < cutoff;
  get diagnostics predictions = row_count;
  delete from model_performance where measured_at < cutoff;
  get diagnostics measures = row_count;
  insert into retention as known (account_id, predictions_from)
  select a.account_id, cutoff from accounts a
  on conflict (account_id) do update set predictions_from = greatest(known.predictions_from, excluded.predictions_from);
  return predictions + measures;
end
$$;
