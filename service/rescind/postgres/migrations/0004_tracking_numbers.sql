-- On which supplier orders each tracking number stands, over all cases of a tenant: a number that
-- two suppliers gave, or that goes to two countries, is a recycled one.
--
-- Rows are only ever added, with the fact that tells of a number or corrects whose order it is: what
-- was known at a moment can be read for that moment.
create table tracking_numbers (
    tenant_id text collate "C" not null,
    number text collate "C" not null, -- upper case, without spaces and hyphens
    cancellation_id text collate "C" not null,
    order_id text collate "C" not null, -- the supplier order's
    seq int not null check (seq > 0), -- that of the fact
    supplier_id text,
    country text, -- the customer's
    recorded_at timestamptz not null,
    primary key (tenant_id, number, cancellation_id, order_id, seq),
    foreign key (tenant_id, cancellation_id) references cancellations
);

grant select, insert on tracking_numbers to rescind_app;

alter table tracking_numbers enable row level security;
alter table tracking_numbers force row level security;
create policy own_rows on tracking_numbers using (tenant_id = (select current_tenant()));

-- What was recorded before: each number once, with what is known of its order by now. The owner too
-- sees the rows of one tenant at a time.
do $$
declare
    one text;
begin
    for one in select tenant_id from tenants loop
        perform set_config('rescind.tenant', one, true);
        insert into tracking_numbers (
            tenant_id, number, cancellation_id, order_id, seq, supplier_id, country, recorded_at
        )
        with openings as (
            select
                cancellation_id,
                body -> 'store_order' -> 'ship_to' ->> 'country' as country,
                case
                    when body -> 'supplier_order' is not null
                    then json_build_array(body -> 'supplier_order')
                    else body -> 'supplier_orders'
                end as supplier_orders
            from facts
            where tenant_id = one and kind = 'opening'
        ), told as (
            select
                cancellation_id,
                supplier_order,
                upper(regexp_replace(body ->> 'tracking_number', '[\s-]', '', 'g')) as number,
                min(seq) as seq,
                min(recorded_at) as recorded_at
            from facts
            where tenant_id = one
                and kind in ('shipment', 'supplier_response')
                and body ->> 'tracking_number' ~ '[0-9]'
            group by 1, 2, 3
        ), known as (
            select
                told.*,
                coalesce(
                    (
                        select seen.body -> 'supplier_order' ->> 'order_id' from facts seen
                        where seen.tenant_id = one
                            and seen.cancellation_id = told.cancellation_id
                            and seen.kind = 'observation'
                            and seen.supplier_order = told.supplier_order
                            and seen.body -> 'supplier_order' ->> 'order_id' is not null
                        order by seen.seq desc limit 1
                    ),
                    openings.supplier_orders -> told.supplier_order ->> 'order_id'
                ) as order_id,
                coalesce(
                    (
                        select seen.body -> 'supplier_order' ->> 'supplier_id' from facts seen
                        where seen.tenant_id = one
                            and seen.cancellation_id = told.cancellation_id
                            and seen.kind = 'observation'
                            and seen.supplier_order = told.supplier_order
                            and seen.body -> 'supplier_order' ->> 'supplier_id' is not null
                        order by seen.seq desc limit 1
                    ),
                    openings.supplier_orders -> told.supplier_order ->> 'supplier_id'
                ) as supplier_id,
                coalesce(
                    (
                        select seen.body -> 'store_order' -> 'ship_to' ->> 'country' from facts seen
                        where seen.tenant_id = one
                            and seen.cancellation_id = told.cancellation_id
                            and seen.kind = 'observation'
                            and seen.body -> 'store_order' -> 'ship_to' ->> 'country' is not null
                        order by seen.seq desc limit 1
                    ),
                    openings.country
                ) as country
            from told join openings using (cancellation_id)
        )
        select one, number, cancellation_id, order_id, seq, supplier_id, country, recorded_at
        from known
        where order_id is not null
        on conflict do nothing;
    end loop;
    perform set_config('rescind.tenant', '', true);
end $$;
