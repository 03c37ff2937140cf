"""What is written from the code stands as the code has it: tables, outputs, the spec."""

import re

import pytest
import written
import yaml


def test_every_table_of_the_readme_is_what_the_code_says():
    text = written.README.read_text("utf-8")
    assert written.with_blocks(text) == text


def test_every_command_of_the_readme_prints_what_stands_there():
    text = written.README.read_text("utf-8")
    with written.shell() as run:
        assert written.with_outputs(text, run) == text


def test_the_committed_spec_is_what_the_code_says():
    committed = written.SPEC.read_text("utf-8")
    assert yaml.safe_load(committed) == yaml.safe_load(written.spec())


@pytest.mark.parametrize("path", ["README.md", "CHANGELOG.md", "SECURITY.md"])
def test_links_within_the_project_lead_somewhere(path):
    text = (written.ROOT / path).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", text)
    assert [link for link in links if not (written.ROOT / link).exists()] == []
