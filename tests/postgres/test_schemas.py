"""Our tables are found wherever a user's own are looked for."""

import pytest
from psycopg.conninfo import conninfo_to_dict

import record
from rescind.postgres.administration import administration
from rescind.postgres.database import Database
from rescind.postgres.migrating import migrate
from rescind.usecases.keys import caller_of, digest_of, first_key


@pytest.mark.parametrize(
    "prepare",
    [
        'create schema authorization "{user}"',
        'create schema other authorization "{user}"; alter role "{user}" set search_path = other',
        "alter role \"{user}\" set search_path = ''",
    ],
    ids=["a schema of its own", "another schema", "no schema"],
)
def test_a_record_is_kept_and_found(cluster, fresh, prepare):
    known = conninfo_to_dict(fresh)
    cluster.run(prepare.format(user=known["user"]), database=known["dbname"])
    migrate(fresh)
    with administration(fresh) as connection:
        key = first_key(connection, now=record.START)
    database = Database(fresh)
    database.open()
    try:
        assert database.ready()
        with database.caller(digest_of(key)) as connection:
            assert caller_of(connection, key).name == "first key"
    finally:
        database.close()
    assert migrate(fresh) == []
