-- Compares what the facts depend on with what they were built with.
-- $1 account id, $2 time zone, $3 currency, $4 attribution models in order and rates of currencies, $5 text of the statements that build facts.
-- One row: hash of all this and of the metric roles; the hash of the last build, null when there was none.
select encode(sha256(convert_to(concat_ws(E'\n', $2::text, $3::text, $4::text,
                                          (select string_agg(concat_ws(' ', metric_id, role, channel), ','
                                                             order by metric_id collate "C", role collate "C")
                                           from aggregate_metrics),
                                          $5::text), 'UTF8')), 'hex'),
       (select settings_hash from fact_builds where account_id = $1);
