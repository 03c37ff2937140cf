"""What suppliers' answers show: over random histories, as a slow count by hand has it."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest

import record
from api.cases import CASES, body
from rescind.intake.ledger import instant

ASKED = datetime(2026, 9, 28, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
READ_AT = datetime(2026, 11, 20, tzinfo=UTC)
SUPPLIERS = ("store-a", "store-b")
KINDS = ("accepted", "refused", "claims_shipped", "offered_partial_refund")
FAULTS = {"damaged_in_transit": "supplier", "wrong_size": "customer", "wrong_item": "supplier"}


class History:
    """One case, told call by call, and what of it a person would put down."""

    def __init__(self, caller, number, chance):
        self.caller, self.chance, self.counted = caller, chance, Counter()
        self.supplier = chance.choice(SUPPLIERS)
        self.hours = None
        told = body({"order_id": f"S{number}"}, order_id=f"P{number}", supplier_id=self.supplier)
        self.case = f"{CASES}/{caller.post(CASES, told)['id']}"
        for part in (self._number, self._ask, self._dispute, self._claim):
            part()

    def _tell(self, path, fact):
        told = self.caller.post(f"{self.case}/{path}", fact)
        if self.chance.random() < 0.3 and path != "disputes":
            self.caller.post(f"{self.case}/{path}", fact)  # told twice
        return told

    def _ask(self):
        if self.chance.random() < 0.2:
            return
        self._tell("cancellation-requests", {"requested_at": instant(ASKED)})
        self.counted["asked"] += 1
        after = sorted(self.chance.sample(range(1, 200), self.chance.randrange(3)))
        kinds = [self.chance.choice(KINDS) for _ in after]
        facts = [
            {"kind": kind, "received_at": instant(ASKED + n * HOUR)}
            for kind, n in zip(kinds, after, strict=True)
        ]
        self.chance.shuffle(facts)
        for fact in facts:
            self._tell("supplier-responses", fact)
        self.counted[kinds[-1] if kinds else "silent"] += 1
        self.hours = after[0] if after else None
        if kinds and kinds[-1] == "accepted":
            self._refund(ASKED + after[-1] * HOUR)

    def _refund(self, accepted_at):
        """Fifteen weekdays in Shanghai, of which every day of this time is at UTC+8."""
        if self.counted["good"]:  # it shipped all the same: no refund is awaited
            return
        day, left = (accepted_at + 8 * HOUR).date(), 15
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        due_at = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
        word, at = self.chance.choice(
            [("on_time", due_at - HOUR), ("late", due_at + HOUR), ("missing", None)]
        )
        self.counted["owed"] += 1
        self.counted[word] += 1
        if at is not None:
            fact = {"from": "supplier", "amount": "12.00", "refunded_at": instant(at)}
            self.caller.post(f"{self.case}/refunds", fact)

    def _number(self):
        scans = {"contradicted": "2026-09-01T00:00:00Z", "good": "2026-09-30T00:00:00Z"}
        word = self.chance.choice(["none", "never_scanned", "looked_at_early", *scans])
        if word == "none":
            return
        fact = {"tracking_number": f"LP{self.case[-12:]}", "declared_at": instant(ASKED)}
        events = [{"at": scans[word], "status": "accepted"}] if word in scans else []
        looked = "2026-09-30T01:00:00Z" if word == "looked_at_early" else "2026-11-01T00:00:00Z"
        self._tell("shipments", {**fact, "observed_at": looked, "events": events})
        self.counted["given"] += 1
        self.counted[word] += 1

    def _dispute(self):
        outcome = self.chance.choice([None, "open", "won", "partially_won", "lost", "withdrawn"])
        if outcome is None:
            return
        dispute = self._tell("disputes", {"filed_at": instant(ASKED + 300 * HOUR)})["id"]
        self.counted["filed"] += 1
        self.counted[f"dispute {outcome}"] += 1
        if outcome != "open":
            told = {"outcome": outcome}
            assert self.caller.ask("PATCH", f"{self.case}/disputes/{dispute}", told)[0] == 200

    def _claim(self):
        for reason, at_fault in FAULTS.items():
            if self.chance.random() < 0.7:
                continue
            claim = self._tell("claims", {"reason": reason, "claimed_at": instant(ASKED)})["id"]
            withdrawn = self.chance.random() < 0.3
            outcome = {"outcome": "withdrawn" if withdrawn else "refunded"}
            assert self.caller.ask("PATCH", f"{self.case}/claims/{claim}", outcome)[0] == 200
            self.counted["claims"] += 1
            self.counted["withdrawn" if withdrawn else f"claim {reason}"] += 1
            self.counted[f"fault {at_fault}"] += not withdrawn


@pytest.mark.parametrize("seed", range(3))
def test_statistics_are_those_of_a_slow_count(caller, another_caller, clock, seed):
    clock.now = READ_AT
    chance = random.Random(seed)  # noqa: S311  # so that a run can be repeated
    told = [History(caller, number, chance) for number in range(25)]
    [History(another_caller, number, chance) for number in range(3)]
    for supplier in SUPPLIERS:
        mine = [one for one in told if one.supplier == supplier]
        counts = sum((one.counted for one in mine), Counter())
        found = caller.get(f"/v1/suppliers/{supplier}/statistics")
        assert found["cases"] == found["supplier_orders"] == len(mine)
        _check_requests(found["requests"], counts, [one.hours for one in mine if one.hours])
        _check_rates(found, counts)
        assert found["claims"]["filed"] == counts["claims"]
        assert found["claims"]["withdrawn"] == counts["withdrawn"]
        assert found["numbers"]["given"] == counts["given"]
        assert found["refunds"]["owed"] == counts["owed"]
        assert found["disputes"]["filed"] == counts["filed"]


def _check_requests(found, counts, hours):
    assert found["asked"] == counts["asked"]
    for kind, told in found["answers"].items():
        assert (told["count"], told["of"]) == (counts[kind], counts["asked"])
    took = found["time_to_answer"]
    assert took["count"] == len(hours)
    assert took["median_hours"] == (median(hours) if hours else None)


def _check_rates(found, counts):
    lists = (
        (found["refunds"], ("on_time", "late", "missing"), ""),
        (found["disputes"], ("won", "partially_won", "lost"), "dispute "),
        (found["claims"]["by_reason"], tuple(FAULTS), "claim "),
        (found["claims"]["by_fault"], ("supplier", "customer"), "fault "),
    )
    for part, words, prefix in lists:
        whole = sum(counts[prefix + word] for word in words)
        for word in words:
            count = counts[prefix + word]
            assert (part[word]["count"], part[word]["of"]) == (count, whole), word
            assert part[word]["rate"] == (round(count / whole, 4) if whole else None)
    for word in ("contradicted", "never_scanned"):
        assert found["numbers"][word]["count"] == counts[word]
        assert found["numbers"][word]["of"] == counts["given"]


def test_a_period_counts_the_cases_opened_in_it(caller, clock):
    caller.post(CASES, body())
    clock.pass_time(days=1)
    caller.post(CASES, body({"order_id": "S2"}, order_id="P2"))
    path, day = "/v1/suppliers/store-1/statistics", instant(clock.now)
    periods = {"": 2, f"?from={day}": 1, f"?to={day}": 1, f"?from={day}&to={day}": 0}
    for query, cases in periods.items():
        found = caller.get(path + query)
        assert (found["cases"], found["complete"]) == (cases, True)
    status, answer, _ = caller.ask("GET", f"{path}?until={day}")
    assert (status, answer["errors"][0]["parameter"]) == (422, "until")


def test_a_supplier_that_nobody_named_has_no_statistics(caller, another_caller):
    another_caller.post(CASES, body())
    status, answer, _ = caller.ask("GET", "/v1/suppliers/store-1/statistics")
    assert (status, answer["code"]) == (404, "not_found")


def test_suppliers_of_policies_and_of_cases_are_listed_newest_first(caller, clock):
    caller.ask("PUT", "/v1/store-policy", {})
    caller.ask("PUT", "/v1/suppliers/store-0/policy", {})
    clock.pass_time(hours=1)
    caller.post(CASES, body(orders=2))
    clock.pass_time(hours=1)
    caller.ask("PUT", "/v1/suppliers/store-2/policy", {})
    names = [one["id"] for one in caller.get("/v1/suppliers")["data"]]
    assert names == ["store-1", "store-2", "store-0"]
    first = caller.get("/v1/suppliers?limit=1")
    rest = caller.get(f"/v1/suppliers?cursor={first['next_cursor']}")
    assert [one["id"] for one in (*first["data"], *rest["data"])] == names
    assert caller.get("/v1/suppliers/store-0/statistics")["cases"] == 0


def test_another_tenant_sees_none_of_it(caller, recorded, postgres, clock):
    caller.post(CASES, body())
    other = record.Caller(recorded[0], record.new_key(postgres.url), clock)
    assert other.get("/v1/suppliers")["data"] == []
