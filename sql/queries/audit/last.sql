-- The end of the chain. Parameters: none. One row: rows, and the last hash in hexadecimal (null without any).
select (select count(*) from audit_log),
       (select encode(hash, 'hex') from audit_log order by audit_id desc limit 1)
