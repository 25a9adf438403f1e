"""Readings of the tokens of a time that many rules share: values, clocks, lengths and their hedges, places and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    clocks = list(_clocks(tokens))
    if clocks:
        return clocks[0] + _offset(*clocks[:2]) if len(clocks) > 1 else clocks[0]
    parts = [token.value for token in tokens if token.kind in {"PART", "WEAKPART"}]
    if has(tokens, "BETWEEN") and len(parts) > 1:
        return "TMO" if parts[:2] == ["TNI", "TMO"] else "TNI" if parts[1] == "TMO" else parts[0]
    return parts[0] if parts else "TMO" if has(tokens, "HOURS") else ""


def _clocks(tokens: Sequence[Token]) -> Iterator[str]:
    """The clock times in the tokens, universal time marked by a Z."""
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        if token.kind == "CLOCK" or (after is not None and after.kind == "ZONE"):
            clock = _clock(token.value)
            universal = after is not None and after.value in {"gmt", "utc"}
            yield clock + "Z" if clock and universal and not clock.endswith("Z") else clock


def _offset(local: str, universal: str) -> str:
    """How far a local clock is ahead of universal time when both are told ("3 a.m. (0000 GMT)" -> "+03")."""
    if not local or local.endswith("Z") or not universal.endswith("Z"):
        return ""
    minutes = (_minutes(local) - _minutes(universal) + 12 * 60) % (24 * 60) - 12 * 60
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"{sign}{hours:02d}" + (f":{rest:02d}" if rest else "")


def _minutes(clock: str) -> int:
    return 60 * int(clock[1:3]) + int(clock[4:6])


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
    count = _count([token for token in tokens if token.kind not in _UNIT_KINDS], plural=has(tokens, "PLURAL", "HOURS", "QUARTERS"))
    if count is None:
        return f"{lead}X{letter}"
    return f"{lead}{count * int(size):g}{letter}"


_UNIT_KINDS = (
    *("SECOND", "MINUTE", "HOURWORD", "HOURS", "DAYWORD", "FORTNIGHT", "WEEKWORD", "WEEKEND", "MONTHWORD", "QUARTER", "YEARWORD"),
    *("DECADEWORD", "CENTURY", "PLURAL", "QUARTERS", "LONGUNIT"),
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


def position_of(tokens: Sequence[Token]) -> str | None:
    """Where a period stands to the report ("last", "this", "next") or to the scene ("previous", "that", "following")."""
    kinds = [token.kind for token in tokens]
    if "PREVIOUS" in kinds:
        return "previous"
    if "FOLLOWING" in kinds or ("THE" in kinds and "NEXT" in kinds):
        return "following"
    if "THAT" in kinds or "SAME" in kinds:
        return "that"
    if "LAST" in kinds or "PAST" in kinds:
        return "last"
    if "NEXT" in kinds:
        return "next"
    return "this" if "THIS" in kinds or "CURRENT" in kinds else None


def narrow_of(tokens: Sequence[Token]) -> str | None:
    """ "early", "mid", "late", or the looser "earlier", "later", "so far"."""
    if has(tokens, "FAR"):
        return "so far"
    word = value_of(tokens, "EARLY", "EDGE", "EARLIER")
    if word is None and has(tokens, "PLURAL"):
        word = "late" if has(tokens, "LAST") else "early"
    return word


def year_of(tokens: Sequence[Token]) -> str:
    """The year as four figures, "XXXX" where the words have none."""
    short = value_of(tokens, "SHORTYEAR")
    if short is not None:
        return ("19" if int(short[1:]) >= 30 else "20") + short[1:]
    return value_of(tokens, "YEAR") or "XXXX"


def in_year(tokens: Sequence[Token], form: str) -> str:
    """`form` inside the year that the words give by its place ("August last year")."""
    at = next((n for n, token in enumerate(tokens) if token.kind == "YEARWORD"), None)
    if at is None or "XXXX" not in form:
        return form
    return f"in:{position_of(tokens[max(0, at - 2) : at])}:year|{form}"
