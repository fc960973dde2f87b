-- One line of an order under the names that shops use for its parts.
-- Parameter: a line item, or the properties of an event about one ordered product; of any shape. Grain: one row, or none
-- when it names no product. The parts are text as the event has it; revenue is the line's, else price times quantity.
create or replace function product_line(line json)
returns table (order_id text, id text, name text, quantity text, revenue text)
language sql immutable parallel safe
as $$
  select nullif(p."OrderId", ''), known.id, known.name, coalesce(p."Quantity", p.quantity),
         coalesce(p."RowTotal", p.row_total, p.line_price,
                  (amount_or_null(coalesce(p."ItemPrice", p.item_price, p.price))
                     * amount_or_null(coalesce(p."Quantity", p.quantity)))::text)
  from json_to_record(case when json_typeof(line) = 'object' then line end) as p (
         "OrderId" text, "ProductID" text, "ProductId" text, product_id text, "SKU" text, sku text, "ProductName" text,
         "Product Name" text, "Name" text, name text, title text, "Quantity" text, quantity text, "RowTotal" text,
         row_total text, line_price text, "ItemPrice" text, item_price text, price text)
  cross join lateral (
    select coalesce(nullif(p."ProductID", ''), nullif(p."ProductId", ''), nullif(p.product_id, ''), nullif(p."SKU", ''),
                    nullif(p.sku, '')) as id,
           coalesce(nullif(p."ProductName", ''), nullif(p."Product Name", ''), nullif(p."Name", ''), nullif(p.name, ''),
                    nullif(p.title, '')) as name
  ) as known
  where known.id is not null or known.name is not null
$$;
