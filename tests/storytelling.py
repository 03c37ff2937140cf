"""Stories over the recorded API: what happens when, and what the merchant sees at each turn."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from api.cases import CASES
from api.platform_notices import address_of, push, push_to, tell
from domain.filling import to_shopify
from given import at
from rescind.intake.ledger import instant
from rescind.working import work_off

PAYLOADS = Path(__file__).parent / "intake" / "payloads"
EARBUDS, COVER = "13688971493691", "13688971526459"
"""The lines of the recorded Shopify orders."""

BOUGHT, ALSO_BOUGHT = "8190000000000001", "8190000000000002"
"""The supplier orders; payloads of AliExpress do not say their id."""

FROM_SUPPLIER = {"from": "supplier", "amount": "12.00", "currency": "EUR"}

WHEN = {
    "cancellation-requests": "requested_at",
    "supplier-responses": "received_at",
    "tracking-requests": "requested_at",
    "disputes": "filed_at",
    "refunds": "refunded_at",
    "claims": "claimed_at",
}
"""How each fact names its moment."""


def shop_order(name, **changes):
    """What Shopify sends, as recorded, with some of it changed."""
    return {**json.loads((PAYLOADS / f"shopify_rest_{name}.json").read_text("utf-8")), **changes}


def purchase(name, **changes):
    """What AliExpress answers, as recorded, with some of the order changed."""
    told = json.loads((PAYLOADS / f"aliexpress_{name}.json").read_text("utf-8"))
    told["order"]["aliexpress_trade_ds_order_get_response"]["result"] |= changes
    return told


def refund(amount, created_at, **quantities):
    """A refund within what Shopify sends: so much, and units by line."""
    return {
        "id": 929361464001,
        "created_at": created_at,
        "transactions": [
            {"id": 1, "kind": "refund", "status": "success", "amount": amount, "currency": "EUR"}
        ],
        "order_adjustments": [],
        "refund_line_items": [
            {"id": n, "line_item_id": int(line), "quantity": count, "restock_type": "no_restock"}
            for n, (line, count) in enumerate(quantities.items())
        ],
    }


def payments_for(*amounts):
    """What Shopify suggests to pay a refund with."""
    paid = [
        {
            "gateway": "shopify_payments",
            "parentTransaction": {"id": "gid://shopify/OrderTransaction/1"},
            "amountSet": {"presentmentMoney": {"amount": amount, "currencyCode": "EUR"}},
        }
        for amount in amounts
    ]
    return {"data": {"order": {"suggestedRefund": {"suggestedTransactions": paid}}}}


class Story:
    """One case from its opening to its end, told in the order in which things happen."""

    def __init__(self, caller, database, clock):
        self.caller, self.database, self.clock = caller, database, clock
        self.shop = address_of(caller)
        self.platform = address_of(caller, "aliexpress")

    def on(self, when):
        """Let time pass until "10-13 16:00" (of 2026, UTC); the worker decides what is due."""
        assert at(when) >= self.clock.now, "a story goes forward"
        self.clock.now = at(when)
        work_off(self.database, self.clock)

    @property
    def now(self):
        return instant(self.clock.now)

    # What happens

    def begins(self, when, store, *purchases, **request):
        """The merchant opens the case with what both platforms answer."""
        self.clock.now = at(when)
        asked = {"requested_at": self.now, "requested_by": "customer", "reason": "changed_mind"}
        body = {
            "request": {**asked, **request},
            "store_order": {"shopify": store},
            "supplier_orders": [
                {"order_id": order_id, "observed_at": self.now, **bought}
                for order_id, bought in zip((BOUGHT, ALSO_BOUGHT), purchases, strict=False)
            ],
        }
        self.case = f"{CASES}/{self.caller.post(CASES, body)['id']}"

    def tell(self, path, **fact):
        """The merchant records a fact that has just happened."""
        return self.caller.post(f"{self.case}/{path}", {WHEN[path]: self.now, **fact})["id"]

    def decide(self, path, **outcome):
        """The merchant records how a dispute or a claim ended."""
        told = {"decided_at": self.now, **outcome}
        status, answer, _ = self.caller.ask("PATCH", f"{self.case}/{path}", told)
        assert status == 200, answer

    def look_at(self, order_id, payload):
        """The merchant fetches a supplier order again."""
        seen = {"aliexpress": payload, "order_id": order_id, "observed_at": self.now}
        self.caller.post(f"{self.case}/observations", {"supplier_order": seen})

    def shop_says(self, topic, payload):
        """Shopify sends a signed webhook."""
        assert tell(self.caller, self.shop, payload, topic=topic) == (200, {"received": True})

    def platform_says(self, word, order_id=BOUGHT):
        """AliExpress pushes a word, which nobody signed."""
        told = push_to(self.caller, self.platform, push(order_id, word))
        assert told == (200, {"received": True})

    def carry_out(self, action, order_id=None):
        """The merchant does the first step of that action that is ready, and marks it done."""
        [step, *_] = [s for s in self.steps(action, order_id) if s["status"] == "ready"]
        done = {"idempotency_key": step["idempotency_key"], "done_at": self.now, "done_by": "Ana"}
        self.caller.post(f"{self.case}/step-completions", done)
        return step["request"]

    def paid_back(self, amount, *, cancelled=True):
        """How Shopify shows the earbuds paid back now."""
        told = {"updated_at": self.now, "refunds": [refund(amount, self.now, **{EARBUDS: 2})]}
        return {**told, "cancelled_at": self.now} if cancelled else told

    def close(self, reason):
        closed = self.caller.post(f"{self.case}/close", {"reason": reason})
        assert closed["state"] == "closed"

    # What the merchant sees

    @property
    def decision(self):
        """What the case says now: the same as a call without memory, and never a refund early."""
        case = self.caller.get(self.case)
        decision = case["decision"]
        names = ("request", "store_order", "supplier_orders", "completed_steps")
        told = {name: case[name] for name in names if name in case}
        assert self.caller.post("/v1/evaluations", {**told, "as_of": self.now}) == decision
        [listed] = self.caller.get(CASES)["data"]
        assert listed["next_action"] == decision["next_action"]
        self.check_money(decision)
        return decision

    def check_money(self, decision):
        """Rule 7: nothing is paid before a supplier let go; and nothing is paid twice."""
        due, before = (decision["refund"][n] for n in ("due_to_customer", "already_refunded"))
        queries = [s["request"]["query"] for s in decision["plan"] if to_shopify(s)]
        if not any(line["released_quantity"] for line in decision["lines"]):
            assert (due, [one for one in queries if "mutation" in one]) == ("0.00", [])
        assert Decimal(due) == 0 or Decimal(before) + Decimal(due) <= self.freed(decision)

    def freed(self, decision):
        """What the customer paid for lines that are released, with the shipping of them all."""
        of_line = {one["line_id"]: Decimal(one["paid"]) for one in decision["refund"]["lines"]}
        free = [one["line_id"] for one in decision["lines"] if one["released_quantity"]]
        shipping = (
            Decimal(decision["refund"]["shipping"]["paid"]) if of_line.keys() == {*free} else 0
        )
        return sum((of_line[line] for line in free), Decimal(shipping))

    def sees(self, **expected):
        """See what the merchant sees at a glance, as far as it is told here."""
        decision = self.decision
        money, check = decision["refund"], decision["next_check_at"]
        seen = {
            "eligibility": decision["eligibility"],
            "action": decision["next_action"],
            "urgent": decision["urgent"],
            "until": check and f"{datetime.fromisoformat(check):%m-%d %H:%M}",
            "store": decision["store"]["action"],
            "because": decision["store"]["because"],
            "due": money["due_to_customer"],
            "expected": money["expected_from_supplier"],
            "by": money["latest_on"],
            "exposure": money["exposure"],
            "at_worst": money["exposure_if_it_goes_wrong"],
            "refunded": money["already_refunded"],
            "summary": decision["summary"],
            "left": money["max_refundable"],
            "better": money["comparison"]["recommended"],
            "warnings": {one["code"] for one in decision["warnings"]},
            "plan": [f"{s['action']} {s['status']}" for s in decision["plan"]],
        }
        other = {name: seen[name] for name in expected if seen[name] != expected[name]}
        assert other == {}, f"on {self.now}: {other}"

    def dispute(self):
        """What the service says of a dispute over the first supplier order."""
        order = self.caller.get(self.case)["supplier_orders"][0]
        return self.caller.post("/v1/dispute-decisions", {"supplier_order": order})

    def refund_check(self, **proposed):
        """What the service says to a refund that the merchant is tempted to pay."""
        case = self.caller.get(self.case)
        told = {name: case[name] for name in ("request", "store_order", "supplier_orders")}
        return self.caller.post("/v1/refund-checks", {**told, "refund": proposed})

    def verdict(self, order_id=BOUGHT):
        """How far the tracking of a supplier order can be believed."""
        orders = {one["order_id"]: one for one in self.decision["supplier_orders"]}
        return orders[order_id]["tracking_verdict"]

    def steps(self, action, order_id=None):
        plan = self.decision["plan"]
        return [s for s in plan if s["action"] == action and s["supplier_order_id"] == order_id]

    def changes(self):
        """What the ledger tells of other next actions, oldest first."""
        events = self.caller.get(f"{self.case}/events?limit=100")["data"]
        return [e["data"]["next_action"] for e in events if e["type"] == "decision.changed"]
