"""The two roles under which everything runs, neither of which owns a table or bypasses a policy."""

APP_ROLE = "rescind_app"
"""What requests run as: the rows of one tenant, and facts, events and policies only added to."""

WORKER_ROLE = "rescind_worker"
"""What finds due cases across tenants."""

_ROLE = """\
do $$ begin
    if not exists (select from pg_roles where rolname = '{role}') then
        create role {role} nologin nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
end $$;
grant {role} to {login};
"""


def roles_sql(login: str) -> str:
    """Write what makes both roles and lets a login take them; running it again changes nothing."""
    quoted = '"' + login.replace('"', '""') + '"'
    return "".join(_ROLE.format(role=role, login=quoted) for role in (APP_ROLE, WORKER_ROLE))
