-- What is kept: who may call, what was agreed, and of each cancellation the facts, the ledger and
-- the last decision. tenant_id leads every key, so no reference can cross tenants.
--
-- Ids are the ids of the API (a prefix and a time-ordered suffix), so that what people read in an
-- answer is what they find here. `json` and not `jsonb`: what was told is shown as it was told.

create table tenants (
    tenant_id text collate "C" primary key,
    name text not null unique,
    created_at timestamptz not null
);

create table api_keys (
    tenant_id text collate "C" not null references tenants,
    key_id text collate "C" not null,
    name text not null,
    digest bytea not null unique, -- SHA-256 of the key: nobody can read a key from here
    last_four text not null,
    scopes text[] not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    primary key (tenant_id, key_id)
);

-- Policies are never changed: a new version is in force from its created_at until the next one's.
create table policies (
    tenant_id text collate "C" not null references tenants,
    supplier_id text not null, -- '' is the store's own policy
    version int not null check (version > 0),
    rules json not null,
    created_at timestamptz not null,
    primary key (tenant_id, supplier_id, version)
);

create table cancellations (
    tenant_id text collate "C" not null references tenants,
    cancellation_id text collate "C" not null,
    asked_for text not null, -- SHA-256 of the order and lines: at most one open case for each
    state text not null check (state in ('open', 'closed')),
    version int not null check (version >= 0), -- the seq of its last event
    created_at timestamptz not null,
    updated_at timestamptz not null,
    closed_at timestamptz,
    -- What lists show and filter by: the store order, and the last stored decision.
    order_id text not null,
    order_name text,
    supplier_order_ids text[] not null,
    supplier_ids text[] not null,
    eligibility text not null,
    next_action text not null,
    urgent boolean not null,
    next_check_at timestamptz,
    summary json not null, -- by locale
    decided_at timestamptz not null,
    due_at timestamptz, -- when the worker decides it again
    primary key (tenant_id, cancellation_id)
);

create unique index one_open_case on cancellations (tenant_id, asked_for) where state = 'open';
create index cancellations_by_age on cancellations (tenant_id, created_at desc, cancellation_id desc);
create index cancellations_by_order on cancellations (tenant_id, order_id);
create index cancellations_by_supplier_order on cancellations using gin (supplier_order_ids);
create index cancellations_by_supplier on cancellations using gin (supplier_ids);
create index cancellations_due on cancellations (due_at) where due_at is not null;

-- Everything that was told of a case, in the order in which it was told.
create table facts (
    tenant_id text collate "C" not null,
    cancellation_id text collate "C" not null,
    seq int not null check (seq > 0), -- that of the event which tells of it
    fact_id text collate "C" not null,
    kind text not null,
    supplier_order int, -- which of the case's supplier orders it is about, counted from 0
    body json not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, cancellation_id, seq),
    unique (tenant_id, fact_id),
    foreign key (tenant_id, cancellation_id) references cancellations
);

-- The ledger: seq has no gaps within a case, because it is given out under the case's lock.
create table events (
    tenant_id text collate "C" not null,
    cancellation_id text collate "C" not null,
    seq int not null check (seq > 0),
    event_id text collate "C" not null,
    type text not null,
    occurred_at timestamptz not null,
    created_at timestamptz not null,
    data json not null,
    primary key (tenant_id, cancellation_id, seq),
    unique (tenant_id, event_id),
    foreign key (tenant_id, cancellation_id) references cancellations
);

create table idempotency_keys (
    tenant_id text collate "C" not null references tenants,
    key text collate "C" not null,
    fingerprint text not null, -- of the request: another one under the same key is refused
    status int, -- null only within the transaction that carries the request out
    headers json,
    body text,
    created_at timestamptz not null,
    primary key (tenant_id, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);

-- What the application may do: facts, events and policies are only ever added to.
grant usage on schema public to rescind_app, rescind_worker;
grant select on tenants to rescind_app;
grant select on api_keys to rescind_app;
grant select, insert on policies, facts, events to rescind_app;
grant select, insert, update on cancellations to rescind_app;
grant select, insert, update on idempotency_keys to rescind_app;

-- The worker finds what is due across tenants, and then goes on as the application.
grant select (tenant_id, cancellation_id, due_at), update (due_at) on cancellations to rescind_worker;
grant select (tenant_id, key, created_at), delete on idempotency_keys to rescind_worker;

-- Tenants apart: every query says whose rows it wants, and this holds even where one forgets.
-- Without a tenant nothing is seen; the owner of the tables is held to it too.
create function current_tenant() returns text language sql stable
    return nullif(current_setting('rescind.tenant', true), '');

do $$
declare
    one text;
begin
    foreach one in array array[
        'tenants', 'api_keys', 'policies', 'cancellations', 'facts', 'events', 'idempotency_keys'
    ] loop
        execute format('alter table %I enable row level security', one);
        execute format('alter table %I force row level security', one);
        execute format(
            'create policy own_rows on %I using (tenant_id = (select current_tenant()))', one
        );
    end loop;
end $$;

-- A key is looked up before its tenant is known: its own digest shows it, and nothing else.
create policy shown_by_its_digest on api_keys for select using (
    digest = decode(nullif(current_setting('rescind.digest', true), ''), 'hex')
);

-- The worker itself, not who may become it: before PostgreSQL 16 its policies are the owner's too.
create policy due_cases on cancellations to rescind_worker
    using (due_at is not null and current_user = 'rescind_worker')
    with check (current_user = 'rescind_worker');
create policy old_keys on idempotency_keys to rescind_worker
    using (current_user = 'rescind_worker');

-- Who administers keys names tenants; the application, which serves them, cannot.
create policy administered on tenants using (current_user not in ('rescind_app', 'rescind_worker'));
