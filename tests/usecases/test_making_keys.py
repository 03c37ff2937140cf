"""API keys: what they look like, who holds which, and until when."""

import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import record
import record_rows
from rescind.domain.words import Scope
from rescind.postgres.administration import administration
from rescind.usecases.keys import (
    ALPHABET,
    CHECKSUM,
    NoSuchKey,
    caller_of,
    checksum,
    create,
    digest_of,
    every,
    looks_right,
    new_key,
    revoke,
)

KEY = "rsc_0123456789ABCDEFGHIJKLMNOPQRSTUV4eOfOI"
DIGEST = "c84730ddbebe10b49172ed6780b19ed3f4ba05eb098aa45f104805b219f00631"
NOW = record.START
LATER = NOW + timedelta(days=1)


def test_a_key_is_what_scanners_look_for():
    assert re.fullmatch(r"rsc_[0-9A-Za-z]{38}", new_key())
    assert len({new_key() for _ in range(1000)}) == 1000


def test_the_form_of_keys_never_changes():
    assert looks_right(KEY)
    assert digest_of(KEY).hex() == DIGEST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rsc_",
        KEY[:-1],
        KEY + "0",
        KEY + "\n",
        " " + KEY,
        KEY.lower(),
        KEY.replace("rsc_", "rsk_"),
        KEY.replace("0123", "0132"),
        KEY[:-6] + "000000",
        KEY.replace("0", "\u0660"),
        "rsc_" + "\udcff" * 38,
    ],
)
def test_what_is_no_key(text):
    assert not looks_right(text)


@given(st.integers(4, len(KEY) - 1), st.sampled_from(ALPHABET))
def test_a_mistyped_character_is_told(at, character):
    mistyped = KEY[:at] + character + KEY[at + 1 :]
    assert looks_right(mistyped) is (mistyped == KEY)


@given(st.text(max_size=60))
def test_no_text_is_a_key_by_chance(text):
    assert not looks_right(text)
    assert not looks_right(f"rsc_{text}")


@given(st.text(alphabet=ALPHABET, min_size=32, max_size=32))
def test_a_checksum_is_the_crc_32_in_base_62(random):
    start = f"rsc_{random}"
    told = checksum(start)
    assert len(told) == CHECKSUM
    assert sum(62**at * ALPHABET.index(c) for at, c in enumerate(reversed(told))) == zlib.crc32(
        start.encode()
    )


@pytest.fixture
def tenant(request):
    """The name of a tenant of this test's own."""
    return request.node.name


@pytest.fixture
def owner(postgres):
    """Begins a transaction as the owner of the record."""
    return lambda: administration(postgres.url)


def made(owner, tenant, *, name="a key", scopes=tuple(Scope), now=NOW):
    with owner() as connection:
        return create(connection, tenant=tenant, name=name, scopes=scopes, now=now)


def listed(owner, tenant):
    """The keys of a tenant."""
    with owner() as connection:
        return [one.row for one in every(connection) if one.tenant == tenant]


def holder(recorded, key):
    """Who calls with a key, as the service finds out."""
    with recorded[1].caller(digest_of(key)) as connection:
        return caller_of(connection, key)


def test_a_key_is_kept_as_what_cannot_be_turned_back(owner, tenant):
    new = made(owner, tenant, name="for the shop", scopes=[Scope.EVALUATE])
    [row] = listed(owner, tenant)
    assert row == new.row
    assert looks_right(new.key)
    assert (row.name, row.scopes, row.last_four) == ("for the shop", ["evaluate"], new.key[-4:])
    assert (row.created_at, row.revoked_at) == (NOW, None)
    assert row.digest == digest_of(new.key)
    assert new.key not in str(row)


def test_a_tenant_is_made_once(owner, tenant):
    ids = {made(owner, name).row.tenant_id for name in (tenant, tenant, f"another {tenant}")}
    assert len(ids) == 2
    assert len(listed(owner, tenant)) == 2


def test_a_tenant_is_made_once_by_many_at_once(owner, tenant):
    with ThreadPoolExecutor(4) as threads:
        made_keys = list(threads.map(lambda _: made(owner, tenant), range(4)))
    assert len({new.row.tenant_id for new in made_keys}) == 1
    assert len(listed(owner, tenant)) == 4


def test_scopes_are_kept_once_and_in_order(owner, tenant):
    scopes = [Scope.KEYS_MANAGE, Scope.EVALUATE, Scope.EVALUATE, Scope.KEYS_MANAGE]
    assert made(owner, tenant, scopes=scopes).row.scopes == ["evaluate", "keys:manage"]


def test_the_holder_of_a_key_is_known(owner, recorded, tenant):
    new = made(owner, tenant, scopes=[Scope.POLICIES_WRITE, Scope.EVALUATE])
    found = holder(recorded, new.key)
    assert (found.tenant_id, found.key_id, found.name) == (
        new.row.tenant_id,
        new.row.key_id,
        "a key",
    )
    assert found.scopes == {Scope.EVALUATE, Scope.POLICIES_WRITE}


@pytest.mark.parametrize("key", [KEY, "", "rsc_", "no key"])
def test_an_unknown_key_is_nobodys(recorded, key):
    assert holder(recorded, key) is None


def test_a_scope_of_a_newer_version_says_nothing(postgres, owner, recorded, tenant):
    new = made(owner, tenant, scopes=[Scope.EVALUATE])
    with record_rows.owner_of(postgres.url, new.row.tenant_id) as connection:
        connection.execute(
            "update api_keys set scopes = scopes || '{moon:read}' where key_id = %s",
            (new.row.key_id,),
        )
    assert holder(recorded, new.key).scopes == {Scope.EVALUATE}


def test_a_revoked_key_is_nobodys_and_stays_listed(owner, recorded, tenant):
    new, other = made(owner, tenant), made(owner, tenant, now=LATER)
    for moment in (LATER, LATER + timedelta(days=1)):
        with owner() as connection:
            revoke(connection, key_id=new.row.key_id, now=moment)
    assert holder(recorded, new.key) is None
    assert holder(recorded, other.key).key_id == other.row.key_id
    assert [row.revoked_at for row in listed(owner, tenant)] == [LATER, None]


@pytest.mark.parametrize("key_id", ["", "key_01m86yb53fegb8hexhzcmh790r", KEY, "%"])
def test_what_is_not_there_cannot_be_revoked(owner, key_id):
    with pytest.raises(NoSuchKey), owner() as connection:
        revoke(connection, key_id=key_id, now=NOW)
