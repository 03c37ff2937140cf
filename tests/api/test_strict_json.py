"""Reading JSON: what is taken, and how each refusal says what would be."""

import json
from decimal import Decimal
from time import perf_counter

import pytest

from rescind.api.strict_json import MOST_BYTES, UnreadableJson, read_json

TAKEN = [
    (b'{"a": [1, "b", null, true]}', {"a": [1, "b", None, True]}),
    (b'{"amount": 12.30}', {"amount": Decimal("12.30")}),
    (b'{"amount": 1.0E2}', {"amount": Decimal("1.0E2")}),
    (b'{"id": 8190000000000000001}', {"id": 8190000000000000001}),
    (b'["\\ud83d\\ude00"]', ["\U0001f600"]),
    ('"ñ"'.encode(), "ñ"),
    (b"[" * 32 + b"]" * 32, None),
    (b'"' + b"[" * 100 + b'"', "[" * 100),
    (b'"\\"[[[[\\\\"', '"[[[[\\'),
]

REFUSED = [
    ("empty", b"  ", None, "empty"),
    ("cut off", b'{"a": ', None, "line 1, column 7"),
    ("no JSON", b"order_id=1", None, "not JSON"),
    ("two values", b"{} {}", None, "Extra data"),
    ("a trailing comma", b'{"a": 1,}', None, "not JSON"),
    ("a raw line break in text", b'"a\nb"', None, "not JSON"),
    ("a byte order mark", b"\xef\xbb\xbf{}", None, "byte order mark"),
    ("Latin-1", b'{"city": "M\xe1laga"}', None, "Byte 11 of the body is not UTF-8"),
    ("a surrogate as bytes", b'"\xed\xa0\x80"', None, "not UTF-8"),
    ("UTF-16", '{"a": 1}'.encode("utf-16"), None, "not UTF-8"),
    ("33 levels", b"[" * 33 + b"]" * 33, None, "at most 32"),
    ("33 levels of objects", b'{"a":' * 33 + b"1" + b"}" * 33, None, "at most 32"),
    ("200 000 open brackets", b"[" * 200_000, None, "at most 32"),
    ("a name twice", b'{"a": {"b": 1, "b": 2}}', "/a", '"b" stands here twice'),
    ("NaN", b'{"a": NaN}', "/a", "NaN is no JSON number"),
    ("Infinity", b"[Infinity]", "/0", "Infinity is no JSON number"),
    ("-Infinity", b"[-Infinity]", "/0", "-Infinity is no JSON number"),
    ("1e400", b'{"a": 1e400}', "/a", "out of range"),
    ("a huge exponent", b"[1e999999999999999999]", "/0", "out of range"),
    ("a tiny exponent", b"[1e-999999999999999999]", "/0", "out of range"),
    ("65 digits", b"[" + b"1" * 65 + b"]", "/0", "at most 64"),
    ("5000 digits", b"[" + b"1" * 5000 + b"]", "/0", "at most 64"),
    ("5000 decimals", b"[0." + b"1" * 5000 + b"]", "/0", "at most 64"),
    ("NUL in text", b'{"a": ["\\u0000"]}', "/a/0", "NUL"),
    ("NUL in a name", b'{"a": {"\\u0000": 1}}', "/a", "NUL"),
    ("half a character", b'{"a": "\\ud800"}', "/a", "lone surrogate"),
    ("half a character in a name", b'{"\\udc00": 1}', "", "lone surrogate"),
    ("10 001 parts", b"[" + b",".join([b"[" + b"{}," * 999 + b"{}]"] * 10) + b"]", None, "10000"),
    ("1001 elements", json.dumps({"a": [0] * 1001}).encode(), "/a", "at most 1000"),
    ("1001 members", json.dumps(dict.fromkeys(map(str, range(1001)))).encode(), "", "at most 1000"),
    ("names with slashes", b'{"a/b": {"~": NaN}}', "/a~1b/~0", "NaN"),
]


@pytest.mark.parametrize(("raw", "tree"), TAKEN, ids=range(len(TAKEN)))
def test_takes(raw, tree):
    found = read_json(raw)
    assert tree is None or (found == tree and repr(found) == repr(tree))


@pytest.mark.parametrize(
    ("raw", "where", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_refuses(raw, where, words):
    with pytest.raises(UnreadableJson) as refusal:
        read_json(raw)
    assert words in refusal.value.detail
    assert refusal.value.pointer == where


@pytest.mark.parametrize(
    "raw",
    [
        b'"' + b'\\"' * (MOST_BYTES // 2 - 1),
        b'"' + b"\\" * (MOST_BYTES - 1),
        b"[" + b'"",' * (MOST_BYTES // 3),
        b"[]" * (MOST_BYTES // 2),
        b"[" + b"{}," * (MOST_BYTES // 3 - 1) + b"{}]",
        b"[" + b"[],".join([b"0," * 900] * 100) + b"0]",
    ],
    ids=["quotes", "backslashes", "strings", "brackets", "objects", "zeros"],
)
def test_any_body_of_the_largest_size_is_decided_quickly(raw):
    start = perf_counter()
    with pytest.raises(UnreadableJson):
        read_json(raw)
    assert perf_counter() - start < 1
