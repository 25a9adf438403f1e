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
    if before is not None and (before.kind == "AT" or before.value.lower() in _NUMBERED):
        return True
    if before is not None and (before.kind in {"NAME", "INT", "MARK"} and before.value in {"$", "#", "£", "€", "No"}):
        return True
    if after is None or after.kind not in {"WORD", "PLURAL", "HOURS", "DAYWORD", "NAME"}:
        return False
    if before is not None and before.kind in {"NAME", "MARK"} and after.kind == "NAME":
        return True
    plural = after.value.endswith("s") and after.value not in _NO_PLURALS
    counted = after.kind != "NAME" and (after.kind != "WORD" or plural or after.value.lower() in _COUNTED)
    if led or (before is not None and before.value in _OWNERS):
        return year % 100 == 0 and counted
    return counted or year % 100 == 0 or not _OLDEST_LEADING_YEAR <= year <= _LATEST_LEADING_YEAR or _counts(before)


def _counts(before: Token | None) -> bool:
    """Whether the word before a figure counts with it: "about", "more than", "killed", "wounding"."""
    if before is None:
        return False
    return before.kind in {"HEDGE", "OVER", "THAN", "LEAST", "VAGUE"} or (before.kind == "WORD" and before.value.endswith(("ed", "ing")))


_NUMBERED = frozenset(
    [
        "resolution",
        "resolutions",
        "unscr",
        "scr",
        "article",
        "route",
        "highway",
        "flight",
        "law",
        "decree",
        "hill",
        "point",
        "unit",
        "block",
        "gate",
        "room",
        "order",
    ]
)
_COUNTED = frozenset(["people", "men", "women", "children", "police", "troops", "dead", "wounded", "injured", "others", "more"])
_NO_PLURALS = frozenset(["was", "is", "has", "does", "as", "its", "his", "this", "sees", "saw", "census", "crisis"])
_OWNERS = frozenset(["its", "his", "her", "their", "our"])
_OLDEST_LEADING_YEAR, _LATEST_LEADING_YEAR = 1900, 2035
"""A figure between these stands for a year before a noun in the singular ("the town's 2013 accord", "1987 saw a renewed wave")."""
_OLDEST_BARE_YEAR = 1700
_LEADS_YEAR = frozenset(
    {"IN", "SINCE", "UNTIL", "BY", "BEFORE", "AFTER", "FROM", "OF", "THE", "TO", "AND", "OPEN", "BETWEEN", "EARLIER", "HYPHEN", "A"}
)


_LEADS_FIGURES = frozenset({"ON", "SINCE", "UNTIL", "BY", "FROM", "OF", "BEFORE", "AFTER", "OPEN", "TO", "BETWEEN", "AND"})


def _day_is_none(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """A short date without year or preposition may be a fraction or a score ("2/3 of the town"); a month after "in" takes no day."""
    head = tokens[0]
    if len(tokens) == 1 and head.kind == "SLASH" and head.value.count("/") == 1:
        fraction = all(int(part) <= _MONTHS for part in head.value.split("/"))
        return before is None or before.kind not in _LEADS_FIGURES or (before.kind == "OF" and fraction) or head.value == "9/11"
    if len(tokens) == 1 and head.kind == "WEEKDAY" and _weekday_is_a_name(head, before, after):
        return True
    if after is not None and after.value in _TERROR and "YEAR" not in [t.kind for t in tokens] and _is_eleventh_of_september(tokens):
        return True
    if head.kind in {"MONTH", "MAYMONTH"} and before is not None and before.kind == "IN" and len(tokens) == 2:
        return after is not None and after.kind in {"WORD", "NAME"} and tokens[1].kind == "DAY"
    if tokens[-1].kind in {"BEFORE", "AFTER"}:
        return _goes_on(after)
    if after is not None and after.value.lower() in (_NAMED_AFTER_DAYS if after.kind == "NAME" else _GROUPS if len(tokens) > 1 else ()):
        return True
    return (
        head.kind == "DAY"
        and before is not None
        and before.kind in {"HYPHEN", "MARK"}
        and len(tokens) == 2
        and tokens[1].kind == "MAYMONTH"
    )


_MONTHS = 12


def _weekday_is_a_name(head: Token, before: Token | None, after: Token | None) -> bool:
    """ "Black Friday", "Sunday Times", "the Friday mosque"."""
    if before is not None and before.value.lower() in _NAMED_WEEKDAYS:
        return True
    if after is not None and after.kind == "NAME" and after.value.lower() in _PAPERS:
        return True
    return after is not None and after.value.lower() in {"mosque", "mosques"} and head.value == "5"


_NAMED_WEEKDAYS = frozenset(["black", "bloody", "ash", "holy", "super", "cyber"])
_PAPERS = frozenset(["times", "mirror", "post", "telegraph", "express", "herald", "mail", "star", "tribune", "independent", "review"])


def _is_eleventh_of_september(tokens: Sequence[Token]) -> bool:
    """Whether a day without year is that of the attacks of 2001, which the plural names ("the September 11 attacks")."""
    parts = {token.value.removesuffix("th") for token in tokens if token.kind in {"MONTH", "DAY", "ORD"}}
    return parts == {"09", "11"}


_TERROR = frozenset(["attacks", "terrorist", "terror"])
_GROUPS = frozenset(["alliance", "brigade", "brigades", "coalition", "movement", "bloc", "camp"])
"""Common nouns of parties that are named after days: "the March 14 alliance"."""
_NAMED_AFTER_DAYS = frozenset(
    [
        "brigade",
        "brigades",
        "division",
        "battalion",
        "regiment",
        "movement",
        "martyrs",
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
    if len(tokens) > 1:
        return False
    if before is not None and (before.value.lower() in {"black", "bloody"} or before.kind in {"DAY", "ORD"}):
        return True
    if after is not None and after.kind == "NAME" and (after.value == "War" or _is_given_name(tokens[0], before, after)):
        return True
    if tokens[0].value not in {"03", "05"}:
        return False
    named = before is not None and before.kind == "NAME"
    return named or (before is not None and before.kind == "THE" and after is not None and after.kind in {"ON", "OF", "FOR", "TO", "FROM"})


def _is_given_name(month: Token, before: Token | None, after: Token) -> bool:
    """ "April Smith": a month that is a given name too, before another name, at the head of a phrase."""
    heads = before is None or before.kind in {"DOT", "COMMA", "BREAK", "MARK", "AND", "OPEN", "THAT"}
    return heads and month.value in {"04", "05", "06", "08"} and not after.value.isupper()


def _season_is_a_fall(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """ "Fall" and "spring" are seasons only beside a year, "this", "last", "next", "early", "late", or after "in"."""
    if after is not None and after.value.lower() in {"offensive", "offensives", "campaign"}:
        return False
    season = next(token for token in tokens if token.kind == "SEASON")
    bare = all(token.kind in {"THE", "SEASON"} for token in tokens)
    if not bare:
        return False
    led = tokens[0].kind == "THE" or (before is not None and before.kind == "THE")
    if led and after is not None and after.kind == "NAME":
        return True
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


def _set_is_a_paper(tokens: Sequence[Token], _before: Token | None, after: Token | None) -> bool:
    """ "Daily Sabah" and "Weekly Standard" are names."""
    return len(tokens) == 1 and after is not None and after.kind == "NAME" and not after.value.isupper()


def _length_names_a_war(_tokens: Sequence[Token], _before: Token | None, after: Token | None) -> bool:
    """ "The Six-Day War", "the Thirty Years' War"."""
    return after is not None and after.value == "War"


def _islamic_month_is_a_name(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """ "Ramadan Abdullah" and "Operation Ramadan" are names; months that are common given names need a preposition."""
    if any(token.kind in {"DAY", "ORD", "YEAR", "DAYWORD"} for token in tokens):
        return False
    if any(token is not None and token.kind == "NAME" for token in (before, after)):
        return True
    given = len(tokens) == 1 and tokens[0].kind == "HIJRIMONTH" and tokens[0].value in {"02", "07", "08", "10"}
    return given and (before is None or before.kind not in {"IN", "OF", "SINCE", "UNTIL", "BY", "FROM"})


def _feast_is_a_name(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """ "Eid Mohammed", "White Christmas", "the Ashura Brigade", "al-Arbaeen" (a quarter)."""
    if before is not None and before.kind in {"AL", "HYPHEN"}:
        return True
    if after is not None and after.kind == "NAME" and (tokens[-1].kind == "EID" or after.value.lower() in _NAMED_AFTER_DAYS):
        return True
    return before is not None and before.kind == "NAME" and len(tokens) == 1 and (tokens[0].kind == "EID" or before.value == "White")


_SHORT_DECADE = len("40s")


def _decade_is_an_age(tokens: Sequence[Token], before: Token | None, _after: Token | None) -> bool:
    """ "In his 40s" tells an age, "the 70s and 80s" two decades."""
    figure = next(token.value for token in tokens if token.kind == "DECADE")
    if before is not None and before.value in _OWNERS:
        return True
    if len(figure) != _SHORT_DECADE or not figure.endswith("s"):
        return False
    return tokens[0].kind != "THE" and (before is None or before.kind != "AND")


def _quarter_is_a_part(tokens: Sequence[Token], before: Token | None, after: Token | None) -> bool:
    """ "The first quarter of the city", "a third quarter"."""
    if after is not None and (after.kind in {"OF", "NAME"}):
        return True
    return tokens[0].kind != "THE" and before is not None and before.kind == "A" and tokens[-1].kind == "QUARTER" and len(tokens) == 2


def _counts_from_what_follows(tokens: Sequence[Token], _before: Token | None, after: Token | None) -> bool:
    """ "The night before the attack" and "the week after it" count from that."""
    return tokens[-1].kind in {"BEFORE", "AFTER"} and _goes_on(after)


def _pointer_goes_on(tokens: Sequence[Token], _before: Token | None, after: Token | None) -> bool:
    """ "The day of the attack", "the past glory", "the Future Movement"."""
    if tokens[-1].kind == "FUTURE":
        return after is not None and after.kind == "NAME"
    return tokens[0].kind == "THE" and tokens[-1].kind in {"DAYWORD", "PAST"} and _goes_on(after)


_GUARDS: dict[str, Guard] = {
    "year": _year_is_a_count,
    "day": _day_is_none,
    "month": _month_is_a_march,
    "season": _season_is_a_fall,
    "ago": _ago_goes_on,
    "nth": _nth_is_ordinal,
    "set": _set_is_a_paper,
    "duration": _length_names_a_war,
    "hijri": _islamic_month_is_a_name,
    "holiday": _feast_is_a_name,
    "decade": _decade_is_an_age,
    "quarter": _quarter_is_a_part,
    "part-of-day": _counts_from_what_follows,
    "unit": _counts_from_what_follows,
    "pointer": _pointer_goes_on,
}


def _month_has_a_day(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a day follows that the month must not be parted from: "this Oct. 11 file photo", "the June 16 Brigade"."""
    rest = [token for token in tokens[last : last + 3] if token.kind != "DOT"]
    if not rest or rest[0].kind not in {"DAY", "ORD"}:
        return False
    if rest[0].kind == "ORD":
        return True
    return last - first > 1 or (len(rest) > 1 and rest[1].value.lower() in _NAMED_AFTER_DAYS | _TERROR)


_BODIES = frozenset(["movement", "brigade", "brigades", "battalion", "battalions", "martyrs", "alliance", "bridge", "street", "square"])
"""What is named after a day that stands behind: "the Movement of 14 March"."""


_NOTICE = 6
"""How many words a copyright notice may have before its year."""


def is_guarded(rule: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words around a match show that it is no time: "2000 fighters", "the 4th Division", "the March on Damascus"."""
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    if rule == "year" and any(token.value.lower() == "copyright" for token in tokens[max(0, first - _NOTICE) : first]):
        return True
    if rule == "month" and _month_has_a_day(tokens, first, last):
        return True
    if rule == "duration" and after is not None and after.kind == "POSS":
        after = tokens[last + 1] if last + 1 < len(tokens) else None
    if rule == "day" and before is not None and before.kind == "OF" and first > 1 and tokens[first - 2].value.lower() in _BODIES:
        return True
    guard = _GUARDS.get(rule)
    return guard is not None and guard(tokens[first:last], before, after)
