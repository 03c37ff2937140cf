"""`rescind evaluate` over many lines: as a stream, with its progress, and what ends it early."""

import itertools
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from rescind.api.ndjson import lines_in
from rescind.api.strict_json import MOST_BYTES
from rescind.cli import main
from rescind.filed_bodies import bodies_in
from rescind.terminal import BLOCK
from serving import command, environment

GOLDEN = Path(__file__).parent / "golden" / "evaluations.json"
PAID, ACCEPTED = (
    case["request"]
    for case in json.loads(GOLDEN.read_text(encoding="utf-8"))
    if case["name"] in ("paid-not-shipped", "accepted")
)
LINE = json.dumps(PAID).encode() + b"\n"
LONG = b'{"ref": "' + b"a" * MOST_BYTES + b'"}'
SECONDS = 60


def evaluate(*arguments, text=b""):
    """Run the command in this process."""
    return CliRunner().invoke(main, ["evaluate", *arguments], input=text)


def started(*arguments, **options):
    """Start the command as a process of its own."""
    return subprocess.Popen(
        command("evaluate", *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        **options,
    )


def on_a_terminal(*arguments, text=b""):
    """Run the command with a terminal as stderr; returns stdout and what the terminal showed."""
    mine, terminals = pty.openpty()
    process = started(*arguments, stderr=terminals)
    os.close(terminals)
    stdout, _ = process.communicate(text, SECONDS)
    shown = b""
    while True:
        try:
            shown += (block := os.read(mine, 65536))
        except OSError:  # nobody writes there any more
            break
        if not block:
            break
    os.close(mine)
    return stdout, shown.decode()


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [
        ([], []),
        ([b"a"], [(1, b"a", 1)]),
        ([b"a\n"], [(1, b"a", 2)]),
        ([b"a\nb"], [(1, b"a", 2), (2, b"b", 1)]),
        ([b"a", b"b\n\nc\n"], [(1, b"ab", 3), (2, b"", 1), (3, b"c", 2)]),
        ([b"a\r\n", b"\n"], [(1, b"a\r", 3), (2, b"", 1)]),
    ],
)
def test_blocks_are_parted_into_lines(blocks, lines):
    assert [(line.number, line.raw, line.size) for line in lines_in(blocks)] == lines


def test_of_a_line_that_never_ends_only_the_beginning_is_kept():
    blocks = [b"a" * 100_000] * 10
    for together in (blocks, [b"".join(blocks)], [*blocks, b"\nb"]):
        line = next(lines_in(together))
        assert MOST_BYTES < len(line.raw) < MOST_BYTES + 10
        assert line.size - (b"\nb" in together) == 1_000_000


def test_lines_are_taken_as_they_come():
    endless = itertools.repeat(LINE)
    assert [line.number for line in itertools.islice(bodies_in(endless), 3)] == [1, 2, 3]


def test_an_answer_is_there_before_the_next_line_is():
    with started("--json", "-", stderr=subprocess.DEVNULL) as process:
        for ref in range(3):
            process.stdin.write(json.dumps({"ref": ref, **PAID}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["ref"] == ref
        process.stdin.close()
        assert process.wait(SECONDS) == 0


@pytest.mark.parametrize("where", [0, 1, 2])
def test_a_line_beyond_the_limit_is_a_problem_in_its_place(where):
    sent = [LINE[:-1], LINE[:-1]]
    sent.insert(where, LONG)
    result = evaluate("--json", "-", text=b"\n".join(sent))
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [one.get("code") for one in told] == [
        "body_too_large" if at == where else None for at in range(3)
    ]
    assert told[where]["line"] == where + 1


def test_a_document_beyond_the_limit_is_one_problem():
    many = {**PAID, "supplier_orders": PAID["supplier_orders"] * 999}
    result = evaluate("--json", "-", text=json.dumps(many, indent=2).encode())
    (told,) = map(json.loads, result.stdout.splitlines())
    assert (told["code"], told["line"]) == ("body_too_large", 1)


@pytest.mark.parametrize("ref", ["row-17", "  spaced ", 17, 0])
def test_a_reference_is_given_back_as_it_was_sent(ref):
    bad = {"ref": ref, "request": {}}
    text = "\n".join(json.dumps(body) for body in ({"ref": ref, **PAID}, PAID, bad))
    told = [json.loads(line) for line in evaluate("--json", "-", text=text).stdout.splitlines()]
    assert [one.get("ref") for one in told] == [ref, None, ref]
    assert next(iter(told[0])) == "ref"
    assert {n: v for n, v in told[0].items() if n != "ref"} == told[1]


@pytest.mark.parametrize("ref", [True, 1.5, ["a"], {"a": 1}, "a" * 256, " "])
def test_a_reference_that_is_none_is_refused(ref):
    told = json.loads(evaluate("--json", "-", text=json.dumps({"ref": ref, **PAID})).stdout)
    assert (told["code"], told["errors"][0]["pointer"]) == ("invalid_request", "/ref")
    assert "ref" not in told


def test_a_reference_names_an_order_without_a_name():
    nameless = {n: v for n, v in PAID["store_order"].items() if n not in ("order_name", "order_id")}
    rows = evaluate("-", text=json.dumps({**PAID, "ref": "row-17", "store_order": nameless}))
    assert rows.stdout.splitlines()[1].startswith("row-17 ")


def test_a_long_table_has_one_heading_and_aligned_columns(monkeypatch):
    monkeypatch.setattr("rescind.terminal.BLOCK", 3)
    result = evaluate("-", text=b"".join([LINE, json.dumps(ACCEPTED).encode() + b"\n"] * 5))
    headings, *rows = result.stdout.splitlines()
    assert BLOCK > 3
    assert len(rows) == 10
    assert {row.index("conditional" if "conditional" in row else "eligible") for row in rows} == {
        headings.index("eligibility")
    }


class TestProgress:
    def test_is_shown_on_a_terminal_and_never_in_the_answers(self, tmp_path):
        file = tmp_path / "lines.ndjson"
        file.write_bytes(LINE * 5)
        stdout, shown = on_a_terminal("--json", str(file))
        assert len([json.loads(line) for line in stdout.splitlines()]) == 5
        assert "Deciding" in shown
        assert "100%" in shown

    def test_counts_where_nobody_knows_the_end(self):
        stdout, shown = on_a_terminal("--json", "-", text=LINE * 5)
        assert len(stdout.splitlines()) == 5
        assert "%" not in shown
        assert "  5" in shown

    def test_can_be_left_out(self):
        assert on_a_terminal("--no-progress", "--json", "-", text=LINE * 2)[1] == ""

    def test_is_not_in_the_way_of_what_is_wrong(self):
        _, shown = on_a_terminal("-", text=LINE + b"{broken\n" + LINE)
        assert "\r\x1b[Kline 2: The body is not JSON" in shown

    def test_is_never_on_a_pipe(self):
        process = started("--json", "-", stderr=subprocess.PIPE)
        assert process.communicate(LINE * 2, SECONDS)[1] == b""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("as_json", [True, False])
def test_ctrl_c_leaves_what_is_done_and_says_how_far_it_came(as_json, how):
    options = ["--json"] if as_json else []
    with started(*options, "-", stderr=subprocess.PIPE) as process:
        process.stdin.write(LINE + LINE + b"{broken\n")
        process.stdin.flush()
        told = process.stderr.readline() if not as_json else b""
        written = [process.stdout.readline() for _ in range(3 if as_json else 0)]
        process.send_signal(how)
        stdout, stderr = process.communicate(timeout=SECONDS)
    assert (b"line 3" in told) is not as_json
    assert len([*written, *stdout.splitlines()]) == 3
    assert stderr.decode() == (
        "Stopped after line 3: 3 lines were decided, 1 of them cannot be used; the lines after it "
        "were not looked at.\n"
    )
    assert process.returncode == 128 + how


class TestDays:
    DAYS = '{"CN": {"2026-10-12": "holiday"}}'

    def due_on(self, result):
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)["deadlines"]["ship_by"]["due_on"]

    def test_of_a_file_count(self, tmp_path):
        file = tmp_path / "days.json"
        file.write_text(self.DAYS, encoding="utf-8")
        assert self.due_on(evaluate("--json", "-", text=LINE)) == "2026-10-13"
        found = evaluate("--json", "--calendars", str(file), "-", text=LINE)
        assert self.due_on(found) == "2026-10-14"

    def test_of_the_setting_count(self, monkeypatch):
        monkeypatch.setenv("RESCIND_CALENDARS", self.DAYS)
        assert self.due_on(evaluate("--json", "-", text=LINE)) == "2026-10-14"

    def test_that_cannot_be_used_are_told(self):
        result = evaluate("--calendars", '{"CN": {"2026-10-32": "holiday"}}', "-", text=LINE)
        assert result.exit_code == 2
        assert "/CN/2026-10-32: There is no such day" in result.stderr


@pytest.mark.slow
def test_a_file_of_many_lines_takes_no_more_memory_than_one_of_few(tmp_path):
    def peak(lines, *options):
        file = tmp_path / "lines.ndjson"
        file.write_bytes(LINE * lines)
        measured = (
            "import resource, sys; from rescind.cli import main\n"
            "try: main()\n"
            "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", measured, "evaluate", *options, str(file)],
            env=environment(),
            capture_output=True,
            timeout=600,
            check=True,
        )
        assert len(ran.stdout.splitlines()) == lines + (0 if options else 1)
        return int(ran.stderr.splitlines()[-1]) * 1024

    for options in ([], ["--json"]):
        assert peak(6_000, *options) - peak(1_000, *options) < 4_000_000
