"""The two roles that statements run as; both can do less than the login that takes them.

A role of its own for the application is what makes row-level security and withheld privileges
hold: neither binds the owner of the tables.
"""

APP_ROLE = "rescind_app"
"""Sees one tenant at a time."""

WORKER_ROLE = "rescind_worker"
"""Sees what is due, of every tenant."""

_CREATE = """
    if not exists (select from pg_roles where rolname = '{role}') then
        create role {role} nologin nosuperuser nobypassrls noinherit;
    end if;"""


def roles_sql(login: str) -> str:
    """Write what an administrator runs so that a login can take both roles; twice does no harm."""
    creating = "".join(_CREATE.format(role=role) for role in (APP_ROLE, WORKER_ROLE))
    name = '"' + login.replace('"', '""') + '"'
    granting = f"grant {APP_ROLE}, {WORKER_ROLE} to {name}"
    # Before 16 the login itself says whether it inherits; then each grant does.
    return f"""\
do $roles$
begin{creating}
    if current_setting('server_version_num')::int >= 160000 then
        execute {_literal(granting + " with inherit false, set true")};
    else
        execute {_literal(granting)};
    end if;
end
$roles$;
"""


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
