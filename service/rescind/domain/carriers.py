"""Carriers usual in dropshipping: what their numbers look like, and where the public looks them up.

A format says who may have given a number; a number of no known format says nothing. Consolidators
carry for one another and hand parcels to posts and couriers, so they may give any of these numbers.
Numbers of digits alone fit many carriers: they are read only where their carrier is named.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from rescind.domain.rules import Source

CAINIAO, YUNEXPRESS, FOUR_PX, YANWEN = "Cainiao", "YunExpress", "4PX", "Yanwen"
CHINA_POST, USPS, UPS, FEDEX, DHL = "China Post", "USPS", "UPS", "FedEx", "DHL"
CONSOLIDATORS = frozenset({CAINIAO, YUNEXPRESS, FOUR_PX, YANWEN})
ANY_PAGE = "https://www.17track.net/en/track?nums={}"
"""A public page that looks numbers of all posts up, for those without a link of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Who carries parcels: the words that name it, and its page with a place for a number."""

    name: str
    words: tuple[str, ...]
    page: str


CARRIERS = {
    carrier.name: carrier
    for carrier in (
        Carrier(
            name=CAINIAO,
            words=("cainiao", "aliexpress"),
            page="https://global.cainiao.com/newDetail.htm?mailNoList={}",
        ),
        Carrier(
            name=YUNEXPRESS,
            words=("yunexpress", "yun express", "yuntrack"),
            page="https://www.yuntrack.com/parcelTracking?id={}",
        ),
        Carrier(name=FOUR_PX, words=("4px", "fpx"), page="https://track.4px.com/#/result/0/{}"),
        Carrier(
            name=YANWEN,
            words=("yanwen", "yw56"),
            page="https://track.yw56.com.cn/en/querydel?nums={}",
        ),
        Carrier(
            name=CHINA_POST,
            words=("china post", "chinapost", "china ems", "epacket"),
            page=ANY_PAGE,
        ),
        Carrier(
            name=USPS,
            words=("usps", "united states postal service"),
            page="https://tools.usps.com/go/TrackConfirmAction?tLabels={}",
        ),
        Carrier(
            name=UPS,
            words=("ups", "united parcel service"),
            page="https://www.ups.com/track?tracknum={}",
        ),
        Carrier(
            name=FEDEX,
            words=("fedex", "federal express"),
            page="https://www.fedex.com/fedextrack/?trknbr={}",
        ),
        Carrier(
            name=DHL,
            words=("dhl",),
            page="https://www.dhl.com/en/express/tracking.html?AWB={}",
        ),
    )
}

S10_GIVERS = frozenset({CHINA_POST, USPS, DHL}) | CONSOLIDATORS
S10_GUESS = {"CN": CHINA_POST, "US": USPS, "YP": YANWEN}
"""Whose numbers end so; YP is no country, Yanwen ends numbers of its own with it."""

S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
S10_MODULUS = 11
FEDEX_WEIGHTS = (3, 1, 7)


def s10_holds(number: str) -> bool:
    """UPU S10: eight weighed digits modulo 11."""
    weighed = sum(int(d) * w for d, w in zip(number[2:10], S10_WEIGHTS, strict=True))
    rest = S10_MODULUS - weighed % S10_MODULUS
    return int(number[10]) == {10: 0, 11: 5}.get(rest, rest)


def mod_10_holds(digits: list[int], *, even: int, odd: int) -> bool:
    """Weigh digits in turn, from the first: with the check digit they make a multiple of ten."""
    *serial, check = digits
    total = sum(d * (odd if at % 2 else even) for at, d in enumerate(serial))
    return (total + check) % 10 == 0


def ups_holds(number: str) -> bool:
    """UPS: letters count from A = 2, every second place twice."""
    values = [int(c) if c.isdigit() else (ord(c) - ord("A") + 2) % 10 for c in number[2:]]
    return mod_10_holds(values, even=1, odd=2)


def impb_holds(number: str) -> bool:
    """USPS IMpb: places count three times and once, in turn."""
    return mod_10_holds([int(d) for d in number], even=3, odd=1)


def fedex_ground_holds(number: str) -> bool:
    """FedEx Ground: places count once and three times, in turn."""
    return mod_10_holds([int(d) for d in number], even=1, odd=3)


def fedex_express_holds(number: str) -> bool:
    """FedEx Express: weights 3, 1, 7 from the first digit, modulo 11, ten as zero."""
    total = sum(int(d) * FEDEX_WEIGHTS[at % 3] for at, d in enumerate(number[:-1]))
    return total % 11 % 10 == int(number[-1])


def dhl_express_holds(number: str) -> bool:
    """DHL Express waybills: the rest of a division by seven."""
    return int(number[:-1]) % 7 == int(number[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """What numbers of one kind look like, who may have given one, and whose it looks like.

    `distinctive` is false for digits alone. `check` tells whether the check digit holds.
    """

    name: str
    pattern: str
    givers: frozenset[str]
    guess: str | None
    source: Source
    check: Callable[[str], bool] | None = None
    distinctive: bool = True


UPU = Source(title="UPU standard S10", section="13-character identifier, check digit")
COLLECTED = Source(
    title="tracking_number_data",
    section="couriers: formats and check digits, collected in the open",
    url="https://github.com/jkeen/tracking_number_data",
)
PUB_199 = Source(title="USPS Publication 199", section="IMpb: MOD 10 check digit")
OBSERVED = Source(title="Rescind", section="Numbers as the carriers' public pages show them")
GUIDE = Source(
    title="Package Tracking Numbers Explained",
    section="Chinese E-commerce Tracking Formats",
    url="https://www.cnusup.com/news/package-tracking-numbers-explained",
)

S10_FORMAT = NumberFormat(
    name="UPU S10",
    pattern=r"[A-Z]{2}[0-9]{9}[A-Z]{2}",
    givers=S10_GIVERS,
    guess=None,
    source=UPU,
    check=s10_holds,
)

FORMATS: tuple[NumberFormat, ...] = (
    S10_FORMAT,
    NumberFormat(
        name="Cainiao LP", pattern="LP[0-9]{12,15}", givers=CONSOLIDATORS, guess=CAINIAO,
        source=GUIDE,
    ),
    NumberFormat(
        name="Cainiao CNUSUP", pattern="CNUSUP[0-9]{8,11}", givers=CONSOLIDATORS, guess=CAINIAO,
        source=GUIDE,
    ),
    NumberFormat(
        name="YunExpress YT", pattern="YT[0-9]{16}", givers=CONSOLIDATORS, guess=YUNEXPRESS,
        source=COLLECTED,
    ),
    NumberFormat(
        name="4PX", pattern="4PX[0-9]{12,13}(CN)?", givers=CONSOLIDATORS, guess=FOUR_PX,
        source=OBSERVED,
    ),
    NumberFormat(
        name="UPS 1Z", pattern="1Z[0-9A-Z]{15}[0-9]", givers=CONSOLIDATORS | {UPS}, guess=UPS,
        source=COLLECTED, check=ups_holds,
    ),
    NumberFormat(
        name="USPS IMpb", pattern="9[1-5][0-9]{20}",
        givers=CONSOLIDATORS | {USPS, UPS, FEDEX, DHL}, guess=USPS, source=PUB_199,
        check=impb_holds,
    ),
    NumberFormat(
        name="DHL piece", pattern="J(JD|VGL)[0-9]{10,20}", givers=CONSOLIDATORS | {DHL}, guess=DHL,
        source=COLLECTED,
    ),
    NumberFormat(
        name="DHL eCommerce", pattern="GM[0-9]{16,20}", givers=CONSOLIDATORS | {DHL}, guess=DHL,
        source=COLLECTED,
    ),
    NumberFormat(
        name="DHL Express waybill", pattern="[0-9]{10}", givers=frozenset({DHL}), guess=DHL,
        source=COLLECTED, check=dhl_express_holds, distinctive=False,
    ),
    NumberFormat(
        name="FedEx Express", pattern="[0-9]{12}", givers=frozenset({FEDEX}), guess=FEDEX,
        source=COLLECTED, check=fedex_express_holds, distinctive=False,
    ),
    NumberFormat(
        name="FedEx Ground", pattern="[0-9]{15}", givers=frozenset({FEDEX}), guess=FEDEX,
        source=COLLECTED, check=fedex_ground_holds, distinctive=False,
    ),
)  # fmt: skip
"""Every known format; a number has the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNumber:
    """What a number's form tells: its format, whose it looks like, and where to look it up."""

    format: NumberFormat | None
    named: str | None
    guess: str | None
    url: str | None
    checks: bool | None

    @property
    def name(self) -> str | None:
        """What its form is called."""
        return self.format.name if self.format else None

    @property
    def s10(self) -> bool:
        """It has the form of all posts."""
        return self.format is S10_FORMAT

    @property
    def s10_fails(self) -> bool:
        """It has the form of all posts and the wrong check digit."""
        return self.s10 and self.checks is False

    @property
    def misnamed(self) -> bool:
        """Its form is one that the named carrier does not give."""
        return (
            self.format is not None
            and self.named is not None
            and self.named not in self.format.givers
        )


@lru_cache(maxsize=8192)
def plain(number: str) -> str:
    """Write a number as carriers do: upper case, no spaces, no hyphens."""
    return re.sub(r"[\s-]", "", number).upper()


@lru_cache(maxsize=8192)
def read_number(number: str, carrier: str | None) -> ReadNumber:
    """Read the form of a number; `carrier` is whom people say it is with."""
    written, named = plain(number), known_carrier(carrier)
    found = next((one for one in FORMATS if _fits(one, written, named)), None)
    guess = found.guess if found else None
    if found is S10_FORMAT:
        guess = S10_GUESS.get(written[-2:])
    holder = guess or named
    page = CARRIERS[holder].page if holder else (ANY_PAGE if found else None)
    return ReadNumber(
        format=found,
        named=named,
        guess=guess,
        url=page.format(quote(written, safe="")) if page else None,
        checks=found.check(written) if found and found.check else None,
    )


def known_carrier(text: str | None) -> str | None:
    """Find the carrier that a text names; one that names several names none."""
    words = " ".join(re.findall(r"[a-z0-9]+", (text or "").casefold()))
    named = [
        carrier.name
        for carrier in CARRIERS.values()
        if any(f" {word} " in f" {words} " for word in carrier.words)
    ]
    return named[0] if len(named) == 1 else None


def _fits(one: NumberFormat, number: str, named: str | None) -> bool:
    told = one.distinctive or named in one.givers
    return told and re.fullmatch(one.pattern, number, re.ASCII) is not None
