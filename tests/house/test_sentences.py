"""Every sentence that a person reads is marked for the catalogues, or is English on purpose."""

import ast
import re

import message_catalogue as generator
import pytest

PACKAGE = generator.PACKAGE

DELIBERATELY_ENGLISH = {
    "api": "what the contract says of fields, and problems, are for who builds the call; "
    "test_languages.py watches the answers",
    "cli.py": "the command line's help",
    "domain/carriers.py": "carriers and documents are called by the names that they have",
    "domain/shopify_fulfillments.py": "documents of GraphQL",
    "domain/shopify_requests.py": "documents of GraphQL",
    "domain/sources.py": "documents are cited by the names that they have",
    "evaluating.py": "the command line's help",
    "intake": "problems are for who builds the call",
    "keeping_keys.py": "the command line's help",
    "__main__.py": "where it runs is told before anything is imported",
    "postgres": "statements, and what operators are told",
    "sealing.py": "what operators are told",
    "serving.py": "what operators are told",
    "settings.py": "settings are for operators",
    "tables": "statements",
    "usecases": "problems are for who builds the call",
    "working.py": "logs are for operators",
}
"""Places whose sentences are not translated, and why."""

MARKS = {"_", "for_supplier"}
LEAST_WORDS = 3


def sentences_in(path):
    """The unmarked sentences of a module: (line, text), docstrings and errors raised apart."""
    return list(unmarked(ast.parse(path.read_text(encoding="utf-8"))))


def unmarked(node):
    said = text_of(node)
    if said is not None:
        if reads_as_a_sentence(said):
            yield node.lineno, said
        return
    for inner in ast.iter_child_nodes(node):
        if not (is_documentation(inner) or is_raised(inner) or is_marked(inner)):
            yield from unmarked(inner)


def text_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else "…" for part in node.values
        )
    return None


def reads_as_a_sentence(text):
    """So many words in a row: codes, names and patterns have fewer."""
    return (
        len(re.findall(r"[^\W\d_]*[a-zà-ÿ]{2,}", text)) >= LEAST_WORDS
        and " " in text
        and "[" not in text
    )


def is_documentation(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_raised(node):
    """An error that callers of a function see; what people are told of it, the shell says."""
    return isinstance(node, ast.Raise) or called(node) == "__init__"


def is_marked(node):
    """Marked, or a rule's card: its title is its second argument, its source is cited."""
    return called(node) in MARKS or (called(node) == "rule" and title_stands_second(node))


def title_stands_second(node):
    texts = [argument for argument in node.args[1:2] if text_of(argument) is not None]
    others = [keyword.value for keyword in node.keywords]
    return bool(texts) and not any(text_of(other) for other in others)


def called(node):
    if not isinstance(node, ast.Call):
        return None
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)


def is_english_on_purpose(path):
    place = path.relative_to(PACKAGE).as_posix()
    return any(place == name or place.startswith(f"{name}/") for name in DELIBERATELY_ENGLISH)


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not is_english_on_purpose(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_sentence_is_marked(path):
    assert sentences_in(path) == []


@pytest.mark.parametrize("place", DELIBERATELY_ENGLISH)
def test_what_is_english_on_purpose_is_still_there(place):
    paths = [PACKAGE / place] if place.endswith(".py") else sorted((PACKAGE / place).rglob("*.py"))
    tree = [ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in paths]
    assert any(reads_as_a_sentence(text_of(node) or "") for nodes in tree for node in nodes)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('say("Nobody marked this sentence.")', 1),
        ('EXPLANATIONS = {1: "Nobody marked this sentence"}', 1),
        ('f"Nobody marked {this} sentence."', 1),
        ('Step(instructions=say("Nobody marked this sentence."))', 1),
        ('say(_("Somebody marked this sentence."))', 0),
        ('say(for_supplier("Somebody marked this sentence."))', 0),
        ('"""This is documentation of it."""', 0),
        ('raise ValueError("This is raised for programmers.")', 0),
        ('rule("X-1", "What it looks at here", clear=_("All is well here."))', 0),
        ('rule("X-1", "What it looks at here", clear="Nobody marked this sentence.")', 2),
        ('WORD = "wait_for_supplier_refund"', 0),
    ],
)
def test_the_walk_finds_what_is_not_marked(source, found):
    assert len(list(unmarked(ast.parse(source)))) == found
