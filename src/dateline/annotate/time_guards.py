"""What looks like a time and is none: counts, names after days, ordinals, and words that are also months or seasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.annotate.time_words import Token

Guard = Callable[[Sequence[Token], Token | None, Token | None], bool]


def _year_is_a_count(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """A bare figure such as 2000 counts things when a common word follows, unless a preposition or an article says that it is a year."""
    if len(tokens) > 1:
        return False
    led = before is not None and before.kind in _LEADS_YEAR
    year = int(tokens[0].value)
    if year < _OLDEST_BARE_YEAR and not led:
        return True
    if before is not None and before.value.lower() in _NUMBERED:
        return True
    if before is not None and (before.kind in {"NAME", "INT", "MARK"} and before.value in {"$", "#", "£", "€", "No"}):
        return True
    if after is None or after.kind not in {"WORD", "PLURAL", "HOURS", "DAYWORD", "NAME"}:
        return False
    return not led or (year % 100 == 0 and after.value.endswith("s"))


_NUMBERED = frozenset(
    ["resolution", "article", "route", "highway", "flight", "law", "decree", "hill", "point", "unit", "block", "gate", "room"]
)
_OLDEST_BARE_YEAR = 1700
_LEADS_YEAR = frozenset(
    {"IN", "SINCE", "UNTIL", "BY", "BEFORE", "AFTER", "FROM", "OF", "THE", "TO", "AND", "OPEN", "BETWEEN", "EARLIER", "HYPHEN", "A"}
)


_LEADS_FIGURES = frozenset({"ON", "SINCE", "UNTIL", "BY", "FROM", "OF", "BEFORE", "AFTER", "OPEN", "TO", "BETWEEN", "AND"})


def _day_is_none(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """A short date without year or preposition may be a fraction or a score ("2/3 of the town"); a month after "in" takes no day."""
    head = tokens[0]
    if len(tokens) == 1 and head.kind == "SLASH" and head.value.count("/") == 1:
        return before is None or before.kind not in _LEADS_FIGURES
    if head.kind in {"MONTH", "MAYMONTH"} and before is not None and before.kind == "IN" and len(tokens) == 2:
        return after is not None and after.kind in {"WORD", "NAME"} and tokens[1].kind == "DAY"
    if tokens[-1].kind in {"BEFORE", "AFTER"}:
        return _goes_on(after)
    if after is not None and after.kind == "NAME" and after.value.lower() in _NAMED_AFTER_DAYS:
        return True
    return (
        head.kind == "DAY"
        and before is not None
        and before.kind in {"HYPHEN", "MARK"}
        and len(tokens) == 2
        and tokens[1].kind == "MAYMONTH"
    )


_NAMED_AFTER_DAYS = frozenset(
    [
        "brigade",
        "brigades",
        "division",
        "battalion",
        "regiment",
        "movement",
        "martyrs",
        "revolution",
        "coalition",
        "alliance",
        "front",
        "university",
        "bridge",
        "square",
        "street",
    ]
)
"""What is named after a day: "the June 16 Brigade" tells no time."""


def _goes_on(after: Token | None) -> bool:
    """Whether a clause or a noun follows, so that "the day before" counts from that and not from the scene."""
    return after is not None and after.kind not in {"COMMA", "DOT", "BREAK", "CLOSE", "MARK", "AND", "IN", "ON", "AT", "BY", "FOR", "POSS"}


def _month_is_a_march(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """ "The March on Damascus", "Peace March", and other capitals that are no month."""
    if tokens[0].kind == "THAT":
        return before is not None and before.value in {"said", "says", "added", "reported", "stated"}
    if len(tokens) > 1 or tokens[0].value not in {"03", "05"}:
        return False
    named = before is not None and before.kind == "NAME"
    return named or (before is not None and before.kind == "THE" and after is not None and after.kind in {"ON", "OF", "FOR", "TO", "FROM"})


def _season_is_a_fall(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """ "Fall" and "spring" are seasons only beside a year, "this", "last", "next", "early", "late", or after "in"."""
    if after is not None and after.value.lower() in {"offensive", "offensives", "campaign"}:
        return False
    season = next(token for token in tokens if token.kind == "SEASON")
    bare = all(token.kind in {"THE", "SEASON"} for token in tokens)
    if not bare:
        return False
    if after is not None and after.kind == "OF":
        return True
    if season.value == "SP" and before is not None and tokens[0].kind == "THE":
        return False
    if season.value in {"SP", "FA"}:
        return before is None or before.kind not in {"IN", "SINCE", "UNTIL", "BY"} or (after is not None and after.kind in {"TO"})
    return before is not None and before.kind == "NAME"


def _ago_goes_on(tokens: Sequence[Token], _before: Token | None, after: Token | None) -> bool:
    """ "Two days after the strike" counts from the strike: the duration rule takes it."""
    return tokens[-1].kind in {"BEFORE", "AFTER"} and _goes_on(after)


def _nth_is_ordinal(_tokens: Sequence[Token], _before: Token | None, after: Token | None) -> bool:
    """ "The 4th Division" and "the 25th anniversary" are no days of the month."""
    return after is not None and after.kind in {
        "WORD",
        "NAME",
        "HYPHEN",
        "CENTURY",
        "DAYWORD",
        "YEARWORD",
        "WEEKWORD",
        "MONTHWORD",
        "ORDWORD",
    }


_GUARDS: dict[str, Guard] = {
    "year": _year_is_a_count,
    "day": _day_is_none,
    "month": _month_is_a_march,
    "season": _season_is_a_fall,
    "ago": _ago_goes_on,
    "nth": _nth_is_ordinal,
}


def _month_has_a_day(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a day follows that the month must not be parted from: "this Oct. 11 file photo", "the June 16 Brigade"."""
    rest = [token for token in tokens[last : last + 3] if token.kind != "DOT"]
    if not rest or rest[0].kind != "DAY":
        return False
    return last - first > 1 or (len(rest) > 1 and rest[1].value.lower() in _NAMED_AFTER_DAYS)


def is_guarded(rule: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words around a match show that it is no time: "2000 fighters", "the 4th Division", "the March on Damascus"."""
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    if rule == "month" and _month_has_a_day(tokens, first, last):
        return True
    guard = _GUARDS.get(rule)
    return guard is not None and guard(tokens[first:last], before, after)
