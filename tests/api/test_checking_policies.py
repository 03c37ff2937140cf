"""Checking a store's policy over HTTP: in our names, as JSON-LD, and as it is kept."""

import pytest

from api.cases import pointers
from rescind.api.examples import EXAMPLES

PATH = "/v1/policy-checks"
JSON_LD = EXAMPLES["policy-checks"]["json-ld"]["value"]["json_ld"]
POLICY = JSON_LD["hasMerchantReturnPolicy"]


def post(client, told, status=200):
    response = client.post(PATH, json=told)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def outcomes(answer):
    return {one["rule"]: one["outcome"] for one in answer["findings"]}


def test_our_names_go_over_the_json_ld(client):
    told = {"json_ld": JSON_LD, "store": {"return_window_days": 14}}
    assert post(client, told)["store"]["return_window_days"] == 14
    assert post(client, {"json_ld": JSON_LD})["store"]["return_window_days"] == 30


def test_what_is_said_of_the_supplier_counts(client):
    told = {"store": {"return_window_days": 20}}
    assert outcomes(post(client, told))["POL-007"] == "blocks"
    told["supplier"] = {"dispute_closes_after_delivery_days": 20}
    assert outcomes(post(client, told))["POL-007"] == "clear"


def test_nothing_at_all_is_checked_too(client):
    found = outcomes(post(client, {}))
    assert found["POL-001"] == found["POL-004"] == "unknown"
    assert "blocks" not in found.values()


def test_findings_come_in_spanish(client):
    english, spanish = (post(client, {"json_ld": POLICY, "locale": one}) for one in ("en", "es"))
    assert outcomes(english) == outcomes(spanish)
    for one, other in zip(english["findings"], spanish["findings"], strict=True):
        assert one["message"] != other["message"]


def addition(name, value):
    return {**POLICY, "additionalProperty": [{"propertyID": name, "value": value}]}


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"json_ld": "text"}, "/json_ld"),
        ({"json_ld": 1}, "/json_ld"),
        ({"json_ld": {"@type": "Product"}}, "/json_ld"),
        ({"store": {"colour": 1}}, "/store/colour"),
        (
            {"supplier_id": "s", "supplier": {"refund_min_business_days": 20}},
            "/supplier/refund_min_business_days",
        ),
        (
            {"json_ld": addition("cancellation_window_hours", "soon")},
            "/json_ld/additionalProperty/0",
        ),
        ({"json_ld": addition("accepted_return_reasons", ["x"])}, "/json_ld/additionalProperty/0"),
        ({"json_ld": addition("contact_email", {})}, "/json_ld/additionalProperty/0"),
        ({"json_ld": {**POLICY, "merchantReturnLink": "x" * 2001}}, "/json_ld/merchantReturnLink"),
    ],
)
def test_what_cannot_be_read_is_named(client, told, where):
    assert pointers(post(client, told, 422)) == [where]


def test_the_kept_policy_is_checked_where_none_is_sent(caller):
    assert caller.ask("PUT", "/v1/store-policy", {"contact_email": "a@b.example"})[0] == 200
    assert outcomes(caller.post(PATH, {}))["POL-001"] == "clear"
    assert outcomes(caller.post(PATH, {"store": {"return_window_days": 1}}))["POL-001"] == "unknown"
    kept = {"accepted_return_reasons": []}
    assert caller.ask("PUT", "/v1/suppliers/store-1/policy", kept)[0] == 200
    told = {"supplier_id": "store-1", "store": {"accepted_return_reasons": ["defective"]}}
    assert outcomes(caller.post(PATH, told))["POL-005"] == "blocks"
