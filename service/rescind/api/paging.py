"""Pages of lists: what was asked for, and how the next page is found."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Response, jsonify, request

from rescind.api.context import link
from rescind.api.reading import Body
from rescind.api.rendering import Written
from rescind.api.schemas.paging import IN_PAGE


def limit_of(query: Body) -> int:
    """Read how many elements are wanted."""
    limit: int = query.get("limit", IN_PAGE)
    return limit


def page(elements: Sequence[Written], *, more: bool) -> Response:
    """Answer with a page; the id of its last element leads to the next one."""
    cursor = elements[-1]["id"] if more and elements else None
    answer = jsonify(data=elements, next_cursor=cursor, has_more=more)
    answer.headers["Cache-Control"] = "no-store"
    if cursor is not None:
        asked = {name: value for name, value in request.args.items() if name != "cursor"}
        address = link(f"{request.path}?{urlencode({**asked, 'cursor': cursor})}")
        answer.headers["Link"] = f'<{address}>; rel="next"'
    return answer
