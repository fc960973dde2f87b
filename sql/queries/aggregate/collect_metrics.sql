-- Fills aggregate_metrics.
-- $1 account id, $2 id of the conversion metric (null when there is none), $3 names of metrics that say that a form was
-- seen, $4 names of those that say that it was submitted, $5 names of those that say that a product was ordered (one a
-- line, any case).
insert into aggregate_metrics (metric_id, role, channel)
select metric_id, role, channel from metric_roles where account_id = $1
union
select $2::text, 'order', 'none' where $2 is not null
union
select metric_id, 'form_view', 'none' from metrics
where account_id = $1 and lower(name) in (select lower(name) from unnest(string_to_array($3, E'\n')) as name)
union
select metric_id, 'form_submit', 'none' from metrics
where account_id = $1 and lower(name) in (select lower(name) from unnest(string_to_array($4, E'\n')) as name)
union
select metric_id, 'product', 'none' from metrics
where account_id = $1 and lower(name) in (select lower(name) from unnest(string_to_array($5, E'\n')) as name)
  and metric_id is distinct from $2::text;
