"""From the words of a time to its anchor-free form ("last Monday" -> "last:weekday:1"); docs/rooms/times.md lists the forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dateline.annotate.time_amounts import amount_of, digits_of, has, hedge_of, suffix_of, value_of
from dateline.annotate.time_words import SHORT_MONTHS, Token

Parse = tuple[str, str | None]
"""Anchor-free form and modifier of a time."""


def _position(tokens: Sequence[Token]) -> str | None:
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


def _narrow(tokens: Sequence[Token]) -> str | None:
    """ "early", "mid", "late", or the looser "earlier", "later", "so far"."""
    if has(tokens, "FAR"):
        return "so far"
    word = value_of(tokens, "EARLY", "EDGE", "EARLIER")
    if word is None and has(tokens, "PLURAL"):
        word = "late" if has(tokens, "LAST") else "early"
    return word


def _without_clock(tokens: Sequence[Token]) -> list[Token]:
    """The tokens less the figure of a clock ("0300 GMT"), which would read as a year."""
    return [t for n, t in enumerate(tokens) if not (n + 1 < len(tokens) and tokens[n + 1].kind == "ZONE")]


def _year(tokens: Sequence[Token]) -> str:
    """The year as four figures, "XXXX" where the words have none."""
    short = value_of(tokens, "SHORTYEAR")
    if short is not None:
        return ("19" if int(short[1:]) >= 30 else "20") + short[1:]
    return value_of(tokens, "YEAR") or "XXXX"


def _in_year(tokens: Sequence[Token], form: str) -> str:
    """`form` inside the year that the words give by its place ("August last year")."""
    at = next((n for n, token in enumerate(tokens) if token.kind == "YEARWORD"), None)
    if at is None or "XXXX" not in form:
        return form
    return f"in:{_position(tokens[max(0, at - 2) : at])}:year|{form}"


def _calendar_day(tokens: Sequence[Token]) -> str | None:
    """A date of the calendar, its unknown parts as X; None where the words are no date."""
    numeric = value_of(tokens, "ISO", "SLASH", "MILITARY")
    if numeric is not None:
        return _numeric_date(numeric)
    month = value_of(tokens, "MONTH", "MAYMONTH")
    day = value_of(tokens, "DAY", "ORD")
    if month is None or day is None or not 1 <= digits_of(day) <= 31:
        return None
    return _in_year(tokens, f"date:{_year(tokens)}-{month}-{digits_of(day):02d}")


def _numeric_date(words: str) -> str | None:
    """A date in figures; "8/3/2016" stays as it is, since its order is a habit of the outlet."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return f"date:{words}"
    military = re.fullmatch(r"(\d\d)(\d{4})([A-Z]?)([A-Z]{3})(\d{2,4})", words)
    if military is not None:
        day, clock, zone, month, year = military.groups()
        return (
            f"date:{_long_year(year)}-{SHORT_MONTHS.index(month.lower()) + 1:02d}-{day}T{clock[:2]}:{clock[2:]}{'Z' if zone == 'Z' else ''}"
        )
    first, second, *rest = re.split(r"[/.-]", words)
    year = _long_year(rest[0]) if rest else "XXXX"
    low, high = sorted((int(first), int(second)))
    if low < 1 or low > 12 or high > 31:
        return None
    if high > 12 or low == high:
        return f"date:{year}-{low:02d}-{high:02d}"
    return f"figures:{year}-{int(first):02d}-{int(second):02d}"


def _long_year(year: str) -> str:
    return year if len(year) == 4 else ("19" if int(year) >= 70 else "20") + year


def _days(tokens: Sequence[Token]) -> Parse | None:
    month = value_of(tokens, "MONTH", "MAYMONTH")
    first, second = (digits_of(token.value) for token in tokens if token.kind in {"DAY", "ORD"})
    if first >= second or second > 31:
        return None
    year = _year(tokens)
    ends = (_in_year(tokens, f"date:{year}-{month}-{day:02d}") for day in (first, second))
    return f"range:{'..'.join(ends)}", None


def _day(tokens: Sequence[Token]) -> Parse | None:
    base = _day_form(_without_clock(tokens))
    if base is None:
        return None
    suffix = suffix_of(tokens)
    if suffix and "T" in base.rpartition(":")[2]:
        suffix = ""
    narrow = value_of(tokens, "EARLY", "EARLIER")
    return base + suffix, narrow if narrow != "earlier" or not has(tokens, "DAYWORD") else None


def _day_form(tokens: Sequence[Token]) -> str | None:
    """The day itself, before a part of it is added."""
    deictic = value_of(tokens, "DEICTIC")
    if deictic in {"-1", "1"} and has(tokens, "DAYWORD"):
        return f"day:{2 * int(deictic)}"
    if deictic is not None:
        return f"day:{deictic}"
    if has(tokens, "MONTH", "MAYMONTH", "ISO", "SLASH", "MILITARY"):
        return _calendar_day(tokens)
    weekday = value_of(tokens, "WEEKDAY", "WEEKDAYS")
    if weekday is not None:
        return _weekday_form(tokens, weekday)
    if has(tokens, "DAYWORD"):
        return f"scene:{_scene_shift(tokens)}"
    return None


def _weekday_form(tokens: Sequence[Token], weekday: str) -> str:
    if has(tokens, "ORD"):
        return f"date:XXXX-XX-{digits_of(value_of(tokens, 'ORD') or ''):02d}"
    if has(tokens, "WEEKWORD"):
        return f"in:{_position(tokens)}:week|weekday:{weekday}"
    position = _position([token for token in tokens if token.kind != "THE" or has(tokens, "PREVIOUS", "FOLLOWING", "SAME")])
    return f"{position}:weekday:{weekday}" if position is not None else f"weekday:{weekday}"


def _scene_shift(tokens: Sequence[Token]) -> int:
    if has(tokens, "PREVIOUS", "BEFORE"):
        return -1
    if has(tokens, "NEXT", "FOLLOWING", "AFTER"):
        return 1
    return {"earlier": -1, "later": 1}.get(value_of(tokens, "EARLIER") or "", 0)


def _eve(tokens: Sequence[Token]) -> Parse | None:
    """A night told by both its days ("overnight into Saturday") belongs to the first."""
    last = max(n for n, token in enumerate(tokens) if token.kind == "TO")
    base = _day_form(tokens[last + 1 :])
    return (f"eve:{base}TNI", None) if base is not None else None


def _part_of_day(tokens: Sequence[Token]) -> Parse | None:
    position = _position(tokens)
    day = {"last": "day:-1", "this": "day:0", "next": "day:1", "previous": "scene:-1", "following": "scene:1", "that": "scene:0"}
    return (day[position] + suffix_of(tokens), value_of(tokens, "EARLY")) if position in day else None


def _placed(tokens: Sequence[Token], form: str) -> str:
    """`form` with its place before it ("last:date:XXXX-09"), or inside a relative year."""
    if has(tokens, "YEARWORD"):
        return _in_year(tokens, form)
    position = _position([token for token in tokens if token.kind not in {"PLURAL", "ORDWORD"}])
    return f"{position}:{form}" if position is not None and "XXXX" in form and not has(tokens, "PLURAL") else form


def _month(tokens: Sequence[Token]) -> Parse:
    form = f"date:{_year(tokens)}-{value_of(tokens, 'MONTH', 'MAYMONTH')}"
    return _placed(tokens, form), _narrow(tokens)


def _bc(tokens: Sequence[Token]) -> Parse:
    year = int(digits_of(next(t.value for t in reversed(tokens) if t.kind in {"DAY", "INT", "YEAR"})))
    part = value_of(tokens, "MONTH", "MAYMONTH", "SEASON")
    return f"date:BC{year:04d}" + (f"-{part}" if part is not None else ""), _narrow(tokens)


def _bc_years(tokens: Sequence[Token]) -> Parse:
    first, second = (digits_of(token.value) for token in tokens if token.kind in {"DAY", "INT", "YEAR"})
    return f"range:date:BC{first:04d}..date:BC{second:04d}", None


def _half(tokens: Sequence[Token]) -> Parse | None:
    """A half or quarter of a year."""
    number = 2 if has(tokens, "LATTER") else int(value_of(tokens, "ORDWORD") or "0")
    letter, most = ("Q", 4) if has(tokens, "QUARTER") else ("H", 2)
    if not 1 <= number <= most:
        return None
    form = f"date:{_year(tokens)}-{letter}{number}"
    if not has(tokens, "YEARWORD"):
        return form, None
    return f"in:{_position(tokens) or 'this'}:year|{form}", None


def _nth_week(tokens: Sequence[Token]) -> Parse | None:
    """A week of a month by its number, counted from its first day or back from its last."""
    number = "last" if tokens[1].kind == "LAST" else tokens[1].value
    rest = tokens[4:]
    month = value_of(rest, "MONTH", "MAYMONTH")
    if month is None:
        return f"nth-week:{number}|{_position(rest) or 'that'}:month", None
    return f"nth-week:{number}|{_in_year(rest, f'date:{_year(rest)}-{month}')}", None


def _season(tokens: Sequence[Token]) -> Parse:
    form = f"date:{_year(tokens)}-{value_of(tokens, 'SEASON')}"
    return _placed(tokens, form), _narrow(tokens)


def _years(tokens: Sequence[Token]) -> Parse | None:
    """ "2011-12" is two years, "2016-09" a month."""
    first, second = tokens[0].value, tokens[-1].value
    if len(second) != 2 or not second.isdecimal():
        return None
    if int(second) > int(first[2:]):
        return f"range:date:{first}..date:{first[:2]}{second}", None
    return (f"date:{first}-{second}", None) if 1 <= int(second) <= 12 else None


def _clock_time(tokens: Sequence[Token]) -> Parse | None:
    suffix = suffix_of(tokens)
    return (f"part:{suffix}", None) if suffix.startswith("T") else None


def _ago(tokens: Sequence[Token]) -> Parse | None:
    if tokens[-1].kind == "NOW":
        operator = "hence"
    elif has(tokens, "AGO"):
        operator = "ago"
    else:
        operator = "earlier" if value_of(tokens, "EARLIER") == "earlier" or tokens[-1].kind in {"BEFORE", "PREVIOUSLY"} else "later"
    amount = amount_of(tokens[:-1])
    return (f"{operator}:{amount}", hedge_of(tokens)) if amount is not None else None


def _span(tokens: Sequence[Token]) -> Parse | None:
    """ "The past five years"; "next months vote" has lost its apostrophe, and "following days of shelling" is no stretch."""
    head, amount = tokens[0], amount_of(tokens)
    if amount is None or (head.kind == "FOLLOWING" and len(tokens) == 2):
        return None
    if len(tokens) == 2 and head.value in {"last", "next"} and amount in _LOST_APOSTROPHE:
        return f"{head.value}:{_LOST_APOSTROPHE[amount]}", None
    operator = "ahead" if has(tokens, "NEXT", "FOLLOWING") else "back"
    scene = "scene-" if has(tokens, "PREVIOUS", "FOLLOWING") else ""
    return f"{scene}{operator}:{amount}", None


_LOST_APOSTROPHE = {"PXW": "week", "PXM": "month", "PXY": "year"}


_PERIODS = {
    "WEEKWORD": "week",
    "WEEKEND": "weekend",
    "MONTHWORD": "month",
    "QUARTER": "quarter",
    "YEARWORD": "year",
    "DECADEWORD": "decade",
    "CENTURY": "century",
}


def _unit(tokens: Sequence[Token]) -> Parse:
    period = next(_PERIODS[token.kind] for token in tokens if token.kind in _PERIODS)
    position = _position(tokens)
    if position is None:
        position = "near" if period == "weekend" else "that"
    return f"{position}:{period}", _narrow(tokens)


def _plain_year(tokens: Sequence[Token]) -> Parse:
    return f"date:{_year(tokens)}", _narrow(tokens)


def _decade(tokens: Sequence[Token]) -> Parse:
    value = value_of(tokens, "DECADE") or ""
    return f"date:{value[:3]}", _narrow(tokens)


def _century(tokens: Sequence[Token]) -> Parse:
    number = digits_of(value_of(tokens, "ORD", "ORDWORD") or "")
    return (f"date:BC{number - 1:02d}" if has(tokens, "BC") else f"date:{number - 1:02d}"), _narrow(tokens)


def _set(tokens: Sequence[Token]) -> Parse | None:
    weekday = value_of(tokens, "WEEKDAY", "WEEKDAYS")
    if weekday is not None:
        return f"set:XXXX-WXX-{weekday}", None
    part = value_of(tokens, "PART", "WEAKPART", "SET")
    if part is not None:
        return f"set:{'XXXX-XX-XX' if part.startswith('T') else ''}{part}", None
    amount = amount_of(tokens)
    if amount is not None and has(tokens, "OTHER"):
        amount = amount.replace("1", "2", 1)
    return (f"set:{amount}", None) if amount is not None else None


def _duration(tokens: Sequence[Token]) -> Parse | None:
    amount = value_of(tokens, "LONGUNIT") or amount_of(tokens)
    return (f"duration:{amount}", hedge_of(tokens)) if amount is not None else None


def _age(tokens: Sequence[Token]) -> Parse | None:
    """How old somebody or something is: never a time of what happened."""
    amount = amount_of(tokens)
    return (f"age:{amount}", hedge_of(tokens)) if amount is not None else None


def _running(tokens: Sequence[Token]) -> Parse:
    """ "For a third day" is a stretch of three that ends on the day of the telling."""
    unit = value_of(tokens, "DAYWORD", "WEEKWORD", "MONTHWORD", "YEARWORD") or ""
    return f"back:P{digits_of(value_of(tokens, 'ORDWORD', 'ORD') or '')}{unit[-1]}", None


def _holiday(tokens: Sequence[Token]) -> Parse:
    name = value_of(tokens, "HOLIDAY", "FITR", "ADHA") or "new-year"
    eve = "-eve" if has(tokens, "EVE") else ""
    return f"holiday:{name}{eve}:{_year(tokens)}", None


def _part(tokens: Sequence[Token]) -> Parse:
    night = len(tokens) == 1 and tokens[0].value == "TNI" and tokens[0].kind == "PART"
    return f"part:{suffix_of(tokens)}", "overnight" if night else value_of(tokens, "EARLY")


def _nth(tokens: Sequence[Token]) -> Parse | None:
    day = digits_of(value_of(tokens, "ORD") or "")
    return (f"date:XXXX-XX-{day:02d}", None) if 1 <= day <= 31 else None


def _vague(tokens: Sequence[Token]) -> Parse:
    if has(tokens, "FUTURE"):
        return "ref:future", None
    return ("ref:past" if has(tokens, "RECENTLY", "PAST") else "ref:present"), None


PARSERS: dict[str, Callable[[Sequence[Token]], Parse | None]] = {
    "days": _days,
    "eve": _eve,
    "day": _day,
    "part-of-day": _part_of_day,
    "month": _month,
    "bc": _bc,
    "bc-years": _bc_years,
    "half": _half,
    "nth-week": _nth_week,
    "season": _season,
    "years": _years,
    "clock": _clock_time,
    "ago": _ago,
    "span": _span,
    "unit": _unit,
    "year": _plain_year,
    "decade": _decade,
    "century": _century,
    "set": _set,
    "duration": _duration,
    "age": _age,
    "running": _running,
    "holiday": _holiday,
    "part": _part,
    "nth": _nth,
    "vague": _vague,
}
