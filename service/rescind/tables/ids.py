"""Ids that tell what they name and sort by time, such as `can_01m859qp24evqsr7r489374jrk`."""

from typeid import TypeID

CANCELLATION = "can"
CONNECTION = "con"
EVENT = "evt"
KEY = "key"
NOTICE = "ntc"
TENANT = "ten"


def new_id(prefix: str) -> str:
    """Make an id that nobody else makes."""
    return str(TypeID(prefix=prefix))
