-- How each supplier dealt with what was asked of it: one row for each supplier order of a case, made
-- of the case's facts and refreshed with each write, so that statistics read no facts.

create table dealings (
    tenant_id text collate "C" not null,
    cancellation_id text collate "C" not null,
    place int not null, -- which of the case's supplier orders it is about, counted from 0
    supplier_id text not null,
    supplier_order text not null, -- the platform and the order's id there: the same order once
    opened_at timestamptz not null, -- when the case was
    asked_at timestamptz,
    answered_at timestamptz, -- the first answer
    answer text, -- the kind of the answer that decides
    silent_at timestamptz, -- from when on no answer is silence
    numbers_given int not null,
    numbers_contradicted int not null,
    numbers_never_scanned int not null,
    refund_due_at timestamptz, -- null where none is owed
    refund_covered boolean not null,
    refunded_at timestamptz,
    disputes json not null,
    claims json not null,
    primary key (tenant_id, cancellation_id, place),
    foreign key (tenant_id, cancellation_id) references cancellations
);

create index dealings_by_supplier
    on dealings (tenant_id, supplier_id, opened_at desc, cancellation_id desc, place desc);

grant select, insert, update on dealings to rescind_app;

alter table dealings enable row level security;
alter table dealings force row level security;
create policy own_rows on dealings using (tenant_id = (select current_tenant()));
