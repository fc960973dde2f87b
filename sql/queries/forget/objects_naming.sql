-- Other objects whose record holds a text. $1 account, $2 the text in lower case. Grain: one row per object: resource, parent,
-- id, record.
select resource, parent_id, object_id, raw::text from api_objects
where account_id = $1 and position($2 in lower(raw::text)) > 0
