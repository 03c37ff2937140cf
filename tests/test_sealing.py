"""Secrets are sealed with the first key and opened with each."""

import base64
import os
import stat

import pytest

from rescind.sealing import KEY_FILE, Seal, Unopenable, key_in, key_of

ONE, OTHER = (base64.b64encode(bytes([n] * 32)).decode() for n in (1, 250))
FOR_URLS = OTHER.replace("+", "-").replace("/", "_")


def test_what_is_sealed_is_opened_and_cannot_be_read():
    sealed = Seal([ONE]).sealed("the secret")
    assert "secret" not in sealed
    assert Seal([ONE]).opened(sealed) == "the secret"


def test_a_new_key_in_front_seals_and_the_old_one_still_opens():
    before, both = Seal([ONE]), Seal([OTHER, ONE])
    assert both.opened(before.sealed("old")) == "old"
    with pytest.raises(Unopenable, match="not among those"):
        before.opened(both.sealed("new"))


def test_keys_are_base64_of_either_kind():
    assert FOR_URLS != OTHER
    assert Seal([FOR_URLS]).opened(Seal([OTHER]).sealed("x")) == "x"


@pytest.mark.parametrize("key", ["", "short", ONE[:-1], f"{ONE}=", "é" * 44, " " * 44])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(ValueError, match="openssl rand -base64 32"):
        key_of(key)


@pytest.mark.parametrize("sealed", ["", "x", "gAAAA", ONE])
def test_what_was_not_sealed_is_not_opened(sealed):
    with pytest.raises(Unopenable):
        Seal([ONE]).opened(sealed)


def test_without_a_key_nothing_is_sealed():
    assert not Seal()
    with pytest.raises(Unopenable, match="RESCIND_SECRET_KEYS"):
        Seal().sealed("x")
    with pytest.raises(Unopenable):
        Seal().opened(Seal([ONE]).sealed("x"))


def test_a_fingerprint_tells_texts_apart_and_is_of_its_key():
    one, other = Seal([ONE]), Seal([OTHER])
    assert one.fingerprint("a") == one.fingerprint("a") != one.fingerprint("b")
    assert one.fingerprint("a") != other.fingerprint("a")
    with pytest.raises(Unopenable):
        Seal().fingerprint("a")


def test_the_key_of_a_folder_is_made_once_and_for_its_owner_alone(tmp_path):
    made = key_in(tmp_path)
    assert key_in(tmp_path) == made
    assert Seal([made])
    assert stat.S_IMODE(os.stat(tmp_path / KEY_FILE).st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [KEY_FILE]
