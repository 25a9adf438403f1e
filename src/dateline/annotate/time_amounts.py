"""Readings of the tokens of a time that many rules share: values, clocks, lengths and their hedges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.annotate.time_words import Token


def value_of(tokens: Sequence[Token], *kinds: str) -> str | None:
    """Value of the first token of one of `kinds`."""
    return next((token.value for token in tokens if token.kind in kinds), None)


def has(tokens: Sequence[Token], *kinds: str) -> bool:
    """Whether any token is of one of `kinds`."""
    return any(token.kind in kinds for token in tokens)


def digits_of(token_value: str) -> int:
    """The figure in a token such as "23rd"."""
    return int(re.sub(r"\D", "", token_value))


def suffix_of(tokens: Sequence[Token]) -> str:
    """Part of the day or clock as a TIMEX3 suffix ("TNI", "T01:00"), empty without one."""
    for n, token in enumerate(tokens):
        if token.kind == "CLOCK" or (n + 1 < len(tokens) and tokens[n + 1].kind == "ZONE"):
            zone = n + 1 < len(tokens) and tokens[n + 1].value in {"gmt", "utc"}
            clock = _clock(token.value)
            return clock + "Z" if clock and zone and not clock.endswith("Z") else clock
    return value_of(tokens, "PART", "WEAKPART") or ("TMO" if has(tokens, "HOURS") else "")


def _clock(words: str) -> str:
    """A clock time as "T16:15"; figures such as "715 pm" have lost their colon. Empty for an hour that no clock shows."""
    lowered = words.lower().replace(".", ":").replace(" ", "")
    digits = re.sub(r"\D", "", lowered)
    hour, minute = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if digits.isdecimal() and lowered.count(":") == 2 and len(digits) >= 5:
        hour, minute = int(digits[:-4]), int(digits[-4:-2])
    if "p" in lowered and hour < 12:
        hour += 12
    if "a" in lowered and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return ""
    return f"T{hour:02d}:{minute:02d}" + ("Z" if words.endswith("Z") else "")


def amount_of(tokens: Sequence[Token]) -> str | None:
    """A length of time as an ISO 8601 duration: "five years" -> "P5Y", "several days" -> "PXD", "two and a half years" -> "P2.5Y"."""
    unit = value_of(tokens, *_UNIT_KINDS)
    if unit is None:
        return None
    match = re.fullmatch(r"(PT?)(\d+)([A-Z]+)", unit)
    if match is None:
        return None
    lead, size, letter = match.groups()
    count = _count([token for token in tokens if token.kind not in _UNIT_KINDS], plural=has(tokens, "PLURAL", "HOURS"))
    if count is None:
        return f"{lead}X{letter}"
    return f"{lead}{count * int(size):g}{letter}"


_UNIT_KINDS = (
    *("SECOND", "MINUTE", "HOURWORD", "HOURS", "DAYWORD", "FORTNIGHT", "WEEKWORD", "WEEKEND", "MONTHWORD", "QUARTER", "YEARWORD"),
    *("DECADEWORD", "CENTURY", "PLURAL", "LONGUNIT"),
)


def _count(tokens: Sequence[Token], *, plural: bool) -> float | None:
    """The number that the words give, None for a vague one."""
    half = 0.5 if has(tokens, "HALF") else 0.0
    figure = value_of(tokens, "DAY", "INT", "YEAR")
    if figure is not None:
        plain = figure.replace(",", "")
        return float(plain) + half if plain.count(".") <= 1 else None
    cards = [int(token.value) for token in tokens if token.kind in {"CARD", "DOZEN"}]
    if has(tokens, "VAGUE"):
        return None
    if not cards:
        return half or (None if plural else 1.0)
    total = 0
    for card in cards:
        total = total * 100 if card == 100 and total else total + card
    return total + half


def hedge_of(tokens: Sequence[Token]) -> str | None:
    """ "about", "more than", "less than": how the number of a length of time is meant."""
    if has(tokens, "THAN"):
        return f"{value_of(tokens, 'MORE')} than"
    if has(tokens, "LEAST"):
        return f"at {value_of(tokens, 'LEAST')}"
    if has(tokens, "OVER"):
        return "more than"
    word = value_of(tokens, "HEDGE")
    return None if word in {None, "just", "exactly", "only"} else word
