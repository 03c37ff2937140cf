"""Problems: each kind can be met, has its page, and is told in one shape."""

import logging
from contextlib import contextmanager

import pytest

import record
from api.operations import BODIES, OPENING
from rescind.api.problems import KINDS
from rescind.app import create_app
from rescind.domain.words import Scope
from rescind.postgres.database import Database
from rescind.settings import Settings
from rescind.tables import idempotency
from rescind.usecases.keys import new_key

JSON = "application/json"

WITHOUT_MEMORY = {
    "bad_request": lambda client: client.get("/v1/conflicts"),
    "invalid_address": lambda client: client.get("/%00"),
    "invalid_json": lambda client: client.post("/v1/probes", data=b"{", content_type=JSON),
    "unauthorized": lambda client: client.get(
        "/v1/moments", headers={"Authorization": "Bearer other"}
    ),
    "not_found": lambda client: client.get("/v1/nothing"),
    "method_not_allowed": lambda client: client.delete("/v1/probes"),
    "body_too_large": lambda client: client.post(
        "/v1/probes", data=b" " * 300_000, content_type=JSON
    ),
    "unsupported_media_type": lambda client: client.post("/v1/probes", data=b"a"),
    "invalid_request": lambda client: client.post("/v1/probes", json={"text": 1}),
    "internal_error": lambda client: client.get("/v1/failures"),
}

OPEN = ("POST", "/v1/cancellations", OPENING)
CLOSE = ("POST", "/v1/cancellations/{can}/close", {"reason": "The customer keeps the goods."})
FILE = ("POST", "/v1/cancellations/{can}/disputes", {"filed_at": "2026-09-28T12:00:00Z"})
DECIDE = ("PATCH", "/v1/cancellations/{can}/disputes/{dsp}", {"outcome": "withdrawn"})
CLAIM = (
    "POST",
    "/v1/cancellations/{can}/claims",
    {"reason": "defective", "claimed_at": "2026-10-20T12:00:00Z"},
)
SETTLE = ("PATCH", "/v1/cancellations/{can}/claims/{clm}", {"outcome": "refunded"})
TELL = ("PUT", "/v1/store-policy", {})
CONNECT = ("POST", "/v1/connections", BODIES["openConnection"])
KEYED = {"Idempotency-Key": "k"}

PAGE = ("GET", "/v1/store-policy/page", None, {"Accept": "image/png"})

ON_RECORD = {
    "not_acceptable": [TELL, PAGE],
    "case_open": [OPEN, OPEN],
    "case_closed": [OPEN, CLOSE, CLOSE],
    "dispute_open": [OPEN, FILE, FILE],
    "dispute_decided": [OPEN, FILE, DECIDE, DECIDE],
    "bad_signature": [CONNECT, ("POST", "{address}", {})],
    "claim_decided": [OPEN, CLAIM, SETTLE, SETTLE],
    "stale_version": [OPEN, (*CLOSE, {"If-Match": '"9"'})],
    "idempotency_key_reused": [(*OPEN, KEYED), (*TELL, KEYED)],
}
"""Requests of which the last is refused."""


def keyed(app, key):
    """A client that always shows a key."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client


def last(client, requests):
    """Send requests, filling in the ids that were answered; returns the last answer."""
    ids = {}
    for method, path, body, *headers in requests:
        response = client.open(path.format(**ids), method=method, json=body, headers=dict(*headers))
        made = response.get_json().get("id", "")
        ids |= {made[:3]: made, "address": response.get_json().get("address")}
    return response


@contextmanager
def without_the_scope(recorded, url):
    """A client whose key may only evaluate."""
    yield keyed(recorded[0], record.new_key(url, scopes=[Scope.EVALUATE]))


@contextmanager
def while_the_key_is_held(recorded, url):
    """A client, while another transaction carries out a request under its idempotency key."""
    app, database, clock = recorded
    client = keyed(app, record.new_key(url))
    with database.tenant(client.get("/v1/me").get_json()["tenant_id"]) as tenant:
        assert idempotency.claim(tenant, KEYED["Idempotency-Key"], "another's", clock())
        yield client


@contextmanager
def without_a_seal(recorded, url):
    """A client of an application that has no key to seal secrets with."""
    _, database, clock = recorded
    yield keyed(create_app(Settings(), clock=clock, database=database), record.new_key(url))


@contextmanager
def without_a_database(_recorded, _url):
    """A client of an application whose database is nowhere."""
    database = Database("postgresql://rescind@127.0.0.1:1/rescind")
    database.open()
    try:
        yield keyed(create_app(Settings(), database=database), new_key())
    finally:
        database.close()


SETTINGS = {
    "forbidden": (without_the_scope, TELL),
    "no_secret_key": (without_a_seal, CONNECT),
    "idempotency_in_progress": (while_the_key_is_held, TELL),
    "database_unavailable": (without_a_database, TELL),
}
"""Where a request is refused that is good by itself."""

WAITING = {"idempotency_in_progress", "database_unavailable"}


def slow(codes):
    """Mark those that have to wait until a limit has passed."""
    return [pytest.param(c, marks=pytest.mark.slow if c in WAITING else ()) for c in codes]


def has_one_shape(code, response):
    told = response.get_json()
    assert response.content_type == "application/problem+json"
    assert told.pop("detail").endswith(".")
    assert told.pop("instance").startswith("/")
    assert told.pop("request_id") == response.headers["X-Request-Id"]
    told.pop("errors", None)
    assert (told.pop("cancellation_id", None) is not None) is (code == "case_open")
    assert told == {
        "type": f"/problems/{code}",
        "title": KINDS[code].title,
        "status": response.status_code,
        "code": code,
    }
    assert response.status_code == KINDS[code].status


def test_every_kind_can_be_met():
    assert {*WITHOUT_MEMORY, *ON_RECORD, *SETTINGS} == KINDS.keys()


@pytest.mark.parametrize("code", WITHOUT_MEMORY)
def test_a_problem_has_one_shape(probed_with, code):
    key = "rsc_key" if code == "unauthorized" else ""
    has_one_shape(code, WITHOUT_MEMORY[code](probed_with(static_key=key)))


@pytest.mark.parametrize("code", ON_RECORD)
def test_a_problem_of_a_case_has_that_shape_too(recorded, caller, code):
    response = last(keyed(recorded[0], caller.key), ON_RECORD[code])
    has_one_shape(code, response)


@pytest.mark.parametrize("code", slow(SETTINGS))
@pytest.mark.usefixtures("clock")
def test_a_problem_of_the_moment_has_that_shape_too(recorded, postgres, code):
    setting, request = SETTINGS[code]
    with setting(recorded, postgres.url) as client:
        response = last(client, [(*request, KEYED)])
    has_one_shape(code, response)
    assert ("Retry-After" in response.headers) is (code in WAITING)


def test_a_case_that_is_open_is_named(caller):
    opened = caller.post("/v1/cancellations", OPENING)["id"]
    status, told, _ = caller.ask(*OPEN)
    assert (status, told["cancellation_id"]) == (409, opened)


def test_a_stale_version_comes_with_the_one_to_go_by(caller):
    case = caller.post("/v1/cancellations", OPENING)["id"]
    method, path, body = CLOSE
    status, _, headers = caller.ask(method, path.format(can=case), body, If_Match='"9"')
    assert (status, headers["ETag"]) == (412, '"1"')


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_has_its_page(client, code):
    page = client.get(f"/problems/{code}")
    assert page.status_code == 200
    assert KINDS[code].title in page.get_data(as_text=True)


def test_a_page_shows_commands_as_code(client):
    page = client.get("/problems/no_secret_key").get_data(as_text=True)
    assert "<code>openssl rand -base64 32</code>" in page
    assert "`" not in page


def test_the_list_of_problems_leads_to_every_page(client):
    listed = client.get("/problems").get_data(as_text=True)
    assert all(f'href="/problems/{code}"' in listed for code in KINDS)


def test_no_page_for_a_code_that_is_none(client):
    assert client.get("/problems/nonsense").status_code == 404


def test_types_are_whole_addresses_where_the_public_one_is_known(probed_with):
    client = probed_with(public_url="https://rescind.test/api")
    told = client.get("/nothing").get_json()
    assert told["type"] == "https://rescind.test/api/problems/not_found"


def test_405_tells_what_is_possible(probed):
    response = probed.delete("/v1/probes")
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert response.headers["Allow"] in response.get_json()["detail"]


def test_a_failure_tells_nothing_of_its_cause(probed, caplog):
    with caplog.at_level(logging.ERROR):
        response = probed.get("/v1/failures")
    assert "secret" not in response.get_data(as_text=True) + caplog.text
    (record,) = caplog.records
    assert record.error == "KeyError"
    assert record.places[-1].endswith("fail")


@pytest.mark.parametrize("given", ["abc", "a" * 64, "A-1.b_2"])
def test_a_good_request_id_is_kept(client, given):
    response = client.get("/healthz", headers={"X-Request-Id": given})
    assert response.headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "a" * 65, "a b", "ñ", "a\tb"])
def test_another_request_id_is_replaced(client, given):
    response = client.get("/healthz", headers={"X-Request-Id": given})
    assert len(response.headers["X-Request-Id"]) == 32
    assert response.headers["X-Request-Id"] != given


def refused(client, body):
    response = client.post("/v1/probes", json=body)
    assert response.status_code == 422
    return response.get_json()


def test_faults_are_flat_and_each_has_its_place(probed):
    body = {"text": 1, "part": {"quantity": "x"}, "parts": [{}, {"amount": 2}], "a/b": 1}
    told = refused(probed, body)
    places = {error["pointer"] for error in told["errors"]}
    assert places == {"/text", "/part/quantity", "/parts/1/amount", "/a~1b"}


def test_the_first_three_faults_are_told_in_the_detail(probed):
    told = refused(probed, {"text": 1, "part": {"amount": 1}, "parts": [{"amount": 1}] * 3})
    assert told["detail"] == (
        "/text: Not a valid string. /part/amount: Not a valid string. "
        '/parts/0/amount: Not a valid string. 2 more in "errors".'
    )


def test_at_most_a_hundred_faults_are_told(probed):
    assert len(refused(probed, {"parts": [{"amount": 1}] * 300})["errors"]) == 100


def test_a_body_that_is_no_object_is_refused_as_a_whole(probed):
    (error,) = refused(probed, [])["errors"]
    assert error["pointer"] == ""


def test_an_unknown_field_is_told_what_was_probably_meant(probed):
    told = refused(probed, {"parts": [{"ammount": "1"}]})
    assert told["errors"] == [
        {
            "pointer": "/parts/0/ammount",
            "detail": 'There is no field "ammount" here. Did you mean "amount"? '
            "Accepted here: amount, quantity.",
        }
    ]


def test_one_request_has_one_moment(probed):
    first, second = probed.get("/v1/moments").get_json()["moments"]
    assert first == second
