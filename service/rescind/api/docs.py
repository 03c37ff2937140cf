"""The pages for people who build on the API: the contract, its reference, and each problem.

Everything comes from this service; the policy on each page lets the browser ask no other host.
"""

import json
import re
from http import HTTPStatus

from flask import Blueprint, Response, current_app, render_template, request, url_for
from markupsafe import Markup, escape

from rescind import __version__
from rescind.api.problems import KINDS, Problem
from rescind.api.spec import Document

blueprint = Blueprint("pages", "rescind.pages", static_folder=None)

_CODE = re.compile("`([^`]+)`")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

STATIC = {
    "docs.js": "text/javascript",
    "pages.css": "text/css",
    "icon.svg": "image/svg+xml",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}
"""The files that pages need, and nothing else of the folder."""


def contract() -> Document:
    """Return the contract of the application that answers."""
    document: Document = current_app.extensions["rescind-contract"]
    return document


@blueprint.app_template_filter()
def with_code(text: str) -> Markup:
    """Show what stands in backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  # it is escaped


@blueprint.get("/")
def home() -> Response:
    """Show where everything is."""
    return _page("home.html")


@blueprint.get("/docs")
def docs() -> Response:
    """Show the reference."""
    return _page("docs.html")


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """Answer with the contract; browsers of other sites may read it."""
    answer = Response(json.dumps(contract()), content_type="application/json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@blueprint.get("/problems")
def problems() -> Response:
    """List every kind of problem."""
    return _page("problems.html", kinds=KINDS)


@blueprint.get("/problems/<code>")
def problem(code: str) -> Response:
    """Explain one kind of problem."""
    if code not in KINDS:
        raise _nothing(f'There is no kind of problem with the code "{code[:64]}".')
    return _page("problem.html", code=code, kind=KINDS[code])


@blueprint.get("/docs/static/<name>")
def static(name: str) -> Response:
    """Answer with a file that a page needs."""
    if name not in STATIC:
        raise _nothing(f'No page needs a file "{name[:64]}".')
    etag = f"{__version__}-{name}"
    answer = Response(content_type=f"{STATIC[name]}; charset=utf-8")
    answer.set_etag(etag)
    answer.headers["Cache-Control"] = "no-cache"
    if request.if_none_match.contains_weak(etag):
        answer.status_code = HTTPStatus.NOT_MODIFIED
        return answer
    with blueprint.open_resource(f"static/{name}") as file:
        answer.set_data(file.read())
    return answer


def _nothing(detail: str) -> Problem:
    return Problem("not_found", detail)


def _page(template: str, **values: object) -> Response:
    html = render_template(template, version=__version__, home=url_for("pages.home"), **values)
    answer = Response(html, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
