"""The page over HTTP: its forms, which of them is chosen, and that nothing on it is markup."""

import json
import re

import pytest

from record import new_key
from rescind.domain.words import Scope

PAGE = "/v1/store-policy/page"
HTML, MARKDOWN, JSON_LD = "text/html", "text/markdown", "application/ld+json"
POLICY = {
    "accepted_return_reasons": ["wrong_item", "damaged_in_transit"],
    "return_window_days": 14,
    "contact_email": "help@shop.example",
    "has_physical_store": False,
    "return_address": "Calle Secreta 1",
    "locale": "es",
}
EVIL = '</script><script>alert("x")</script> *a* [b](javascript:c) `d` & <img src=x>'


def put(caller, **policy):
    assert caller.ask("PUT", "/v1/store-policy", policy)[0] == 200


def ask(caller, path=PAGE, status=200, **headers):
    shown = {name.replace("_", "-"): value for name, value in headers.items()}
    response = caller.client.get(path, headers={"Authorization": f"Bearer {caller.key}", **shown})
    assert response.status_code == status, response.get_data(as_text=True)
    return response


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, HTML),
        ("*/*", HTML),
        ("text/*", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        (MARKDOWN, MARKDOWN),
        ("text/markdown, text/html;q=0.5", MARKDOWN),
        ("text/html;q=0.5, text/markdown;q=0.6", MARKDOWN),
        ("text/html;q=0, */*", MARKDOWN),
        ("text/*;q=0, */*;q=0.1", JSON_LD),
        (JSON_LD, JSON_LD),
        ("application/*", JSON_LD),
        ("image/png, application/ld+json;q=0.1", JSON_LD),
    ],
)
def test_accept_chooses_the_form(caller, accept, form):
    put(caller, **POLICY)
    answer = ask(caller, **({"Accept": accept} if accept else {}))
    assert answer.mimetype == form
    assert answer.headers["Vary"] == "Accept"


@pytest.mark.parametrize("accept", ["image/png", "application/json", "*/*;q=0", "text/plain"])
def test_a_form_that_there_is_not_is_a_problem(caller, accept):
    put(caller, **POLICY)
    answer = ask(caller, status=406, Accept=accept)
    assert answer.mimetype == "application/problem+json"
    assert all(form in answer.get_json()["detail"] for form in (HTML, MARKDOWN, JSON_LD))


@pytest.mark.parametrize("form", [HTML, MARKDOWN])
@pytest.mark.parametrize(
    ("query", "locale", "words"),
    [
        ("", "es", "¿Hasta cuándo puedo cancelar o devolver?"),
        ("?locale=es", "es", "¿A quién escribo?"),
        ("?locale=en", "en", "Whom do I write to?"),
    ],
)
def test_the_language_is_the_policys_or_the_one_asked_for(caller, form, query, locale, words):
    put(caller, **POLICY)
    answer = ask(caller, PAGE + query, Accept=form)
    assert answer.headers["Content-Language"] == locale
    assert words in answer.get_data(as_text=True)


def test_a_language_that_there_is_not_is_refused(caller):
    put(caller, **POLICY)
    ask(caller, f"{PAGE}?locale=de", status=422)


@pytest.mark.parametrize("form", [HTML, MARKDOWN, JSON_LD])
def test_without_a_physical_store_the_address_stands_nowhere(caller, form):
    put(caller, **POLICY)
    assert "Secreta" not in ask(caller, Accept=form).get_data(as_text=True)
    put(caller, **POLICY | {"has_physical_store": True})
    assert "Secreta" in ask(caller, Accept=form).get_data(as_text=True)


def ld_in(html):
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found)


def test_the_html_holds_its_json_ld(caller):
    put(caller, **POLICY)
    told = ask(caller, Accept=JSON_LD).get_json(force=True)
    assert ld_in(ask(caller).get_data(as_text=True)) == told
    assert (told["@context"], told["@type"]) == ("https://schema.org", "MerchantReturnPolicy")
    assert told["merchantReturnDays"] == 14


def test_the_json_ld_is_read_back_by_the_linter(caller):
    put(caller, **POLICY)
    told = ask(caller, Accept=JSON_LD).get_json(force=True)
    read = caller.post("/v1/policy-checks", {"json_ld": told})["store"]
    sorted_ = POLICY | {"accepted_return_reasons": sorted(POLICY["accepted_return_reasons"])}
    assert read == {name: value for name, value in sorted_.items() if name != "return_address"}


def test_nothing_that_a_merchant_wrote_is_markup(caller):
    put(caller, store_name=EVIL, contact_email=EVIL, po_box=EVIL)
    html = ask(caller).get_data(as_text=True)
    assert html.count("<script") == 1
    assert "<img" not in html
    assert ld_in(html)["additionalProperty"][0]["value"] == EVIL
    markdown = ask(caller, Accept=MARKDOWN).get_data(as_text=True)
    assert not re.search(r"(?<!\\)[<`*\[\]&]", markdown)


def test_a_page_that_is_the_same_is_not_sent_again(caller):
    put(caller, **POLICY)
    first = ask(caller)
    again = ask(caller, status=304, If_None_Match=first.headers["ETag"])
    assert again.data == b""
    assert ask(caller, Accept=MARKDOWN).headers["ETag"] != first.headers["ETag"]
    put(caller, **POLICY | {"return_window_days": 15})
    ask(caller, If_None_Match=first.headers["ETag"])


def test_the_page_is_of_the_policy_in_force(caller, clock):
    ask(caller, status=404)
    put(caller, **POLICY, valid_from="2026-09-29T09:00:00Z")
    ask(caller, status=404)
    clock.pass_time(hours=1)
    ask(caller)


def test_the_page_is_for_those_who_may_read(recorded, postgres, caller):
    key = new_key(postgres.url, scopes=[Scope.EVALUATE])
    other = type(caller)(recorded[0], key, caller.clock)
    ask(other, status=403)
