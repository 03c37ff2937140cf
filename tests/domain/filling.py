"""Fills requests in from the answers to earlier steps, as the contract says that clients do."""

import re
from copy import deepcopy
from decimal import Decimal

PLACE = re.compile(r"\{\{([\w.]+)\}\}\Z")


def filled(step, answers):
    """The requests that a step sends, filled in from `answers` by the numbers of steps."""
    requests = [deepcopy(step["request"])]
    for fill in step["fill_in"]:
        found = at(answers[fill["from_step"]], fill["from_pointer"])
        chosen = matching(found, fill["where"])
        if fill["repeat"] == "request":
            requests = [put(deepcopy(r), fill["into"], one) for r in requests for one in chosen]
        elif fill["repeat"] == "element":
            requests = [r for r in requests if repeat_element(r, fill, chosen)]
        else:
            [one] = chosen
            requests = [put(request, fill["into"], one) for request in requests]
    return requests


def repeat_element(request, fill, chosen):
    *above, last = fill["into"].split("/")
    whole = at(request, "/".join(above))
    [pattern] = whole[last]
    whole[last] = [replaced(deepcopy(pattern), one) for one in chosen]
    if fill["at_most"] is not None:
        left = Decimal(fill["at_most"])
        for element in whole[last]:
            part = min(left, Decimal(element["amount"]))
            left -= part
            element["amount"] = str(part)
        whole[last] = [one for one in whole[last] if Decimal(one["amount"]) > 0]
    return whole[last] != []


def matching(found, where):
    elements = found if isinstance(found, list) else [found]
    wanted = (where or {}).items()
    return [one for one in elements if all(value in values(one, path) for path, value in wanted)]


def values(thing, path):
    """All values under a path of names, lists on the way looked through."""
    things = [thing]
    for name in path.split("."):
        inner = [one[name] for one in things]
        things = [each for one in inner for each in (one if isinstance(one, list) else [one])]
    return things


def put(request, pointer, source):
    *above, last = pointer.split("/")
    whole = at(request, "/".join(above))
    key = int(last) if isinstance(whole, list) else last
    whole[key] = replaced(whole[key], source)
    return request


def replaced(thing, source):
    if isinstance(thing, dict):
        return {name: replaced(value, source) for name, value in thing.items()}
    place = PLACE.match(thing) if isinstance(thing, str) else None
    if place is None:
        return thing
    [value] = values(source, place[1])
    return value


def at(thing, pointer):
    for name in pointer.split("/")[1:]:
        thing = thing[int(name) if isinstance(thing, list) else name]
    return thing


def to_shopify(step):
    """The step has a request that is sent to Shopify, and no message."""
    return "query" in (step["request"] or {})
