"""`rescind keys`: the key alone on stdout, lists for people and for machines, revocations."""

import json
import re

import pytest
from click.testing import CliRunner

import record
from rescind.cli import main
from rescind.domain.words import Scope
from rescind.usecases.keys import caller_of, digest_of, looks_right

ALL = [scope.value for scope in Scope]


@pytest.fixture
def run(postgres):
    """Runs the command on the record of the tests; the result has stdout, stderr and the status."""

    def ran(*arguments, environ=None):
        wanted = {"DATABASE_URL": postgres.url} if environ is None else environ
        return CliRunner(env=wanted).invoke(main, ["keys", *arguments])

    return ran


@pytest.fixture
def tenant(request):
    """The name of a tenant of this test's own."""
    return f"the tenant of {request.node.name}"


def created(run, *arguments):
    """Make a key; tells what was printed."""
    result = run("create", *arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def listed(run, tenant):
    """The keys of a tenant as machines see them."""
    result = run("list", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    rows = map(json.loads, result.stdout.splitlines())
    return [row for row in rows if row["tenant"] == tenant]


def test_the_key_alone_is_printed(run, recorded, tenant):
    printed = created(run, "--tenant", tenant)
    key = printed.removesuffix("\n")
    assert looks_right(key)
    with recorded[1].caller(digest_of(key)) as connection:
        assert caller_of(connection, key).scopes == set(Scope)


@pytest.mark.parametrize(
    ("arguments", "name", "scopes"),
    [
        ([], "", ALL),
        (["--name", " for the shop "], "for the shop", ALL),
        (["--name", "für München 🛒"], "für München 🛒", ALL),
        (["--scope", "evaluate"], "", ["evaluate"]),
        (["--scope", "keys:manage", "--scope", "evaluate"], "", ["evaluate", "keys:manage"]),
        (["--scope", "evaluate"] * 6, "", ["evaluate"]),
    ],
)
def test_a_key_is_listed_as_it_was_asked_for(run, tenant, arguments, name, scopes):
    key = created(run, "--tenant", tenant, *arguments).strip()
    [row] = listed(run, tenant)
    assert re.fullmatch(r"key_[0-9a-z]{26}", row.pop("id"))
    assert re.fullmatch(r"ten_[0-9a-z]{26}", row.pop("tenant_id"))
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT[0-9:.]+Z", row.pop("created_at"))
    assert row == {
        "tenant": tenant,
        "name": name,
        "last_four": key[-4:],
        "scopes": scopes,
        "revoked_at": None,
    }


def test_without_a_tenant_it_is_that_of_the_default_one(run):
    key = created(run).strip()
    assert key[-4:] in [row["last_four"] for row in listed(run, "default")]


def test_people_get_a_table(run, tenant):
    everything = created(run, "--tenant", tenant, "--name", "shop").strip()
    little = created(run, "--tenant", tenant, "--scope", "evaluate").strip()
    revoked = listed(run, tenant)[0]["id"]
    run("revoke", revoked)
    headings, *rows = run("list").stdout.splitlines()
    assert re.split(r"  +", headings) == [
        *("id", "tenant", "name", "ends in", "scopes", "created", "revoked")
    ]
    moment = r"20\d\d-\d\d-\d\d \d\d:\d\d UTC"
    first, second = [re.split(r"  +", row) for row in rows if tenant in row]
    assert first[:5] == [revoked, tenant, "shop", everything[-4:], "all"]
    assert second[2:5] == ["-", little[-4:], "evaluate"]
    assert [bool(re.fullmatch(moment, cell)) for cell in first[5:]] == [True, True]
    assert [bool(re.fullmatch(moment, cell)) for cell in second[5:]] == [True, False]
    assert everything not in run("list").stdout


def test_revoking_says_what_it_did_on_stderr(run, recorded, tenant):
    key = created(run, "--tenant", tenant).strip()
    [row] = listed(run, tenant)
    for _ in range(2):
        result = run("revoke", row["id"])
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"Revoked {row['id']}.\n"
    with recorded[1].caller(digest_of(key)) as connection:
        assert caller_of(connection, key) is None
    assert listed(run, tenant)[0]["revoked_at"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["create", "--scope", "everything"], 2, "'evaluate', 'cancellations:read',"),
        (["create", "--tenant", " "], 2, "A tenant has a name."),
        (["create", "--tenant", "a\nb"], 2, "Give one line of at most 255 printable characters."),
        (["create", "--name", "a\tb"], 2, "Give one line of at most 255 printable characters."),
        (["create", "--name", "\udcff"], 2, "Give one line of at most 255 printable characters."),
        (["create", "--name", "a" * 256], 2, "Give one line of at most 255 printable characters."),
        (["revoke"], 2, "KEY_ID"),
        (["revoke", "key_1"], 1, 'no key with the id "key_1"; `rescind keys list` shows the ids.'),
    ],
)
def test_what_cannot_be_done_is_told(run, arguments, status, said):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("environ", "status", "said"),
    [
        ({"DATABASE_URL": "mysql://u:secret@h/d"}, 2, "DATABASE_URL: it cannot be used"),
        ({"DATABASE_URL": "postgresql://u:secret@127.0.0.1:1/d"}, 1, "cannot be reached"),
        ({"DATABASE_URL": "postgresql://u:secret@h/d?a=secret"}, 1, "address of the database"),
    ],
)
@pytest.mark.parametrize("command", [["create"], ["list"], ["revoke", "key_1"]])
def test_a_record_that_is_not_there_is_told_without_a_password(run, command, environ, status, said):
    result = run(*command, environ=environ)
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr
    assert "secret" not in result.stderr
    assert "Traceback" not in result.stderr


def test_the_direct_address_comes_before_that_of_a_pooler(run, postgres, tenant):
    environ = {
        "DATABASE_URL": "postgresql://u@127.0.0.1:1/d",
        "DATABASE_MIGRATION_URL": postgres.url,
    }
    assert run("create", "--tenant", tenant, environ=environ).exit_code == 0
    assert len(listed(run, tenant)) == 1


def test_works_beside_a_service_that_runs(run, postgres, tenant):
    made = run("create", "--tenant", tenant, "--data", str(postgres.cluster.state), environ={})
    assert made.exit_code == 0, made.output
    assert [row["last_four"] for row in listed(run, tenant)] == [made.stdout.strip()[-4:]]


@pytest.mark.slow
def test_works_where_nothing_was_ever_served(run):
    with record.data_folder() as folder:
        environ = {"RESCIND_DATA": str(folder)}
        made = run("create", environ=environ)
        assert looks_right(made.stdout.removesuffix("\n")), made.output
        result = run("list", "--json", environ=environ)
        [row] = map(json.loads, result.stdout.splitlines())
    assert (row["tenant"], row["last_four"]) == ("default", made.stdout.strip()[-4:])
