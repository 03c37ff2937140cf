"""Keys: every call asks for one, and for the scope that the contract names."""

import pytest

import record
from api.operations import OPERATIONS, named
from rescind.domain.words import Scope
from rescind.postgres.administration import administration
from rescind.usecases.keys import create, new_key, revoke

WELL_FORMED = new_key()
GARBAGE = {
    "a word": "x",
    "the prefix alone": "rsc_",
    "a wrong checksum": WELL_FORMED[:-1] + ("0" if WELL_FORMED[-1] != "0" else "1"),
    "one character more": f"{WELL_FORMED}0",
    "another case": WELL_FORMED.upper(),
    "no ASCII": "rsc_ñandú",
    "very long": "rsc_" + "0" * 5000,
}
SCOPED = [operation for operation in OPERATIONS if operation.scopes]


@pytest.fixture(scope="module")
def revoked(postgres):
    """A key that was good until it was revoked."""
    told = {"tenant": "revoked", "name": "test", "scopes": list(Scope), "now": record.START}
    with administration(postgres.url) as connection:
        made = create(connection, **told)
        revoke(connection, key_id=made.row.key_id, now=record.START)
    return made.key


@pytest.fixture(scope="module")
def key_with(postgres):
    """The keys of one tenant, each made once for the scopes that it has."""
    made = {}

    def find(*scopes):
        if scopes not in made:
            made[scopes] = record.new_key(postgres.url, tenant="of many keys", scopes=scopes)
        return made[scopes]

    return find


@pytest.fixture
def ask(recorded):
    """Calls an operation with some headers, and tells what was answered."""
    client = recorded[0].test_client()

    def call(operation, headers):
        return client.open(
            operation.at(), method=operation.method, json=operation.body, headers=headers
        )

    return call


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


def told(response):
    """What a refusal tells, but for the request's own id."""
    return {n: v for n, v in response.get_json().items() if n != "request_id"}


def refused(response):
    """See that a call was refused for its key; tells the challenge and the problem."""
    assert response.status_code == 401
    assert response.get_json()["code"] == "unauthorized"
    return response.headers["WWW-Authenticate"], told(response)


def test_only_catalogues_and_the_key_itself_ask_for_no_scope():
    assert {operation.name for operation in OPERATIONS if not operation.scopes} == {
        "countBusinessDays",
        "getMe",
        "getVocabulary",
        "listRules",
        "listVocabularies",
    }
    assert all(len(operation.scopes) == 1 for operation in SCOPED)
    assert {scope for operation in SCOPED for scope in operation.scopes} <= {*Scope}


@pytest.mark.parametrize("operation", named(OPERATIONS))
@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer "}, {"X-API-Key": ""}],
    ids=["nothing", "no key", "a blank key", "a blank header"],
)
def test_without_a_key_nothing_is_answered(ask, operation, headers):
    challenge, problem = refused(ask(operation, headers))
    assert challenge == 'Bearer realm="rescind"'
    assert "X-API-Key" in problem["detail"]


@pytest.mark.parametrize("operation", named(OPERATIONS))
def test_no_other_key_tells_why_it_is_none(ask, operation, revoked):
    keys = [key.encode().decode("latin-1") for key in (WELL_FORMED, revoked, *GARBAGE.values())]
    answers = [
        refused(ask(operation, headers))
        for key in keys
        for headers in (bearer(key), {"X-API-Key": key})
    ]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 'Bearer realm="rescind", error="invalid_token"'


@pytest.mark.parametrize("operation", named(SCOPED))
def test_a_key_without_the_scope_may_not(ask, operation, key_with):
    [needed] = operation.scopes
    key = key_with(*(scope for scope in Scope if scope != needed))
    response = ask(operation, bearer(key))
    assert (response.status_code, response.get_json()["code"]) == (403, "forbidden")
    assert f"needs a key with the scope {needed};" in response.get_json()["detail"]


@pytest.mark.parametrize("operation", named(OPERATIONS))
def test_the_scope_alone_is_enough(ask, operation, key_with):
    key = key_with(*(Scope(scope) for scope in operation.scopes))
    for headers in (bearer(key), {"Authorization": f"bearer  {key} "}, {"X-API-Key": key}):
        assert ask(operation, headers).status_code not in (401, 403)


def test_a_key_says_what_it_may(ask, key_with):
    [me] = [operation for operation in OPERATIONS if operation.name == "getMe"]
    for scopes in [(), *((scope,) for scope in Scope), tuple(Scope)]:
        assert ask(me, bearer(key_with(*scopes))).get_json()["scopes"] == [*scopes]


def test_the_bearer_is_read_before_the_other_header(ask, key_with):
    [me] = [operation for operation in OPERATIONS if operation.name == "getMe"]
    key = key_with()
    assert ask(me, {**bearer("x"), "X-API-Key": key}).status_code == 401
    assert ask(me, {**bearer(key), "X-API-Key": "x"}).status_code == 200
    assert ask(me, {"Authorization": "Basic eDp5", "X-API-Key": key}).status_code == 200


def test_a_key_is_refused_from_its_revocation_on(recorded, postgres, clock):
    told = {"tenant": "soon revoked", "name": "test", "scopes": [], "now": record.START}
    with administration(postgres.url) as connection:
        made = create(connection, **told)
    caller = record.Caller(recorded[0], made.key, clock)
    assert caller.ask("GET", "/v1/me")[0] == 200
    with administration(postgres.url) as connection:
        revoke(connection, key_id=made.row.key_id, now=record.START)
    assert caller.ask("GET", "/v1/me")[0] == 401
