-- Moves a version to a stage.
-- $1 model id; $2 stage
-- Grain: the changed row's version.
update forecast_models set stage = $2, staged_at = now() where model_id = $1::bigint returning version
