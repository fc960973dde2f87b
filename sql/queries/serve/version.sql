-- Whether the numbers may have changed: another text after every run that ended and every build of facts.
-- $1 account id
-- Grain: one row.
select concat_ws(' ', (select b.built_at from fact_builds b where b.account_id = $1),
                 (select max(r.finished_at) from runs r where r.account_id = $1 or r.account_id is null),
                 (select count(*) from dashboard_ids d where d.account_id = $1)) as version
