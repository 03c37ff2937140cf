"""A payload and the caller's own facts beside it: one part of a body, and where each of it stands.

What the caller says goes before what the payload says, field by field, and where the two differ
the payload is overruled, which is reported. Parcels are joined by their number, so that a caller
may add to one what no payload tells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from rescind.domain.answers import ReadPayload
from rescind.intake.platforms.aliexpress import read_supplier_order
from rescind.intake.platforms.payload import MOST_POINTERS, Reading, step
from rescind.intake.platforms.raw import instant_of
from rescind.intake.platforms.shopify import read_store_order
from rescind.intake.store_orders import SHOPIFY
from rescind.intake.supplier_orders import ALIEXPRESS

Part = Mapping[str, Any]

SHIPMENTS, NUMBER = "shipments", "tracking_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A part of a body as it is read: the payload's fields and the caller's own.

    `origins` tells, for pointers into `fields`, the pointer into the part as it was sent.
    """

    fields: Part
    origins: Mapping[str, str]
    reading: Reading


def joined(name: str, part: Part) -> Joined:
    """Read the payload that stands under `name` in a part, and lay the caller's facts over it."""
    own = {key: value for key, value in part.items() if key != name and not _empty(value)}
    if name == SHOPIFY:
        reading = read_store_order(part[name])
    else:
        reading = read_supplier_order(part[name], beside=own)
    fields = dict(reading.fields)
    origins = {at: f"/{name}{origin}" for at, origin in reading.origins.items()}
    overruled: list[str] = []
    for key, value in own.items():
        mine = fields.get(key)
        if key == SHIPMENTS and isinstance(mine, list) and _are_objects(value):
            fields[key] = _with_own_parcels(mine, value, origins)
            continue
        gone = [at for at in origins if at == step(key) or at.startswith(step(key) + "/")]
        if mine is not None and not _same(mine, value):
            overruled += [origins[at] for at in gone]
        for at in gone:
            del origins[at]
        fields[key] = value
    told = tuple(dict.fromkeys(at.removeprefix(f"/{name}") for at in overruled))
    return Joined(
        fields=fields,
        origins=origins,
        reading=replace(reading, overruled=told[:MOST_POINTERS]),
    )


def _empty(value: Any) -> bool:
    """Tell whether a field holds nothing, as no-code tools send what nobody mapped."""
    if isinstance(value, Mapping) and value:
        return all(one in (None, "") for one in value.values())
    return value in (None, "")


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _with_own_parcels(
    parcels: list[Part], own: list[Part], origins: dict[str, str]
) -> list[dict[str, Any]]:
    """Join parcels with the caller's own by number; those that no payload has come last."""
    together = [dict(one) for one in parcels]
    at_number = {one[NUMBER]: index for index, one in enumerate(together)}
    for index, one in enumerate(own):
        told = {key: value for key, value in one.items() if value not in (None, "")}
        at = at_number.get(str(one.get(NUMBER)).strip())
        if at is None:
            at = len(together)
            together.append({})
        for key in told:
            place = f"/{SHIPMENTS}/{at}{step(key)}"
            if isinstance(together[at].get(key), list):
                for gone in [one for one in origins if one.startswith(place + "/")]:
                    del origins[gone]
            origins[place] = f"/{SHIPMENTS}/{index}{step(key)}"
        origins.setdefault(f"/{SHIPMENTS}/{at}", f"/{SHIPMENTS}/{index}")
        together[at] |= told
    return together


def _same(ours: Any, own: Any) -> bool:
    """Tell whether two values say the same, however they are written."""
    if isinstance(ours, Mapping) and isinstance(own, Mapping):
        names = {*ours, *(name for name, value in own.items() if not _empty(value))}
        return all(_same(ours.get(name), own.get(name)) for name in names)
    if isinstance(ours, list) and isinstance(own, list):
        return len(ours) == len(own) and all(map(_same, ours, own))
    if isinstance(ours, str) and isinstance(own, str):
        moments = instant_of(ours), instant_of(own)
        return ours.casefold() == own.strip().casefold() or (
            moments[0] == moments[1] if None not in moments else _number(ours) == _number(own)
        )
    return bool(ours == own or str(ours) == str(own))


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return text


def payloads_in(body: Part) -> Iterator[tuple[str, str, Joined]]:
    """List the payloads that a loaded body was sent with: part's pointer, its name, and it."""
    parts = [(step(name), body.get(name)) for name in ("store_order", "supplier_order")]
    many = body.get("supplier_orders", ())
    parts += [(f"/supplier_orders/{at}", part) for at, part in enumerate(many)]
    for at, part in parts:
        for name in (SHOPIFY, ALIEXPRESS):
            if isinstance(part, Mapping) and isinstance(part.get(name), Joined):
                yield at, name, part[name]


def reports_of(body: Part) -> tuple[ReadPayload, ...]:
    """Report what became of the payloads of a loaded body."""
    return tuple(
        ReadPayload(
            pointer=f"{at}/{name}",
            platform=payload.reading.platform,
            shape=payload.reading.shape,
            read=payload.reading.read,
            ignored=payload.reading.ignored,
            missing=payload.reading.missing,
            overruled=payload.reading.overruled,
        )
        for at, name, payload in payloads_in(body)
    )


def without_payloads(body: Part) -> dict[str, Any]:
    """Leave the payloads out of a loaded body: what is kept of them is in our own fields."""

    def bare(part: Part) -> Part:
        return {name: value for name, value in part.items() if not isinstance(value, Joined)}

    told = dict(body)
    for name in ("store_order", "supplier_order"):
        if name in told:
            told[name] = bare(told[name])
    if "supplier_orders" in told:
        told["supplier_orders"] = [bare(part) for part in told["supplier_orders"]]
    return told


def sent_at(pointer: str, body: Part) -> str:
    """Find where a place in a loaded body was sent: within a payload, if it was read from one."""
    for at, _, payload in payloads_in(body):
        if pointer.startswith(at + "/"):
            origin = origin_of(pointer[len(at) :], payload.origins)
            return pointer if origin is None else at + origin
    return pointer


def origin_of(pointer: str, origins: Mapping[str, str]) -> str | None:
    """Find from where a field was read, or the nearest thing around it."""
    while pointer:
        if pointer in origins:
            return origins[pointer]
        pointer = pointer.rpartition("/")[0]
    return None
