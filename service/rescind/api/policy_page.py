"""The page of the store's policy, for its customers: as HTML, as Markdown, or as JSON-LD."""

import json
import re
from collections.abc import Callable

from flask import Response, render_template, request

from rescind.api.callers import needs
from rescind.api.context import now
from rescind.api.docs import CONTENT_SECURITY_POLICY
from rescind.api.policies import STORE, found_in, read_alone
from rescind.api.problem_docs import REQUEST_ID_HEADER, RESPONSES
from rescind.api.problems import Problem
from rescind.api.reading import Body
from rescind.api.recording import desk, reads
from rescind.api.rendering import Written, written
from rescind.api.request_ids import HEADER
from rescind.api.schemas.kept_policies import PolicyPageQuerySchema
from rescind.api.schemas.policies import StorePolicySchema
from rescind.api.spec import Blueprint
from rescind.domain.policy import StorePolicy
from rescind.domain.policy_page import page_of
from rescind.domain.schema_org import json_ld_of
from rescind.domain.words import Locale, Scope
from rescind.messages import Translator
from rescind.usecases.agreeing import in_force

blueprint = Blueprint(
    "Policy page",
    __name__,
    url_prefix="/v1",
    recorded=True,
    description="The page that tells customers of the store's policy.",
)
RULES = StorePolicySchema()
HTML, MARKDOWN, JSON_LD = "text/html", "text/markdown", "application/ld+json"


@blueprint.get(f"{STORE}/page")
@reads
@blueprint.arguments(PolicyPageQuerySchema(), location="query")
@blueprint.doc(
    operationId="getStorePolicyPage",
    responses={
        "200": {
            "description": "The page, in the form that `Accept` asks for.",
            "headers": {
                HEADER: REQUEST_ID_HEADER,
                "ETag": {
                    "description": "Names these bytes: send it as `If-None-Match`.",
                    "schema": {"type": "string", "maxLength": 100},
                },
            },
            "content": {
                HTML: {"schema": {"type": "string", "maxLength": 1_000_000}},
                MARKDOWN: {"schema": {"type": "string", "maxLength": 1_000_000}},
                JSON_LD: {
                    "schema": {
                        "type": "object",
                        "description": "A `MerchantReturnPolicy` of schema.org.",
                        "additionalProperties": True,
                    }
                },
            },
        },
        "304": {
            "description": "The page is as `If-None-Match` says.",
            "headers": {HEADER: REQUEST_ID_HEADER},
        },
        "404": RESPONSES["404"].name,
        "406": RESPONSES["406"].name,
    },
    **needs(Scope.CANCELLATIONS_READ),
)
def get_store_policy_page(query: Body) -> Response:
    """Get the page of the store's policy: HTML, Markdown or JSON-LD, in English or Spanish

    It answers what customers ask: until when, how, for which reasons, who pays the return, how long
    the money takes, and whom to write to. What the policy does not state is said to be not stated.
    Without a physical store it gives no return address. The language is that of the policy unless
    `locale` says otherwise; `Accept` chooses the form, HTML where it asks for none.
    """
    form = chosen_form()
    kept, _standing = found_in(in_force(desk(), supplier_id=None, as_of=now()))
    policy = read_alone({"store": RULES.load(kept.rules)}).store
    locale = Locale(query.get("locale") or policy.locale or Locale.EN)
    answer = Response(FORMS[form](policy, locale), content_type=f"{form}; charset=utf-8")
    if form == JSON_LD:
        answer.content_type = form
    answer.headers["Content-Language"] = locale.value
    answer.headers["Vary"] = "Accept"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def chosen_form() -> str:
    """Choose the form that the caller likes best (RFC 9110, 12.5.1). Raises `Problem`.

    The most specific range decides about each form; of equal ones the first of ours is taken.
    """
    accepted = request.accept_mimetypes
    if not accepted:
        return HTML
    best = max(FORMS, key=accepted.quality)
    if accepted.quality(best) <= 0:
        raise Problem("not_acceptable", f"This page comes as {HTML}, {MARKDOWN} or {JSON_LD}.")
    return best


def words(policy: StorePolicy, locale: Locale) -> Written:
    """Say the page in a language."""
    return written(page_of(policy), Translator(locale).render)


def as_html(policy: StorePolicy, locale: Locale) -> str:
    """Write the page as HTML, with its JSON-LD."""
    told = words(policy, locale)
    return render_template(
        "store_policy.html", locale=locale.value, json_ld=json_ld_of(policy), **told
    )


def as_markdown(policy: StorePolicy, locale: Locale) -> str:
    """Write the page as Markdown (CommonMark)."""
    told = words(policy, locale)
    parts = [f"# {escaped(told['title'])}"]
    for section in told["sections"]:
        parts.append(f"## {escaped(section['question'])}")
        parts += [escaped(sentence) for sentence in section["sentences"]]
        if section["items"]:
            parts.append("\n".join(f"- {escaped(item)}" for item in section["items"]))
    return "\n\n".join(parts) + "\n"


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def escaped(text: str) -> str:
    """Have text stand as it is: what a merchant wrote is no markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def as_json_ld(policy: StorePolicy, _locale: Locale) -> str:
    """Write the policy as JSON-LD, which says the same in every language."""
    return json.dumps(json_ld_of(policy), ensure_ascii=False) + "\n"


FORMS: dict[str, Callable[[StorePolicy, Locale], str]] = {
    HTML: as_html,
    MARKDOWN: as_markdown,
    JSON_LD: as_json_ld,
}
"""The forms of the page, the first where all are liked equally."""
