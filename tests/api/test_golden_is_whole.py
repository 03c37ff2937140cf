"""A golden case for every rule in each outcome, every row, action, warning and reason of the store.

What is missing is named, so that whoever adds a rule knows which case to write: a body and what
`domain.md` makes of it, in `tests/golden/rules_*.json`.
"""

from dataclasses import dataclass, field

import pytest

from api.test_golden import CASES, shown_by
from rescind.domain.rules import RULES
from rescind.domain.supplier_table import ROWS
from rescind.domain.words import Action, StoreBecause, WarningCode

TABLE_3_1 = (*map(str, range(1, 26)), "3a", "5a", "9a", "18a")
"""The rows of the supplier orders' table, as domain.md numbers them."""

OUTCOMES = [
    pytest.param(rule, outcome, id=f"{rule.id}-{outcome}")
    for rule in RULES.values()
    for outcome in rule.messages
]


@dataclass(frozen=True)
class Shown:
    """What all golden cases show together."""

    findings_and_rows: set = field(default_factory=set)
    actions: set = field(default_factory=set)
    warnings: set = field(default_factory=set)
    store: set = field(default_factory=set)


@pytest.fixture(scope="module")
def shown(app):
    client = app.test_client()
    found = Shown()
    for path, case in (one.values for one in CASES):
        answer = client.post(path, json=case["request"]).get_json()
        found.findings_and_rows.update(shown_by(answer))
        found.warnings.update(one["code"] for one in answer.get("warnings", ()))
        if path == "/v1/evaluations":
            found.actions.add(answer["next_action"])
            found.store.add(answer["store"]["because"])
    return found


@pytest.mark.parametrize(("rule", "outcome"), OUTCOMES)
def test_every_rule_is_shown_in_each_outcome(shown, rule, outcome):
    assert f"{rule.id} {outcome}" in shown.findings_and_rows, (
        f'no golden case shows {rule.id} ({rule.name}) with the outcome "{outcome}": add one to '
        f'tests/golden/rules_*.json, or, if no facts lead there, take "{outcome}" from the rule'
    )


@pytest.mark.parametrize("row", TABLE_3_1)
def test_every_row_of_the_table_is_shown(shown, row):
    assert row in {one.id for one in ROWS}
    assert f"row {row}" in shown.findings_and_rows, f"no golden case shows row {row} of table 3.1"


@pytest.mark.parametrize("action", Action)
def test_every_next_action_is_shown(shown, action):
    assert action in shown.actions, f"no golden case has the next_action {action}"


@pytest.mark.parametrize("code", WarningCode)
def test_every_warning_is_shown(shown, code):
    assert code in shown.warnings, f"no golden case has the warning {code}"


@pytest.mark.parametrize("because", StoreBecause)
def test_every_reason_of_the_store_is_shown(shown, because):
    assert because in shown.store, f"no golden case has the store.because {because}"
