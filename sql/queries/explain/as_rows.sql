-- Around a statement of this folder's neighbours, in place of {statement}: gives its rows with the names of their columns.
-- Parameters: the statement's own.
-- Grain: one row per row of the statement, as JSON text with the columns in their order.
select row_to_json(explained)::text from (
{statement}
) as explained
