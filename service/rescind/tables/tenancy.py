"""A tenant's rows, seen through a transaction."""

from dataclasses import dataclass
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Tenant:
    """One tenant, and the transaction in which its rows are read and written."""

    connection: Connection
    tenant_id: str
