"""Tenants apart in the database itself: whatever a query forgets, it meets one tenant's rows."""

import pytest
from psycopg.errors import AdminShutdown, InsufficientPrivilege, ProgramLimitExceeded

import record
from api.operations import OPENING, make, settle
from api.platform_notices import address_of, order, tell
from record_rows import owner_of, rows, tables
from rescind.postgres.database import DatabaseAway
from rescind.postgres.roles import APP_ROLE, WORKER_ROLE
from rescind.usecases.keys import digest_of

TABLES = [
    "api_keys",
    "cancellations",
    "connections",
    "dealings",
    "events",
    "facts",
    "idempotency_keys",
    "notices",
    "policies",
    "tenants",
    "tracking_numbers",
]
CHANGES = {
    "update": "update {} set tenant_id = tenant_id",
    "delete": "delete from {}",
    "truncate": "truncate {} cascade",
}
ANOTHER_ORDER = {**OPENING, "store_order": {**OPENING["store_order"], "order_id": "2"}}
PARTLY_SEEN = ("cancellations", "idempotency_keys", "notices")
"""What the worker sees a few columns of."""

GUARDS = """
select relname, relrowsecurity, relforcerowsecurity from pg_class
where oid = any(%s::regclass[]) order by relname
"""
ROLES = "select rolsuper, rolbypassrls, rolcanlogin, rolinherit from pg_roles where rolname = %s"


@pytest.fixture(scope="module")
def two(recorded, postgres):
    """Two tenants that both have rows in every table."""
    app, _, clock = recorded
    clock.now = record.START
    callers = [record.Caller(app, record.new_key(postgres.url), clock) for _ in range(2)]
    for one in callers:
        settle(one)
        one.post("/v1/cancellations", ANOTHER_ORDER, Idempotency_Key="used")
        make(one, "putStorePolicy")
        tell(one, address_of(one), order(id=2))
        one.tenant_id = one.get("/v1/me")["tenant_id"]
    return callers


@pytest.fixture
def ours(two):
    return two[0]


@pytest.fixture
def theirs(two):
    return two[1]


def test_the_tables_of_tenants_are_these(postgres):
    with owner_of(postgres.url) as owner:
        assert tables(owner) == TABLES


def test_every_table_of_tenants_holds_everyone_to_its_policies(postgres):
    with owner_of(postgres.url) as owner:
        found = owner.execute(GUARDS, (tables(owner),)).fetchall()
    assert found == [(table, True, True) for table in TABLES]


@pytest.mark.parametrize("role", [APP_ROLE, WORKER_ROLE])
def test_a_role_has_no_rights_of_its_own(postgres, role):
    with owner_of(postgres.url) as owner:
        assert owner.execute(ROLES, (role,)).fetchone() == (False, False, False, False)


@pytest.mark.parametrize("table", TABLES)
def test_a_query_that_names_no_tenant_finds_its_own_rows(recorded, postgres, ours, table):
    with recorded[1].tenant(ours.tenant_id) as tenant:
        query = f"select t::text from {table} t order by 1"  # noqa: S608
        found = tenant.connection.execute(query).fetchall()
    assert found == rows(postgres.url, ours.tenant_id)[table] != []


@pytest.mark.parametrize("table", TABLES)
def test_without_a_tenant_there_are_no_rows(recorded, ours, table):
    assert ours.tenant_id
    with recorded[1].caller(b"") as connection:
        assert connection.execute(f"select from {table}").fetchall() == []


@pytest.mark.parametrize("table", [table for table in TABLES if table != "tenants"])
def test_the_owner_is_held_to_a_tenant_too(postgres, ours, table):
    assert ours.tenant_id
    with owner_of(postgres.url) as owner:
        assert owner.execute(f"select from {table}").fetchall() == []


def test_a_digest_shows_its_own_key_and_nothing_else(recorded, ours):
    with recorded[1].caller(digest_of(ours.key)) as connection:
        assert connection.execute("select tenant_id from api_keys").fetchall() == [
            (ours.tenant_id,)
        ]
        for table in TABLES[1:]:
            assert connection.execute(f"select from {table}").fetchall() == []


def test_the_next_transaction_remembers_no_tenant(recorded, ours):
    for _ in range(3):
        with recorded[1].tenant(ours.tenant_id) as tenant:
            assert tenant.connection.execute("select from facts").fetchall()
        with recorded[1].caller(b"") as connection:
            assert connection.execute("select from facts").fetchall() == []


COPY = {
    "policies": "insert into policies select %s, supplier_id, 99, rules, created_at from policies",
    "idempotency_keys": "insert into idempotency_keys (tenant_id, key, fingerprint, created_at)"
    " select %s, 'stolen', fingerprint, created_at from idempotency_keys",
    "tracking_numbers": "insert into tracking_numbers select %s, number, cancellation_id, order_id,"
    " 99, supplier_id, country, recorded_at from tracking_numbers",
}


@pytest.mark.parametrize("table", COPY)
def test_no_row_is_written_for_another_tenant(recorded, postgres, ours, theirs, table):
    before = rows(postgres.url, theirs.tenant_id)
    with (
        pytest.raises(InsufficientPrivilege, match="row-level security"),
        recorded[1].tenant(ours.tenant_id) as tenant,
    ):
        tenant.connection.execute(COPY[table], (theirs.tenant_id,))
    assert rows(postgres.url, theirs.tenant_id) == before


@pytest.mark.parametrize("table", ["cancellations", "idempotency_keys"])
def test_no_row_is_given_to_another_tenant(recorded, ours, theirs, table):
    with (
        pytest.raises(InsufficientPrivilege, match="row-level security"),
        recorded[1].tenant(ours.tenant_id) as tenant,
    ):
        tenant.connection.execute(
            f"update {table} set tenant_id = %s",  # noqa: S608
            (theirs.tenant_id,),
        )


def test_a_change_that_names_no_tenant_meets_its_own_rows(recorded, postgres, ours, theirs):
    before = rows(postgres.url, theirs.tenant_id)
    with recorded[1].tenant(ours.tenant_id) as tenant:
        changed = tenant.connection.execute("update cancellations set order_name = 'changed'")
    assert changed.rowcount == len(rows(postgres.url, ours.tenant_id)["cancellations"])
    assert rows(postgres.url, theirs.tenant_id) == before


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    "table", ["facts", "events", "policies", "tenants", "api_keys", "tracking_numbers"]
)
def test_the_application_changes_nothing_that_is_only_added_to(recorded, ours, table, change):
    with (
        pytest.raises(InsufficientPrivilege, match="permission denied"),
        recorded[1].tenant(ours.tenant_id) as tenant,
    ):
        tenant.connection.execute(CHANGES[change].format(table))


@pytest.mark.parametrize("table", ["cancellations", "idempotency_keys", "schema_migrations"])
@pytest.mark.parametrize("change", ["delete", "truncate"])
def test_the_application_removes_nothing(recorded, ours, table, change):
    with (
        pytest.raises(InsufficientPrivilege, match="permission denied"),
        recorded[1].tenant(ours.tenant_id) as tenant,
    ):
        tenant.connection.execute(CHANGES[change].format(table))


@pytest.mark.parametrize(
    "query",
    [
        *(f"select from {table}" for table in TABLES if table not in PARTLY_SEEN),
        "select order_name from cancellations",
        "select body from idempotency_keys",
        "update cancellations set state = 'closed'",
        "delete from cancellations",
        "delete from facts",
    ],
)
def test_the_worker_sees_no_more_than_what_is_due(recorded, ours, query):
    assert ours.tenant_id
    with (
        pytest.raises(InsufficientPrivilege, match="permission denied"),
        recorded[1].worker() as connection,
    ):
        connection.execute(query)


def test_the_worker_goes_on_as_one_tenant(recorded, ours):
    with recorded[1].worker() as connection:
        seen = {one for (one,) in connection.execute("select tenant_id from cancellations")}
        assert {ours.tenant_id} < seen
        tenant = recorded[1].become(connection, ours.tenant_id)
        found = tenant.connection.execute("select distinct tenant_id from facts").fetchall()
    assert found == [(ours.tenant_id,)]


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (ProgramLimitExceeded, ProgramLimitExceeded),
        (AdminShutdown, DatabaseAway),
    ],
)
def test_only_a_server_that_may_come_back_is_away(recorded, error, shown):
    with pytest.raises(shown), recorded[1].worker():
        raise error
