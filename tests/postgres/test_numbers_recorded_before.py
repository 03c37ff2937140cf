"""Tracking numbers that were recorded before there was a table of them are found all the same."""

import json

import psycopg
import pytest

from record import START
from rescind.postgres.migrating import migrate, migrations

VERSION = 4
TENANT = "insert into tenants values (%s, %s, %s)"
CASE = """
insert into cancellations values (
    %s, %s, %s, 'open', 1, %s, %s, null, 'S1', null, '{}', '{}', 'conditional', 'none', false,
    null, '{}', %s, null
)
"""
FACT = "insert into facts values (%s, %s, %s, %s, %s, %s, %s, %s)"
ROWS = """
select number, cancellation_id, order_id, seq, supplier_id, country from tracking_numbers
order by number, cancellation_id, order_id
"""
OPENING = {
    "store_order": {"ship_to": {"country": "ES"}},
    "supplier_orders": [{"order_id": "P1", "supplier_id": "store-1"}, {"order_id": "P2"}],
}
ALONE = {"store_order": {}, "supplier_order": {"order_id": "P3", "supplier_id": "store-3"}}


def shipment(number):
    return "shipment", {"tracking_number": number}


def seen(**supplier_order):
    return "observation", {"supplier_order": supplier_order}


# the opening, then (kind and body, supplier order) -> number, order, seq, supplier, country
STORIES = {
    "parcels of two orders": (
        OPENING,
        [(shipment("lp-1 a"), 0), (shipment("LP1A"), 1)],
        [("LP1A", "P1", 2, "store-1", "ES"), ("LP1A", "P2", 3, None, "ES")],
    ),
    "one parcel, looked at twice": (
        OPENING,
        [(shipment("LP1"), 0), (shipment("LP 1"), 0)],
        [("LP1", "P1", 2, "store-1", "ES")],
    ),
    "a number in an answer": (
        ALONE,
        [(("supplier_response", {"kind": "tracking_provided", "tracking_number": "LP1"}), 0)],
        [("LP1", "P3", 2, "store-3", None)],
    ),
    "an order that was named later": (
        OPENING,
        [(shipment("LP1"), 1), (seen(supplier_id="store-2"), 1), (seen(status="FINISH"), 1)],
        [("LP1", "P2", 2, "store-2", "ES")],
    ),
    "an order that joined later": (
        ALONE,
        [(seen(order_id="P4", supplier_id="store-4"), 1), (shipment("LP1"), 1)],
        [("LP1", "P4", 3, "store-4", None)],
    ),
    "a customer who moved": (
        OPENING,
        [
            (shipment("LP1"), 0),
            (("observation", {"store_order": {"ship_to": {"country": "FR"}}}), None),
        ],
        [("LP1", "P1", 2, "store-1", "FR")],
    ),
    "no number": (OPENING, [(shipment("pending"), 0)], []),
    "an answer without one": (
        OPENING, [(("supplier_response", {"kind": "refused"}), 0)], [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_they_are_in_the_table(fresh, story):
    opening, told, expected = story
    before = [one for one in migrations() if one.version < VERSION]
    migrate(fresh, before)
    with psycopg.connect(fresh) as owner:
        for tenant in ("ten_1", "ten_2"):
            tell(owner, tenant, opening, told)
    migrate(fresh)
    for tenant in ("ten_1", "ten_2"):
        with psycopg.connect(fresh) as owner:
            owner.execute("select set_config('rescind.tenant', %s, true)", (tenant,))
            found = [tuple(row) for row in owner.execute(ROWS)]
        wanted = [(number, f"can_{tenant}", *rest) for number, *rest in expected]
        assert found == wanted


def tell(owner, tenant, opening, told):
    """Keep a case as an older version kept it."""
    owner.execute("select set_config('rescind.tenant', %s, true)", (tenant,))
    owner.execute(TENANT, (tenant, tenant, START))
    case = f"can_{tenant}"
    owner.execute(CASE, (tenant, case, case, START, START, START))
    facts = [(("opening", opening), None), *told]
    for seq, ((kind, body), at) in enumerate(facts, 1):
        values = (tenant, case, seq, f"fct_{seq}", kind, at, json.dumps(body), START)
        owner.execute(FACT, values)


def test_a_record_without_cases_has_none(fresh):
    migrate(fresh)
    with psycopg.connect(fresh) as owner:
        [[count]] = owner.execute("select count(*) from tracking_numbers").fetchall()
    assert count == 0
