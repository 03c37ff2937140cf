"""Reads parcels: the numbers that an order has, and the scans that its tracking shows of them.

The description of a scan goes before its name, which AliExpress puts over scans of every kind. A
scan that nobody can read is no scan and no label either: it is not guessed. Where it comes before
every scan that is known, nobody can tell whether the parcel had left by then.

An answer that nothing was found is a look at the numbers that are known, which found nothing; where
no number is known there is nothing that was looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rescind.domain.words import ScanStatus
from rescind.intake.ledger import moment
from rescind.intake.platforms.aliexpress_words import NOT_FOUND, local_moment, unwrapped
from rescind.intake.platforms.payload import Found
from rescind.intake.platforms.raw import Raw, instant_of, shown
from rescind.intake.platforms.scan_words import scan_of

TRACKING_FIELDS = ("ret", "data", "tracking_detail_line_list")
LOGISTICS = ("aeop_order_logistics_info", "ae_order_logistics_info", "logistics_info")
DETAILS = ("tracking_detail", "tracking_detail_line")
NODES = ("detail_node",)
LONGEST_DESCRIPTION = 1000


@dataclass(slots=True, kw_only=True)
class Parcel:
    """One number, who carries it, and its scans where somebody looked."""

    number: Found
    carrier: Found | None = None
    scans: list[Mapping[str, Any]] | None = None
    unknown: list[tuple[str, Found]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """The parcels of an order in our wire form.

    `unknown` are the words of scans that nobody can read and that may be a parcel's first.
    """

    parcels: list[Mapping[str, Any]]
    unknown: list[Found]


def parcels_of(order: Raw | None, tracking: Raw | None, own: Mapping[str, Any]) -> Tracked:
    """Read the parcels of an order; `own` are the caller's own facts beside the payload."""
    parcels = numbers_of(order)
    answer = unwrapped(tracking, *TRACKING_FIELDS) if tracking is not None else None
    if answer is not None:
        _track(answer, parcels, own_numbers(own))
    looked_at = own.get("observed_at")
    seen = instant_of(looked_at)
    return Tracked(
        parcels=[_told(one, looked_at if seen else None) for one in parcels.values()],
        unknown=[one for parcel in parcels.values() if (one := before_all(parcel))],
    )


def numbers_of(order: Raw | None) -> dict[str, Parcel]:
    """List the numbers that an order has."""
    parcels: dict[str, Parcel] = {}
    for one in order.each("logistics_info_list", *LOGISTICS) if order is not None else ():
        number = one.label("logistics_no")
        if number is not None:
            carrier = one.word("logistics_service")
            parcels.setdefault(number.value, Parcel(number=number, carrier=carrier))
    return parcels


def own_numbers(own: Mapping[str, Any]) -> list[str]:
    """List the numbers that the caller tells beside the payload."""
    shipments = own.get("shipments")
    told = shipments if isinstance(shipments, list) else []
    numbers = [one.get("tracking_number") for one in told if isinstance(one, Mapping)]
    return [str(one).strip() for one in numbers if type(one) in (str, int) and str(one).strip()]


def _track(answer: Raw, parcels: dict[str, Parcel], own: list[str]) -> None:
    """Add what a tracking answer shows to the parcels that it is about."""
    found = answer.flag("ret")
    if found is not None and not found.value:
        code = answer.label("code")
        if code is None or code.value != NOT_FOUND:
            said = shown(answer.child("msg").value or "")
            answer.refuse(f"AliExpress could not tell the tracking: {said}. Ask it again.")
            return
    holder = answer.part("data") or answer
    details = list(holder.each("tracking_detail_line_list", *DETAILS))
    known = list(dict.fromkeys([*parcels, *own]))
    for one in details:
        number = one.label("mail_no")
        if number is None and len(known) == 1:
            number = Found(known[0], one.at)
        if number is None:
            one.miss("mail_no")
            continue
        _add(parcels.setdefault(number.value, Parcel(number=number)), one)
    if not details:
        for name in known:
            parcel = parcels.setdefault(name, Parcel(number=Found(name, answer.at)))
            parcel.scans = parcel.scans or []


def _add(parcel: Parcel, detail: Raw) -> None:
    """Add the scans of one tracking detail to its parcel."""
    parcel.carrier = detail.word("carrier_name") or parcel.carrier
    parcel.scans = parcel.scans or []
    for node in detail.each("detail_node_list", *NODES):
        at = local_moment(node, "time_stamp")
        words = [node.word("tracking_detail_desc"), node.word("tracking_name")]
        texts = [one for one in words if one is not None]
        if at is None or not texts:
            node.miss("time_stamp" if at is None else "tracking_detail_desc")
            continue
        status = next((scan for one in texts if (scan := scan_of(one.value))), None)
        if status is None:
            for one in texts:
                node.page.read.pop(one.at, None)
            parcel.unknown.append((at.value, texts[0]))
            continue
        description = Found(texts[0].value[:LONGEST_DESCRIPTION], texts[0].at)
        parcel.scans.append({"at": at, "status": status.value, "description": description})


def before_all(parcel: Parcel) -> Found | None:
    """Find what nobody can read and may be the first scan of a parcel."""
    physical = [
        moment(one["at"].value)
        for one in parcel.scans or ()
        if one["status"] != ScanStatus.LABEL_CREATED
    ]
    first = min(physical, default=None)
    early = [(at, text) for at, text in parcel.unknown if first is None or moment(at) < first]
    return min(early, key=lambda one: (moment(one[0]), one[1].value))[1] if early else None


def _told(parcel: Parcel, looked_at: str | None) -> Mapping[str, Any]:
    """Write a parcel; it was looked at where its tracking was answered."""
    return {
        "tracking_number": parcel.number,
        "carrier": parcel.carrier,
        "events": parcel.scans,
        "observed_at": looked_at if parcel.scans is not None else None,
    }
