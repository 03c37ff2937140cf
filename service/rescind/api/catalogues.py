"""The catalogues: every rule with its source, and every list of words with its labels."""

from flask import Response, jsonify

from rescind.api.problems import Problem
from rescind.api.reading import Body
from rescind.api.rendering import Written, plain
from rescind.api.schemas.calls import LocaleQuerySchema
from rescind.api.schemas.catalogues import (
    MOST_WORDS,
    RuleCatalogueSchema,
    VocabularyEntrySchema,
)
from rescind.api.spec import Blueprint
from rescind.domain import decision, disputes, faults, proposal_rules
from rescind.domain.rules import RULES, Rule
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.vocabularies import NAMES, VOCABULARIES
from rescind.intake.bodies import locale_of
from rescind.messages import Translator

RULE_BOOKS = (decision, disputes, faults, proposal_rules)
"""The modules that, imported, have written every rule into the register."""

LIST = {"type": "array", "items": VocabularyEntrySchema(), "maxItems": MOST_WORDS}

NAME = {
    "in": "path",
    "name": "name",
    "description": "The name of a list, as `GET /v1/vocabularies` lists them.",
    "schema": {"type": "string", "maxLength": 64, "enum": sorted(VOCABULARIES)},
}

blueprint = Blueprint(
    "Catalogues",
    __name__,
    url_prefix="/v1",
    description="Every rule with its source, and every list of words with its labels.",
)


@blueprint.get("/rules")
@blueprint.arguments(LocaleQuerySchema(), location="query")
@blueprint.response(200, RuleCatalogueSchema(), description="Every rule of the rule set.")
@blueprint.doc(operationId="listRules")
def rules(query: Body) -> Response:
    """List every rule, with its source and what it says

    A finding names the rule that it comes from; here each rule tells what it looks at, where it
    comes from, and its sentence for each outcome, with the names of values in braces.
    """
    speak = Translator(locale_of(query))
    listed = [rule_card(rule, speak) for _, rule in sorted(RULES.items())]
    return jsonify(ruleset_version=RULESET_VERSION, data=listed)


@blueprint.get("/vocabularies")
@blueprint.arguments(LocaleQuerySchema(), location="query")
@blueprint.response(200, LIST, description="Every list of words, by its name.")
@blueprint.doc(operationId="listVocabularies")
def vocabularies(query: Body) -> Response:
    """List the lists of words

    Each `id` is the last part of the address of a list, in `/v1/vocabularies/{name}`.
    """
    speak = Translator(locale_of(query))
    return jsonify([{"id": name, "name": speak.text(NAMES[name])} for name in sorted(VOCABULARIES)])


@blueprint.get("/vocabularies/<name>", parameters=[NAME])
@blueprint.arguments(LocaleQuerySchema(), location="query")
@blueprint.response(200, LIST, description="The words, each with its label.")
@blueprint.alt_response(404, response="Problem404")
@blueprint.doc(operationId="getVocabulary")
def vocabulary(query: Body, name: str) -> Response:
    """Get one list of words, with the labels that people read

    Made for the drop-down lists of no-code tools: `id` is the word on the wire, `name` its label.
    """
    words = VOCABULARIES.get(name)
    if words is None:
        raise Problem(
            "not_found",
            f'There is no vocabulary "{name[:64]}"; there are: {", ".join(sorted(VOCABULARIES))}.',
        )
    speak = Translator(locale_of(query))
    return jsonify([{"id": str(word), "name": speak.text(label)} for word, label in words.items()])


def rule_card(rule: Rule, speak: Translator) -> Written:
    """Write a rule's identity card."""
    return {
        "id": rule.id,
        "name": rule.name,
        "title": speak.text(rule.title),
        "source": plain(rule.source, speak.render),
        "messages": {outcome.value: speak.text(text) for outcome, text in rule.messages.items()},
    }
