"""The rows of a record as its owner sees them: for tests that nothing else changed."""

import hashlib
from contextlib import contextmanager

import psycopg

TABLES = """
select table_name from information_schema.columns
where column_name = 'tenant_id' and table_schema = 'public' order by 1
"""


@contextmanager
def owner_of(url, tenant_id=""):
    """Begin a transaction as the owner, who is held to one tenant's rows as well."""
    with psycopg.connect(url) as connection:
        connection.execute("select set_config('rescind.tenant', %s, true)", (tenant_id,))
        yield connection


def tables(connection):
    """List the tables whose rows are tenants'."""
    return [name for (name,) in connection.execute(TABLES)]


def rows(url, tenant_id):
    """Read all rows of a tenant, by table."""
    with owner_of(url, tenant_id) as owner:
        return {
            table: owner.execute(
                f"select t::text from {table} t where tenant_id = %s order by 1",  # noqa: S608
                (tenant_id,),
            ).fetchall()
            for table in tables(owner)
        }


def fingerprint(url, tenant_id):
    """Tell all rows of a tenant in one hash."""
    found = rows(url, tenant_id)
    assert found["tenants"]
    return hashlib.sha256(repr(found).encode()).hexdigest()
