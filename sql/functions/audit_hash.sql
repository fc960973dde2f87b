-- The hash of one row of audit_log: SHA-256 of the previous row's hash followed by the row's canonical text, a JSON array
-- of its columns in table order with the time in UTC to the microsecond.
-- Parameters: the columns of audit_log without hash. Returns 32 bytes.
create or replace function audit_hash(previous_hash bytea, audit_id bigint, at timestamptz, actor text, action text,
                                      account_id text, detail text)
returns bytea language sql stable as $$
  select sha256(previous_hash || convert_to(json_build_array(
    audit_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, action, account_id, detail)::text,
    'UTF8'))
$$;
