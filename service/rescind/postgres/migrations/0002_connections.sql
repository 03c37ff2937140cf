-- Platforms that tell of orders by themselves: where each one tells it, and what it told.

create table connections (
    tenant_id text collate "C" not null references tenants,
    connection_id text collate "C" not null,
    platform text not null check (platform in ('shopify', 'aliexpress')),
    name text not null,
    digest bytea not null unique, -- SHA-256 of the unguessable end of its address
    secret text, -- sealed; that of a platform which signs
    former_secret text, -- sealed; still good until former_until
    former_until timestamptz,
    created_at timestamptz not null,
    ended_at timestamptz,
    primary key (tenant_id, connection_id)
);

-- What was told, once each; no payload is kept, because it names customers.
create table notices (
    tenant_id text collate "C" not null,
    connection_id text collate "C" not null,
    notice_id text collate "C" not null,
    told_by text, -- the platform's own id of the event, with its topic
    topic text not null,
    order_id text,
    outcome text not null,
    detail text,
    cancellation_ids text[] not null,
    received_at timestamptz not null,
    primary key (tenant_id, connection_id, notice_id),
    foreign key (tenant_id, connection_id) references connections
);

create unique index one_notice on notices (tenant_id, connection_id, told_by);
create index notices_by_age on notices (received_at);

-- An answer that shows a secret is kept sealed, for as long as its request may be repeated.
alter table idempotency_keys add column sealed boolean not null default false;

grant select, insert, update on connections to rescind_app;
grant select, insert, update on notices to rescind_app;
grant select (tenant_id, connection_id, notice_id, received_at), delete on notices
    to rescind_worker;

do $$
declare
    one text;
begin
    foreach one in array array['connections', 'notices'] loop
        execute format('alter table %I enable row level security', one);
        execute format('alter table %I force row level security', one);
        execute format(
            'create policy own_rows on %I using (tenant_id = (select current_tenant()))', one
        );
    end loop;
end $$;

-- An address is looked up before its tenant is known: its own digest shows it, and nothing else.
create policy shown_by_its_digest on connections for select using (
    digest = decode(nullif(current_setting('rescind.digest', true), ''), 'hex')
);

create policy old_notices on notices to rescind_worker using (current_user = 'rescind_worker');
