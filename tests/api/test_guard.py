"""The guard: the list of hostile requests, and what stays possible."""

import gzip
import io

import pytest

JSON = "application/json"
KEY = "rsc_a_key"

BAD_ADDRESSES = [
    ("/v1/%00", "NUL"),
    ("/v1/probes?locale=%00", "NUL"),
    ("/v1/probes?%00=a", "NUL"),
    ("/v1/probes?locale=%ff", "not UTF-8"),
    ("/v1/probes?locale=%ed%a0%80", "not UTF-8"),
]

BAD_TYPES = [
    ({}, "does not say"),
    ({"Content-Type": "text/plain"}, '"text/plain" is not JSON'),
    ({"Content-Type": "application/x-www-form-urlencoded"}, "is not JSON"),
    ({"Content-Type": "application/json; charset=iso-8859-1"}, "iso-8859-1"),
    ({"Content-Type": "application/json; charset=bogus"}, "bogus"),
    ({"Content-Type": JSON, "Content-Encoding": "gzip"}, "compressed"),
]

BAD_QUERIES = [
    ("/v1/probes?limit=1&limit=2", "limit", "given 2 times"),
    ("/v1/probes?local=en", "local", 'Did you mean "locale"? Accepted here: limit, locale.'),
    ("/v1/moments?as_of=x", "as_of", "takes no parameters"),
    ("/v1/probes?limit=many", "limit", "Not a valid integer."),
]


def problem_of(response, status, code):
    told = response.get_json()
    assert (response.status_code, response.mimetype) == (status, "application/problem+json"), told
    assert told["code"] == code
    return told


def send_chunks(client, stream):
    """As gunicorn hands over a body in chunks: no length, and a stream that ends by itself."""
    chunked = {"wsgi.input": stream, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    headers = {"Transfer-Encoding": "chunked"}
    return client.post("/v1/probes", content_type=JSON, headers=headers, environ_overrides=chunked)


@pytest.mark.parametrize(("address", "words"), BAD_ADDRESSES)
def test_an_address_that_is_no_text_is_refused(probed, address, words):
    told = problem_of(probed.get(address), 400, "invalid_address")
    assert words in told["detail"]


def test_a_path_that_is_no_utf8_is_refused(probed):
    response = probed.get("/", environ_overrides={"PATH_INFO": "/v1/\xff"})
    told = problem_of(response, 400, "invalid_address")
    assert told["instance"] == "/v1/%FF"


@pytest.mark.parametrize(("headers", "words"), BAD_TYPES)
def test_a_body_that_is_not_said_to_be_json_is_refused(probed, headers, words):
    response = probed.post("/v1/probes", data=b"{}", headers=headers)
    told = problem_of(response, 415, "unsupported_media_type")
    assert words in told["detail"]


def test_a_compressed_body_is_never_unpacked(probed):
    bomb = gzip.compress(b"0" * 10_000_000)
    headers = {"Content-Type": JSON, "Content-Encoding": "gzip"}
    response = probed.post("/v1/probes", data=bomb, headers=headers)
    problem_of(response, 415, "unsupported_media_type")


@pytest.mark.parametrize("content_type", [JSON, JSON + "; charset=UTF-8", "Application/JSON"])
def test_json_is_taken_however_it_is_named(probed, content_type):
    assert probed.post("/v1/probes", data=b"{}", content_type=content_type).status_code == 200


def test_a_body_over_the_limit_is_refused(probed):
    body = b'{"text": "' + b"a" * 256 * 1024 + b'"}'
    told = problem_of(
        probed.post("/v1/probes", data=body, content_type=JSON), 413, "body_too_large"
    )
    assert "262144 bytes" in told["detail"]


def test_a_body_over_the_limit_is_refused_when_its_length_is_not_told(probed):
    stream = io.BytesIO(b'{"text": "' + b"a" * 256 * 1024 + b'"}')
    problem_of(send_chunks(probed, stream), 413, "body_too_large")


def test_chunks_are_taken(probed):
    assert send_chunks(probed, io.BytesIO(b'{"text": "a"}')).status_code == 200


class Broken(io.RawIOBase):
    """A stream as servers give it when the client sends nonsense or goes away."""

    def read(self, _size=-1):
        raise RuntimeError("chunk size zz")

    readinto = read


def test_a_body_that_breaks_off_is_refused(probed):
    told = problem_of(send_chunks(probed, Broken()), 400, "bad_request")
    assert "did not arrive whole" in told["detail"]


def test_a_missing_body_is_refused(probed):
    told = problem_of(probed.post("/v1/probes"), 400, "invalid_json")
    assert "empty" in told["detail"]


def test_what_the_reader_refuses_is_told_with_its_place(probed):
    response = probed.post("/v1/probes", data=b'{"part": {"a": NaN}}', content_type=JSON)
    told = problem_of(response, 400, "invalid_json")
    sentence = "NaN is no JSON number; leave the field out if it is not known."
    assert told["errors"] == [{"pointer": "/part/a", "detail": sentence}]
    assert told["detail"] == f"/part/a: {sentence}"


def test_numbers_reach_the_schema_as_they_were_written(probed):
    response = probed.post("/v1/probes", data=b'{"anything": [1, 12.30]}', content_type=JSON)
    assert response.get_json() == {"read": "{'anything': [1, Decimal('12.30')]}"}


@pytest.mark.parametrize(("address", "parameter", "words"), BAD_QUERIES)
def test_a_query_with_what_nobody_documented_is_refused(probed, address, parameter, words):
    told = problem_of(probed.get(address), 422, "invalid_request")
    assert [error["parameter"] for error in told["errors"]] == [parameter]
    assert words in told["errors"][0]["detail"]


@pytest.mark.parametrize(("path", "status"), [("//v1//probes", 404), ("/v1/probes/", 200)])
def test_slashes_never_redirect(probed, path, status):
    assert probed.post("/", environ_overrides={"PATH_INFO": path}, json={}).status_code == status


GOOD_KEYS = [
    {"Authorization": f"Bearer {KEY}"},
    {"Authorization": f"bearer {KEY}"},
    {"X-API-Key": KEY},
]


BAD_KEYS = [{}, {"Authorization": "Bearer x"}, {"X-API-Key": "ñ"}, {"Authorization": "Basic eA=="}]


@pytest.fixture
def keyed(probed_with):
    return probed_with(static_key=KEY)


@pytest.mark.parametrize("headers", GOOD_KEYS)
def test_the_key_opens_the_calls(keyed, headers):
    assert keyed.get("/v1/moments", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", BAD_KEYS)
def test_without_the_key_calls_are_closed(keyed, headers):
    response = keyed.post("/v1/probes", data=b"no JSON", headers=headers)
    problem_of(response, 401, "unauthorized")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/problems/unauthorized"])
def test_pages_need_no_key(keyed, path):
    assert keyed.get(path).status_code == 200
