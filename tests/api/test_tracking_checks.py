"""Tracking checks: every number with its verdict, weighed evidence, and one reason."""

import pytest

CHECK = "/v1/tracking-checks"
AS_OF = "2026-10-14T10:00:00Z"
NUMBER = "1Z999AA10123456784"
ACCEPTED = {"at": "2026-09-28T20:00:00Z", "status": "accepted", "country": "CN"}


def checked(client, *events, number=NUMBER, locale="en", policy=None, **shipment):
    parcel = {"tracking_number": number, "events": list(events), **shipment}
    order = {
        "order_id": "P1",
        "supplier_id": "store-1",
        "state": "paid",
        "placed_at": "2026-09-28T02:00:00Z",
        "paid_at": "2026-09-28T02:05:00Z",
        "shipments": [parcel],
    }
    body = {"as_of": AS_OF, "locale": locale, "supplier_order": order, "policy": policy}
    answer = client.post(CHECK, json={**body, "ship_to": {"country": "ES"}})
    assert answer.status_code == 200, answer.get_json()
    [number] = answer.get_json()["supplier_orders"][0]["numbers"]
    return number, [one["code"] for one in answer.get_json()["warnings"]]


def weights(number):
    return {one["rule"]: one["weight"] for one in number["evidence"]}


def test_a_number_says_whose_it_looks_like_and_where_to_look_it_up(client):
    number, _ = checked(client, ACCEPTED)
    assert number["carrier_guess"] == "UPS"
    assert number["tracking_url"] == f"https://www.ups.com/track?tracknum={NUMBER}"
    unknown, _ = checked(client, ACCEPTED, number="ZZ-1")
    assert (unknown["carrier_guess"], unknown["tracking_url"]) == (None, None)


def test_each_piece_of_evidence_is_weighed(client):
    wrong = {"at": "2026-10-05T10:00:00Z", "status": "delivered", "country": "FR"}
    number, _ = checked(client, ACCEPTED, wrong, carrier="FedEx")
    told = weights(number)
    assert (told["TRK-003"], told["TRK-010"]) == ("contradicts", "doubts")
    assert (told["TRK-005"], told["TRK-002"]) == ("supports", "neutral")


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", f"A parcel with number {NUMBER} was scanned, and nothing speaks against it."),
        ("es", f"Se escaneó un paquete con el número {NUMBER} y nada habla en su contra."),
    ],
)
def test_one_sentence_says_why(client, locale, sentence):
    number, _ = checked(client, ACCEPTED, locale=locale)
    assert (number["verdict"], number["explanation"]) == ("confirmed", sentence)


def test_a_contradicted_number_says_what_contradicts_it(client):
    early = {"at": "2026-09-20T10:00:00Z", "status": "accepted", "country": "CN"}
    number, _ = checked(client, early)
    [piece] = [one for one in number["evidence"] if one["weight"] == "contradicts"]
    assert number["explanation"] == piece["message"]


@pytest.mark.parametrize(
    ("policy", "warned"),
    [
        (None, ["silence_after_scan"]),
        ({"supplier": {"silence_after_scan_days": 16}}, []),
        ({"suppliers": {"store-1": {"silence_after_scan_days": 16}}}, []),
        ({"supplier": {"silence_after_scan_days": None}}, ["silence_after_scan"]),
    ],
    ids=["by default", "for all suppliers", "for this one", "not known"],
)
def test_the_policy_says_how_long_silence_may_last(client, policy, warned):
    number, warnings = checked(client, ACCEPTED, policy=policy)
    assert (number["verdict"], warnings) == ("confirmed", warned)


def test_an_order_elsewhere_may_be_told(client):
    place = {"supplier_id": "store-9", "first_seen_at": "2026-09-01T00:00:00Z"}
    number, warnings = checked(client, ACCEPTED, also_on=[place, place])
    assert (number["verdict"], warnings[0]) == ("contradicted", "duplicate_tracking_number")
    assert number["also_on"] == [{"country": None, "order_id": None, **place}]
