"""Lists: how they are asked for, and how they are answered."""

from typing import Any

from rescind.api.fields import Flag, Identifier, Instant, Many, QueryCount, Text, Word
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.domain.words import Action, CaseState, Eligibility, Locale

MOST_IN_PAGE = 100
IN_PAGE = 20


class PageQuerySchema(Incoming):
    """Which part of a list is wanted."""

    limit = QueryCount(
        f"How many elements at most. Default: {IN_PAGE}.", least=1, most=MOST_IN_PAGE, example=20
    )
    cursor = Identifier("The `next_cursor` of the page before; absent: the first page.")


class CancellationsQuerySchema(PageQuerySchema):
    """Which cases are wanted; without a filter all of them."""

    locale = Word(Locale, "The language of every sentence in the answer. Default: en.")
    order_id = Identifier("The store order.", example="5734000000000000001")
    supplier_order_id = Identifier("A supplier order of the case.", example="8190000000000001")
    supplier_id = Identifier("A supplier of the case.", example="store-1")
    eligibility = Word(Eligibility, "As last decided.")
    next_action = Word(Action, "As last decided.")
    state = Word(CaseState, "Whether the case goes on.")
    due_before = Instant("Cases that are to be looked at again before this moment.")


class PageSchema(Outgoing):
    """A page of a list."""

    next_cursor = Text(
        "Send it as `cursor` for the next page; null: this is the last.", allow_none=True
    )
    has_more = Flag("Whether there is a next page.")


def page_of(element: type[Outgoing], description: str) -> type[PageSchema]:
    """Build the schema of a list of one kind of element."""
    name = element.__name__.removesuffix("Schema")
    data: Any = Many(element(), description, most=MOST_IN_PAGE)
    return type(f"{name}PageSchema", (PageSchema,), {"data": data, "__doc__": f"{description}"})
