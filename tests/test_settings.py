"""Settings: read once from variables, with a clear word for what cannot be used."""

import pytest

from rescind.settings import Settings, UnusableSetting

BAD = [
    ("RESCIND_PORT", "http", "a whole number from 0 to 65535"),
    ("RESCIND_PORT", "65536", "a whole number from 0 to 65535"),
    ("RESCIND_PORT", "-1", "a whole number from 0 to 65535"),
    ("PORT", "8080x", "a whole number from 0 to 65535"),
    ("RESCIND_WORKERS", "0", "a whole number from 1 to 64"),
    ("RESCIND_THREADS", "1.5", "a whole number from 1 to 256"),
    ("RESCIND_PUBLIC_URL", "rescind.test", 'an address such as "https://rescind.example.com"'),
    ("RESCIND_PUBLIC_URL", "https://a.test/?b", "without a query"),
    ("RESCIND_LOG_LEVEL", "loud", "one of debug, info, warning, error"),
]


def test_nothing_set_gives_the_defaults():
    assert Settings.from_environ({}) == Settings()


def test_an_empty_variable_is_not_set():
    assert Settings.from_environ({"RESCIND_PORT": " ", "PORT": "9000"}).port == 9000


def test_our_own_variable_comes_before_that_of_the_host():
    assert Settings.from_environ({"RESCIND_PORT": "9001", "PORT": "9000"}).port == 9001


def test_every_setting_is_read():
    environ = {
        "RESCIND_HOST": "0.0.0.0",
        "RESCIND_PORT": "1",
        "RESCIND_WORKERS": "3",
        "RESCIND_THREADS": "4",
        "RESCIND_STATIC_KEY": "rsc_key",
        "RESCIND_PUBLIC_URL": "https://rescind.test/api/",
        "RESCIND_LOG_LEVEL": "DEBUG",
    }
    assert Settings.from_environ(environ) == Settings(
        host="0.0.0.0",
        port=1,
        workers=3,
        threads=4,
        static_key="rsc_key",
        public_url="https://rescind.test/api",
        log_level="debug",
    )


class TestDays:
    DAYS = '{"CN": {"2027-02-05": "holiday"}}'

    def test_are_taken_from_the_file_once(self, tmp_path):
        file = tmp_path / "days.json"
        file.write_text(self.DAYS, encoding="utf-8")
        assert Settings.from_environ({"RESCIND_CALENDARS": str(file)}).calendars == self.DAYS

    def test_may_be_told_themselves(self):
        assert Settings.from_environ({"RESCIND_CALENDARS": self.DAYS}).calendars == self.DAYS

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "days.json: The text is empty"),
            (b"[]", "days.json: An object of calendars"),
            (b"{", "days.json: The text is not JSON"),
            (b"\xff", "days.json is not UTF-8"),
            (b'{"CN": {}, "CN": {}}', 'The name "CN" stands here twice'),
            (b'{"CN": {"2027-02-30": "holiday"}}', "days.json: /CN/2027-02-30: There is no such"),
            (b'{"CN": {"2027-02-05": "free"}}', 'A day is "holiday" or "working"'),
            (b'{"CN": {}}' + b" " * 70_000, "days.json is larger than 64 KiB"),
            (None, "days.json cannot be read: no such file"),
        ],
    )
    def test_that_cannot_be_used_are_told(self, tmp_path, content, said):
        file = tmp_path / "days.json"
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(UnusableSetting) as refusal:
            Settings.from_environ({"RESCIND_CALENDARS": str(file)})
        assert str(refusal.value).startswith("RESCIND_CALENDARS: ")
        assert said in str(refusal.value)
        assert ".." not in str(refusal.value)


@pytest.mark.parametrize(("variable", "value", "accepted"), BAD)
def test_a_value_that_cannot_be_used_is_told(variable, value, accepted):
    with pytest.raises(UnusableSetting) as refusal:
        Settings.from_environ({variable: value})
    told = str(refusal.value)
    assert told.startswith(f'{variable}: "{value}" cannot be used; accepted is ')
    assert accepted in told


def test_a_key_is_never_repeated():
    with pytest.raises(UnusableSetting) as refusal:
        Settings.from_environ({"RESCIND_STATIC_KEY": "my secret"})
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "secret",
        "mysql://user:secret@host/name",
        "postgresql://user:secret 1@host/name",
        "postgresql://user:secret%@host/name",
        "postgresql://user:secret%2x@host/name",
    ],
)
@pytest.mark.parametrize("variable", ["DATABASE_URL", "DATABASE_MIGRATION_URL"])
def test_a_password_is_never_repeated(variable, url):
    with pytest.raises(UnusableSetting) as refusal:
        Settings.from_environ({variable: url})
    assert "secret" not in str(refusal.value)
    assert "such as" in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://user@host",
        "postgresql://us%40er:pa%25ss%2fword@host-1:5432,host-2/name?target_session_attrs=any",
        "postgresql:///name?host=/var/run/postgresql",
    ],
)
def test_the_address_of_a_database(url):
    assert Settings.from_environ({"DATABASE_URL": url}).database_url == url


def test_a_way_past_a_pooler_leads_to_the_database_that_is_served():
    with pytest.raises(UnusableSetting, match="DATABASE_URL: set that as well"):
        Settings.from_environ({"DATABASE_MIGRATION_URL": "postgresql://u:secret@h/d"})
