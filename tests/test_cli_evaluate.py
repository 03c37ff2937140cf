"""`rescind evaluate`: files in, a table or JSON out, and the exit status."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rescind.cli import main

GOLDEN = Path(__file__).parent / "golden" / "evaluations.json"
CASES = {case["name"]: case["request"] for case in json.loads(GOLDEN.read_text(encoding="utf-8"))}
PAID = CASES["paid-not-shipped"]
ACCEPTED = CASES["accepted"]


@pytest.fixture
def run():
    """Runs the command on some text; the result has stdout, stderr and the exit status."""

    def ran(*arguments, text=None):
        return CliRunner().invoke(main, ["evaluate", *arguments], input=text)

    return ran


def lines(*bodies):
    return "\n".join(body if isinstance(body, str) else json.dumps(body) for body in bodies)


def answers(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_body_is_shown_in_full_to_people(run):
    result = run("-", text=json.dumps(PAID, indent=2))
    assert result.exit_code == 0, result.output
    headings, row, *rest = result.stdout.splitlines()
    assert headings.split("  ")[0] == "order"
    assert headings.endswith("store action  exposure")
    assert row.split() == [
        *("#1001", "conditional", "request_cancellation"),
        *("2026-10-13", "16:00", "UTC", "not_yet", "12.00", "EUR"),
    ]
    assert "1. [ready]" in "\n".join(rest)


def test_headings_and_steps_are_in_the_language_of_the_answers(run):
    result = run("-", "--locale", "es", text=json.dumps(PAID))
    headings, row, *rest = result.stdout.splitlines()
    assert headings.split("  ")[0] == "pedido"
    assert "1. [listo]" in "\n".join(rest)
    assert "request_cancellation" in row
    many = run("-", text=lines({**PAID, "locale": "es"}, ACCEPTED)).stdout.splitlines()
    assert many[0].split()[-1] == "resumen"


def test_people_are_told_why_they_have_to_look(run):
    result = run("-", text=json.dumps(CASES["unknown-status"]))
    assert "- Nobody knows the word WAIT_FOR_THE_MOON" in result.stdout


def test_many_bodies_are_a_table_with_summaries(run):
    result = run("-", text=lines(PAID, ACCEPTED))
    assert result.exit_code == 0
    headings, *rows = result.stdout.splitlines()
    assert headings.split()[-1] == "summary"
    assert [row.split()[1] for row in rows] == ["conditional", "eligible"]


def test_what_minutes_count_for_says_so(run):
    result = run("-", text=json.dumps(CASES["changed-mind-seconds-later"]))
    assert "request_cancellation (urgent)" in result.stdout


def test_an_exposure_that_is_not_known_is_no_number(run):
    row = run("-", text=json.dumps(CASES["supplier-in-dollars"])).stdout.splitlines()[1]
    assert row.endswith(" ?")


def test_machines_get_one_answer_a_line(run, client):
    result = run("--json", "-", text=lines(PAID, ACCEPTED))
    assert result.exit_code == 0
    served = [client.post("/v1/evaluations", json=body).get_json() for body in (PAID, ACCEPTED)]
    assert answers(result) == served


@pytest.mark.parametrize(
    ("bad", "code", "said"),
    [
        ("{broken", "invalid_json", "not JSON"),
        ('{"request": NaN}', "invalid_json", "/request: NaN"),
        ({**PAID, "colour": "red"}, "invalid_request", '/colour: There is no field "colour"'),
        (
            {**PAID, "supplier_orders": [{"status": "IN_CANCEL"}]},
            "invalid_request",
            "/supplier_orders/0/paid_at",
        ),
    ],
)
class TestBadLines:
    def test_are_told_with_their_number_and_the_others_go_on(self, run, bad, code, said):
        result = run("-", text=lines(PAID, "", bad, ACCEPTED))
        assert code
        assert result.exit_code == 1
        assert result.stderr.startswith("line 3: ")
        assert said in result.stderr
        assert len(result.stdout.splitlines()) == 3

    def test_stand_in_their_place_for_machines(self, run, bad, code, said):
        result = run("--json", "-", text=lines(PAID, "", bad, ACCEPTED))
        assert result.exit_code == 1
        first, problem, last = answers(result)
        assert first["eligibility"] == "conditional"
        assert (problem["code"], problem["line"]) == (code, 3)
        assert said in problem["detail"]
        assert last["eligibility"] == "eligible"


def test_a_document_with_a_mistake_is_one_bad_body(run):
    result = run("-", text=json.dumps(PAID, indent=2).replace('"request"', "request", 1))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "not JSON" in result.stderr


def test_an_empty_file(run):
    result = run("-", text="")
    assert result.exit_code == 1
    assert "empty" in result.stderr


def test_a_file_by_its_name(run, tmp_path):
    file = tmp_path / "body.json"
    file.write_text(json.dumps(PAID), encoding="utf-8")
    assert run(str(file)).exit_code == 0


def test_a_file_that_cannot_be_read(run, tmp_path):
    result = run(str(tmp_path / "nothing.json"))
    assert result.exit_code == 2
    assert "nothing.json" in result.stderr
    assert "No such file" in result.stderr


def test_a_moment_and_a_language_for_all(run):
    result = run(
        "--json", "--as-of", "2026-10-14T10:00:00Z", "--locale", "es", "-", text=json.dumps(PAID)
    )
    answer = answers(result)[0]
    assert answer["as_of"] == "2026-10-14T10:00:00Z"
    assert answer["next_action"] == "wait_for_auto_close"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as-of", "2026-10-14"], "RFC 3339"),
        (["--as-of", "2026-10-14T10:00:00"], "without a zone"),
        (["--locale", "de"], "'en', 'es'"),
    ],
)
def test_options_that_cannot_be_used(run, arguments, said):
    result = run(*arguments, "-", text=json.dumps(PAID))
    assert result.exit_code == 2
    assert said in result.stderr


def test_help_shows_an_example_that_runs(run):
    text = run("--help").stdout
    body = text[text.index("'{") + 1 : text.index("}'") + 1]
    result = run("-", text=body)
    assert result.exit_code == 0, result.output
    assert "request_cancellation" in result.stdout
