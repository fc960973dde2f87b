-- Up to which local days the data reaches. $1 account id, $2 time zone.
-- Grain: one row: the last day with an event in the facts, and the day up to which profiles are known; null when unknown.
select (select events_to - date '1970-01-01' from fact_builds where account_id = $1),
       (select (coalesce(max(w.complete_to), max(p.synced_at)) at time zone $2)::date - date '1970-01-01'
        from profiles p
        left join watermarks w on w.account_id = p.account_id and w.resource = 'profiles' and w.partition_key = ''
        where p.account_id = $1)
