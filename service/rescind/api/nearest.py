"""Names what was probably meant by an unknown name, and what is known."""

from collections.abc import Collection
from difflib import get_close_matches

MOST_SHOWN = 40


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Say, after a sentence that refuses a name, which one is nearest and which are accepted."""
    near = get_close_matches(name[:64], known, n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    listed = ", ".join(sorted(known)[:MOST_SHOWN])
    rest = ", …" if len(known) > MOST_SHOWN else ""
    return f"{hint} Accepted here: {listed}{rest}."
