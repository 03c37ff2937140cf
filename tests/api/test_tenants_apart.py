"""Tenants apart: what is another's is answered in every call as what is not there at all."""

import re
import secrets
from copy import deepcopy

import pytest

import record
from api.cases import store_step
from api.operations import (
    BODIES,
    BY_NAME,
    FACTS,
    OPENING,
    OPERATIONS,
    WRITES,
    make,
    named,
    ready,
    settle,
)
from api.platform_notices import order, tell
from record_rows import fingerprint
from rescind.tables.ids import new_id

SHOP = BODIES["openConnection"]
THEIR_ORDER = "7734000000000000007"
THEIR_SUPPLIER_ORDER = "7190000000000007"
THEIR_SUPPLIER = "7-shop"

STORE_ORDER = ("store_order.order_id", THEIR_ORDER)
NAMED = ("supplier_order_id", THEIR_SUPPLIER_ORDER)
FIRST = ("supplier_orders.0.order_id", THEIR_SUPPLIER_ORDER)
FIRST_SUPPLIER = ("supplier_orders.0.supplier_id", THEIR_SUPPLIER)
ONLY = ("supplier_order.order_id", THEIR_SUPPLIER_ORDER)
ONLY_SUPPLIER = ("supplier_order.supplier_id", THEIR_SUPPLIER)

THEIR_STEP = store_step(
    {**OPENING, "store_order": {**OPENING["store_order"], "order_id": THEIR_ORDER}}
)
"""The step that cancels their store order, which is named after that order."""

BODY_IDS = {
    "evaluate": (STORE_ORDER, FIRST, FIRST_SUPPLIER),
    "decideDispute": (ONLY, ONLY_SUPPLIER),
    "assessFault": (),
    "comparePolicies": (("supplier_id", THEIR_SUPPLIER), ("orders.0.order_id", THEIR_ORDER)),
    "checkTracking": (FIRST, FIRST_SUPPLIER),
    "checkRefund": (STORE_ORDER, FIRST, FIRST_SUPPLIER),
    "checkPolicy": (("supplier_id", THEIR_SUPPLIER),),
    "openCancellation": (STORE_ORDER, FIRST, FIRST_SUPPLIER),
    "recordSupplierResponse": (NAMED,),
    "recordCancellationRequest": (NAMED,),
    "recordTrackingRequest": (NAMED,),
    "recordShipment": (NAMED,),
    "recordDispute": (NAMED,),
    "decideRecordedDispute": (),
    "recordRefund": (NAMED,),
    "recordClaim": (NAMED,),
    "decideRecordedClaim": (),
    "recordObservation": (NAMED, ONLY, ONLY_SUPPLIER),
    "recordStepCompletion": (("idempotency_key", THEIR_STEP),),
    "closeCancellation": (),
    "openConnection": (),
    "putConnectionSecret": (),
    "simulate": (("filter.supplier_id", THEIR_SUPPLIER),),
    "putStorePolicy": (),
    "putSupplierPolicy": (),
}
"""Where the body of each call names an order or a supplier, and the other tenant's own of these."""

HAS_TO_BE_OURS = ("supplier_order_id", "idempotency_key")
"""What names a thing of the case in the path, and nothing else."""
MADE_BY = {"recordDispute": "dispute_id", "recordClaim": "claim_id"}
"""The calls that make a thing which paths name."""

FILTERS = {
    "order_id": THEIR_ORDER,
    "supplier_order_id": THEIR_SUPPLIER_ORDER,
    "supplier_id": THEIR_SUPPLIER,
}
QUERIES_WITHOUT_IDS = {
    "listCancellations": {"limit", "locale", "eligibility", "next_action", "state", "due_before"},
    "getCancellation": {"as_of", "locale"},
    "getSupplierStatistics": {"from", "to"},
    "getSupplierPolicy": {"as_of", "locale"},
    "getStorePolicy": {"as_of", "locale"},
    "compareKeptPolicies": {"as_of", "locale"},
    "countBusinessDays": {"start", "days", "calendar", "make_up_days_count", "time_zone"},
}
LISTS = [one for one in OPERATIONS if "cursor" in one.parameters["query"]]
PATHS = [
    pytest.param(operation, places, id=f"{operation.name}-{'-'.join(places)}")
    for operation in OPERATIONS
    for places in dict.fromkeys([*((one,) for one in operation.ids), operation.ids])
    if places
]
MADE = re.compile(r"\b[a-z]{3,4}_[0-9a-z]{26}\b|(?<=/inbound/)[\w-]+")
OF_THE_REQUEST = re.compile(r'"(?:request_id|instance)": ?"[^"]*"')


class Tenant:
    """A tenant with a case of which facts were told."""

    def __init__(self, app, url, clock, facts=FACTS):
        self.url = url
        self.caller = record.Caller(app, record.new_key(url), clock)
        self.tenant_id = self.caller.get("/v1/me")["tenant_id"]
        self.ids = settle(self.caller, facts)

    def rows(self):
        """Tell all that is recorded of this tenant."""
        return fingerprint(self.url, self.tenant_id)


@pytest.fixture(scope="module")
def ours(recorded, postgres):
    """Our tenant, for calls that leave it as it is."""
    app, _, clock = recorded
    clock.now = record.START
    return Tenant(app, postgres.url, clock)


@pytest.fixture
def fresh(recorded, postgres, clock):
    """Makes tenants that are alike but for the ids that were made for them."""
    return lambda: Tenant(recorded[0], postgres.url, clock, ["recordDispute", "recordClaim"])


@pytest.fixture(scope="module")
def theirs(recorded, postgres):
    """The other tenant: a second case, of orders with ids of its own, and policies."""
    app, _, clock = recorded
    clock.now = record.START
    tenant = Tenant(app, postgres.url, clock, [])
    body = OPENING
    for place, value in BODY_IDS["openCancellation"]:
        body = replaced(body, place, value)
    case = tenant.caller.post("/v1/cancellations", body, Idempotency_Key="theirs")["id"]
    tenant.ids = {"cancellation_id": case, "supplier_id": THEIR_SUPPLIER}
    for name in FACTS:
        told = deepcopy(BODIES[name])
        for place, value in BODY_IDS[name]:
            told = replaced(told, place, value)
        made = tenant.caller.post(BY_NAME[name].at(**tenant.ids), told)["id"]
        tenant.ids |= {MADE_BY[name]: made} if name in MADE_BY else {}
    connection = make(tenant.caller, "openConnection")
    tenant.ids["connection_id"] = connection["id"]
    address = connection["address"]
    tell(tenant.caller, address, order(id=int(THEIR_ORDER)), secret=SHOP["secret"])
    make(tenant.caller, "putStorePolicy")
    make(tenant.caller, "putSupplierPolicy", **tenant.ids)
    return tenant


def replaced(body, place, value):
    """Write another value at a place of a body."""
    body = deepcopy(body)
    *way, last = place.split(".")
    part = body
    for step in way:
        part = part[int(step) if step.isdigit() else step]
    part[last] = value
    return body


def like(told):
    """Make an id of the same form that nobody has."""
    prefix, _, made = told.partition("_")
    return new_id(prefix) if made else told[0] + secrets.token_hex()[: len(told) - 1]


def answer(tenant, operation, *, path=None, body=None, asked=(), **headers):
    """Call, and tell of the answer what may not differ: no id asked for, and none just made."""
    response = tenant.caller.client.open(
        path or operation.at(**tenant.ids),
        method=operation.method,
        json=body or operation.body,
        headers={"Authorization": f"Bearer {tenant.caller.key}", **headers},
    )
    text = OF_THE_REQUEST.sub("", response.get_data(as_text=True))
    shown = str(sorted((n, v) for n, v in response.headers if n != "X-Request-Id"))
    for one in asked:
        text, shown = text.replace(one, "ASKED"), shown.replace(one, "ASKED")
    return response.status_code, MADE.sub("MADE", text), MADE.sub("MADE", shown)


def test_every_call_is_in_the_tables():
    assert BODY_IDS.keys() == BODIES.keys() == {one.name for one in OPERATIONS if one.takes_body}
    for one in OPERATIONS:
        known = QUERIES_WITHOUT_IDS.get(one.name, {"limit", "locale"})
        known = known | {"cursor"} if one in LISTS else known
        known = known | FILTERS.keys() if one.name == "listCancellations" else known
        assert known >= set(one.parameters["query"]), one.name
        assert {*one.ids, "name"} >= set(one.parameters["path"]), one.name
        assert {"Idempotency-Key", "If-Match"} >= set(one.parameters["header"]), one.name


@pytest.mark.parametrize(("operation", "places"), PATHS)
def test_anothers_id_in_the_path_leads_nowhere(ours, theirs, fresh, operation, places):
    new = operation.name == "putSupplierPolicy"  # whose path may name what nobody told of yet
    before, answers = theirs.rows(), []
    real = {place: theirs.ids[place] for place in places}
    for ids in (real, {place: like(told) for place, told in real.items()}):
        tenant = fresh() if new else ours
        path = operation.at(**{**tenant.ids, **ids})
        answers.append(answer(tenant, operation, path=path, asked=ids.values()))
    assert answers[0] == answers[1]
    assert answers[0][0] == (200 if new else 404)
    assert theirs.rows() == before


@pytest.mark.parametrize("operation", named(LISTS))
def test_anothers_cursor_is_none(ours, theirs, operation):
    before = theirs.rows()
    real = theirs.caller.get(operation.at(**theirs.ids))["data"][0]["id"]
    answers = [
        answer(ours, operation, path=f"{operation.at(**ours.ids)}?cursor={cursor}", asked=[cursor])
        for cursor in (real, like(real))
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 422
    assert theirs.rows() == before


@pytest.mark.parametrize("place", FILTERS)
def test_anothers_id_as_a_filter_finds_nothing(ours, theirs, place):
    before, found = theirs.rows(), BY_NAME["listCancellations"]
    real = FILTERS[place]
    answers = [
        answer(ours, found, path=f"{found.at()}?{place}={one}", asked=[one])
        for one in (real, like(real))
    ]
    assert answers[0] == answers[1]
    assert ours.caller.get(f"{found.at()}?{place}={real}")["data"] == []
    assert len(theirs.caller.get(f"{found.at()}?{place}={real}")["data"]) == 1
    assert theirs.rows() == before


@pytest.mark.parametrize(
    ("operation", "place", "real"),
    [
        pytest.param(BY_NAME[name], place, real, id=f"{name}-{place}")
        for name, places in BODY_IDS.items()
        for place, real in places
    ],
)
def test_anothers_id_in_the_body_is_but_a_word(theirs, fresh, operation, place, real):
    before, answers = theirs.rows(), []
    for one in (real, like(real)):
        tenant, body = fresh(), replaced(operation.body, place, one)
        ready(tenant.caller, operation, **tenant.ids)
        answers.append(answer(tenant, operation, body=body, asked=[one]))
    assert answers[0] == answers[1]
    assert answers[0][0] in ((422,) if place in HAS_TO_BE_OURS else (200, 201))
    assert theirs.rows() == before


@pytest.mark.parametrize("operation", named(WRITES))
def test_anothers_idempotency_key_is_free(fresh, operation):
    used, answers = secrets.token_hex(), []
    tenants = [fresh(), fresh(), fresh()]
    for tenant, key in zip(tenants, (used, used, secrets.token_hex()), strict=True):
        ready(tenant.caller, operation, **tenant.ids)
        before = tenants[0].rows()
        answers.append(answer(tenant, operation, **{"Idempotency-Key": key}))
        assert (tenants[0].rows() == before) is (tenant is not tenants[0])
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] in (200, 201, 204)
    assert "Idempotent-Replayed" not in answers[0][2]


def test_anothers_policies_decide_nothing_of_ours(caller, another_caller):
    make(another_caller, "putSupplierPolicy")
    make(another_caller, "putStorePolicy")
    ours, theirs = (make(one, "openCancellation") for one in (caller, another_caller))
    as_of = ours["decision"]["as_of"]
    assert ours["decision"] == caller.post("/v1/evaluations", {**OPENING, "as_of": as_of})
    assert theirs["decision"]["decision_id"] != ours["decision"]["decision_id"]
