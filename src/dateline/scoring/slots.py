"""The slots of a claim card, and when a predicted one agrees with gold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

Card = Mapping[str, Any]
Item = tuple[str, Any]

_FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "violence": (
        *("clash", "airstrike", "shelling", "bombing", "attack", "chemical", "execution", "abduction", "detention", "abuse"),
        *("interception", "toll"),
    ),
    "territory": ("capture", "withdrawal", "siege", "hold", "offensive", "deployment", "clash", "attack"),
    "truce": ("ceasefire", "talks"),
    "harm": ("damage", "displacement", "evacuation", "aid", "obstruction", "rescue", "airstrike", "shelling", "siege"),
    "words": (
        *("talks", "appeal", "pledge", "threat", "accusation", "denial", "responsibility", "condemnation", "support", "sanction"),
        *("protest", "other", "aid"),
    ),
}
_SINGLE: Final = ("source", "via", "place", "start", "end", "denies")
_MANY: Final = ("actors", "targets")
_EMPTY: Final[Mapping[str, object]] = {"status": "asserted", "background": False}
"""What an unfilled slot means, None where nothing is named."""
_IDLE: Final = frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "by", "with", "from", "its", "his", "her", "their"}
    | {"this", "that", "these", "those", "some", "any"}
)
_SIMILAR: Final = 0.5
"""Share of all words that two wordings must have in common."""


def type_families(type_: object) -> frozenset[str]:
    """The families of a type; a type may stand in several, an unknown one in none."""
    return frozenset(family for family, types in _FAMILIES.items() if type_ in types)


def options(value: Any) -> list[Any]:
    """What a gold value accepts: the items of `{"any": [...]}`, or the value alone."""
    return list(value["any"]) if isinstance(value, dict) and set(value) == {"any"} else [value]


def may_be_empty(slot: str, value: Any) -> bool:
    """Whether gold lets a slot stay empty: what an unfilled one means is among its options."""
    accepted = options(value.get("group") if slot == "group" else value)
    return _EMPTY.get(slot) in accepted


def said_by_somebody(gold: Card) -> bool:
    """Whether a gold card must not be told as the outlet's own fact: somebody says it, or it is not plainly asserted."""
    source = gold.get("source")
    return (_filled(source) and not may_be_empty("source", source)) or "asserted" not in options(gold.get("status", "asserted"))


def told_as_fact(got: Card) -> bool:
    """Whether a predicted card has neither a source nor any reserve."""
    return not got.get("source") and got.get("status", "asserted") == "asserted"


def items_of(card: Card) -> list[Item]:
    """The filled slots of a card, a name of several actors or a toll with its group and its part-of each on its own."""
    found: list[Item] = [("type", card["type"])]
    if any(option != "asserted" for option in options(card.get("status") or "asserted")):
        found.append(("status", card["status"]))
    found += [(slot, card[slot]) for slot in _SINGLE if _filled(card.get(slot))]
    found += [(slot, name) for slot in _MANY for name in card.get(slot) or ()]
    for toll in card.get("tolls") or ():
        found.append(("toll", toll))
        found += [("group", toll)] if _filled(toll.get("group")) else []
        found += [("of", toll)] if toll.get("of") is not None else []
    found += [("control", card["control"])] if card.get("control") else []
    found += [("background", card["background"])] if any(options(card.get("background"))) else []
    return found


def right_items(gold: Card, got: Card, twins: Mapping[str, Any]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Per slot: items that agree, items of gold (an optional one only if it agrees), items predicted.

    `twins` maps ids of gold cards to those of the predicted cards that answer them.
    """
    right: Counter[str] = Counter()
    want: Counter[str] = Counter()
    predicted = items_of(got)
    free = list(range(len(predicted)))
    for slot, value in items_of(gold):
        hit = next((n for n in free if predicted[n][0] == slot and _agrees(slot, value, predicted[n][1], twins)), None)
        if hit is not None:
            free.remove(hit)
            right[slot] += 1
        if hit is not None or not may_be_empty(slot, value):
            want[slot] += 1
    return right, want, Counter(slot for slot, _ in predicted)


def _filled(value: Any) -> bool:
    return any(option not in (None, "", []) for option in options(value))


def _agrees(slot: str, gold: Any, got: Any, twins: Mapping[str, Any]) -> bool:
    if slot in {"type", "status", "start", "end"}:
        return _any_option(gold, got, _same)
    if slot == "denies":
        return _any_option(gold, got, lambda a, b: bool(twins.get(a) == b))
    if slot in {"toll", "group", "of"}:
        return _same_toll(gold, got) and (
            slot == "toll" or (got.get("of") is not None if slot == "of" else _any_option(gold.get("group"), got.get("group"), _same_words))
        )
    if slot == "control":
        named = all(_any_option(gold.get(part), got.get(part), _same_words) for part in ("place", "holder"))
        return named and got.get("change") in options(gold.get("change"))
    return slot == "background" or _any_option(gold, got, _same_words)


def _same_toll(gold: Card, got: Card) -> bool:
    measured = _any_option(gold["measure"], got.get("measure"), _same)
    return measured and all(got.get(bound) in options(gold.get(bound)) for bound in ("low", "high"))


def _any_option(gold: Any, got: Any, equal: Callable[[Any, Any], bool]) -> bool:
    return got is not None and any(option is not None and equal(option, got) for option in options(gold))


def _same(a: Any, b: Any) -> bool:
    return bool(a == b)


def _same_words(a: str, b: str) -> bool:
    """Whether one wording's words lie within the other's, or at least half of all their words are common."""
    x, y = _words(a), _words(b)
    if not x or not y:
        return a.strip().casefold() == b.strip().casefold()
    return x <= y or y <= x or len(x & y) >= _SIMILAR * len(x | y)


def _words(wording: str) -> frozenset[str]:
    plain = wording.casefold().replace("’", "'").replace("'s", "")
    return frozenset(re.findall(r"[^\W_]+(?:[.,]\d+)*", plain)) - _IDLE
