-- One line of an order under the names that shops use for its parts.
-- Parameter: a line item, or the properties of an event about one ordered product; of any shape. Grain: one row, or none
-- when it names no product. The parts are text as the event has it; revenue is the line's, else price times quantity. What is
-- blank is not there.
create or replace function product_line(line json)
returns table (order_id text, id text, name text, quantity text, revenue text)
language sql immutable parallel safe
as $$
  select filled(p."OrderId"), known.id, known.name, known.quantity,
         coalesce(filled(p."RowTotal"), filled(p.row_total), filled(p.line_price),
                  (amount_or_null(coalesce(filled(p."ItemPrice"), filled(p.item_price), p.price))
                     * amount_or_null(known.quantity))::text)
  from json_to_record(case when json_typeof(line) = 'object' then line end) as p (
         "OrderId" text, "ProductID" text, "ProductId" text, product_id text, "SKU" text, sku text, "ProductName" text,
         "Product Name" text, "Name" text, name text, title text, "Quantity" text, quantity text, "RowTotal" text,
         row_total text, line_price text, "ItemPrice" text, item_price text, price text)
  cross join lateral (
    select coalesce(filled(p."ProductID"), filled(p."ProductId"), filled(p.product_id), filled(p."SKU"), filled(p.sku)) as id,
           coalesce(filled(p."ProductName"), filled(p."Product Name"), filled(p."Name"), filled(p.name), filled(p.title))
             as name,
           coalesce(filled(p."Quantity"), filled(p.quantity)) as quantity
  ) as known
  where known.id is not null or known.name is not null
$$;
