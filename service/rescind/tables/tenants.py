"""The tenants: whose keys and whose records there are."""

from datetime import datetime

from rescind.tables.ids import TENANT, new_id
from rescind.tables.tenancy import Connection, Tenant

ALL = "select tenant_id, name from tenants order by created_at, tenant_id"


def every(connection: Connection) -> list[tuple[str, str]]:
    """List all tenants, oldest first: id and name."""
    return connection.execute(ALL).fetchall()


ADD = """
insert into tenants (tenant_id, name, created_at)
values (%(tenant_id)s, %(name)s, %(now)s)
on conflict (name) do nothing
"""

NAMED = "select tenant_id from tenants where name = %(name)s"


def named(connection: Connection, name: str, now: datetime) -> str:
    """Find a tenant by its name, or make it; returns its id."""
    connection.execute(ADD, {"tenant_id": new_id(TENANT), "name": name, "now": now})
    found: tuple[str] | None = connection.execute(NAMED, {"name": name}).fetchone()
    if found is None:
        raise LookupError(f"The tenant {name} vanished.")
    return found[0]


NAME = "select name from tenants where tenant_id = %(tenant_id)s"


def name(tenant: Tenant) -> str:
    """Tell a tenant's own name."""
    found = tenant.connection.execute(NAME, {"tenant_id": tenant.tenant_id}).fetchone()
    return str(found[0]) if found else ""


SEE = "select set_config('rescind.tenant', %(tenant_id)s, true)"


def see(connection: Connection, tenant_id: str) -> None:
    """See the rows of one tenant until the transaction ends, as its owner is held to as well."""
    connection.execute(SEE, {"tenant_id": tenant_id})
