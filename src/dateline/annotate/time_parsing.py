"""From the words of a time to its anchor-free form ("last Monday" -> "last:weekday:1"); docs/rooms/times.md lists the forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dateline.annotate.time_amounts import (
    amount_of,
    digits_of,
    has,
    hedge_of,
    in_year,
    narrow_of,
    position_of,
    suffix_of,
    value_of,
    year_of,
)
from dateline.annotate.time_calendars import Parse, hijri, holiday, numeric_date
from dateline.annotate.time_words import Token


def _without_clock(tokens: Sequence[Token]) -> list[Token]:
    """The tokens less the figure of a clock ("0300 GMT"), which would read as a year."""
    return [t for n, t in enumerate(tokens) if not (n + 1 < len(tokens) and tokens[n + 1].kind == "ZONE")]


def _calendar_day(tokens: Sequence[Token]) -> str | None:
    """A date of the calendar, its unknown parts as X; None where the words are no date."""
    numeric = value_of(tokens, "ISO", "SLASH", "MILITARY")
    if numeric is not None:
        return numeric_date(numeric)
    month = value_of(tokens, "MONTH", "MAYMONTH")
    day = value_of(tokens, "DAY", "ORD")
    if month is None or day is None or not 1 <= digits_of(day) <= 31:
        return None
    calendar = "julian" if has(tokens, "JULIAN") else "date"
    return in_year(tokens, f"{calendar}:{year_of(tokens)}-{month}-{digits_of(day):02d}")


def _days(tokens: Sequence[Token]) -> Parse | None:
    month = value_of(tokens, "MONTH", "MAYMONTH")
    first, *_, second = (digits_of(token.value) for token in tokens if token.kind in {"DAY", "ORD"})
    if first >= second or second > 31:
        return None
    year = year_of(tokens)
    ends = (in_year(tokens, f"date:{year}-{month}-{day:02d}") for day in (first, second))
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
        return f"in:{position_of(tokens)}:week|weekday:{weekday}"
    position = position_of([token for token in tokens if token.kind != "THE" or has(tokens, "PREVIOUS", "FOLLOWING", "SAME")])
    return f"{position}:weekday:{weekday}" if position is not None else f"weekday:{weekday}"


def _scene_shift(tokens: Sequence[Token]) -> int:
    if has(tokens, "PREVIOUS", "BEFORE"):
        return -1
    if has(tokens, "NEXT", "FOLLOWING", "AFTER"):
        return 1
    if has(tokens, "IN"):
        return 0
    return {"earlier": -1, "later": 1}.get(value_of(tokens, "EARLIER") or "", 0)


def _night(tokens: Sequence[Token]) -> Parse | None:
    """A night told by the two days that it joins ("the night of 22-23 September") belongs to the first."""
    part = next(n for n, token in enumerate(tokens) if token.kind in {"PART", "WEAKPART"})
    link = max(n for n, token in enumerate(tokens) if token.kind in {"TO", "HYPHEN", "AND"})
    weekdays = [int(token.value) for token in tokens if token.kind == "WEEKDAY"]
    days = [digits_of(token.value) for token in tokens if token.kind in {"DAY", "ORD"}]
    if tokens[part].value != "TNI" or (len(weekdays) == 2 and (weekdays[1] - weekdays[0]) % 7 != 1):
        return None
    second = _day_form(tokens[link + 1 :])
    if second is not None:
        consecutive = len(days) != 2 or days[1] - days[0] == 1 or days[1] == 1
        return (f"eve:{second}TNI", None) if consecutive else None
    both = _days(tokens)
    if both is None or len(days) != 2 or days[1] - days[0] != 1:
        return None
    return both[0].removeprefix("range:").partition("..")[0] + "TNI", None


def _eve(tokens: Sequence[Token]) -> Parse | None:
    """A night told by both its days ("overnight into Saturday") belongs to the first."""
    last = max(n for n, token in enumerate(tokens) if token.kind == "TO")
    base = _day_form(tokens[last + 1 :])
    return (f"eve:{base}TNI", None) if base is not None else None


def _part_of_day(tokens: Sequence[Token]) -> Parse | None:
    if tokens[-1].kind in {"BEFORE", "AFTER"}:
        return f"scene:{_scene_shift(tokens)}{suffix_of(tokens)}", None
    position = position_of(tokens)
    day = {"last": "day:-1", "this": "day:0", "next": "day:1", "previous": "scene:-1", "following": "scene:1", "that": "scene:0"}
    return (day[position] + suffix_of(tokens), value_of(tokens, "EARLY")) if position in day else None


def _placed(tokens: Sequence[Token], form: str) -> str:
    """`form` with its place before it ("last:date:XXXX-09"), or inside a relative year."""
    if has(tokens, "YEARWORD"):
        return in_year(tokens, form)
    position = position_of([token for token in tokens if token.kind not in {"PLURAL", "ORDWORD"}])
    return f"{position}:{form}" if position is not None and "XXXX" in form and not has(tokens, "PLURAL") else form


def _month(tokens: Sequence[Token]) -> Parse:
    form = f"date:{year_of(tokens)}-{value_of(tokens, 'MONTH', 'MAYMONTH')}"
    return _placed(tokens, form), narrow_of(tokens)


def _bc(tokens: Sequence[Token]) -> Parse:
    year = int(digits_of(next(t.value for t in reversed(tokens) if t.kind in {"DAY", "INT", "YEAR"})))
    part = value_of(tokens, "MONTH", "MAYMONTH", "SEASON")
    return f"date:BC{year:04d}" + (f"-{part}" if part is not None else ""), narrow_of(tokens)


def _bc_years(tokens: Sequence[Token]) -> Parse:
    first, second = (digits_of(token.value) for token in tokens if token.kind in {"DAY", "INT", "YEAR"})
    return f"range:date:BC{first:04d}..date:BC{second:04d}", None


def _half(tokens: Sequence[Token]) -> Parse | None:
    """A half or quarter of a year."""
    letter, most = ("Q", 4) if has(tokens, "QUARTER") else ("H", 2)
    of = next(n for n, token in enumerate(tokens) if token.kind in {"HALF", "QUARTER"})
    number = most if has(tokens[:of], "LATTER", "FINAL", "LAST") else int(value_of(tokens[:of], "ORDWORD") or "0")
    if not 1 <= number <= most:
        return None
    form = f"date:{year_of(tokens)}-{letter}{number}"
    if not has(tokens, "YEARWORD"):
        return form, None
    return f"in:{position_of(tokens) or 'this'}:year|{form}", None


def _offset(tokens: Sequence[Token]) -> Parse | None:
    """A day told by its distance from another ("two days before Christmas")."""
    at = next(n for n, token in enumerate(tokens) if token.kind in {"BEFORE", "AFTER"})
    amount = amount_of(tokens[:at])
    feast = holiday(tokens[at + 1 :]) if has(tokens, "HOLIDAY", "EID") else None
    base = feast[0] if feast is not None else _calendar_day(tokens[at + 1 :])
    if amount is None or base is None or "X" in amount:
        return None
    return f"{'before' if tokens[at].kind == 'BEFORE' else 'after'}:{amount}|{base}", None


def _edge(tokens: Sequence[Token]) -> Parse | None:
    """The first or last days, weeks or months of a period, by their number ("the first nine months of 2013")."""
    of = next(n for n, token in enumerate(tokens) if token.kind == "OF")
    amount, rest = amount_of(tokens[2:of]), tokens[of + 1 :]
    last = tokens[1].kind == "LAST"
    if amount is None or not (last or tokens[1].value == "1"):
        return None
    period = _month(rest)[0] if has(rest, "MONTH", "MAYMONTH") else f"date:{year_of(rest)}" if has(rest, "YEAR") else _unit(rest)[0]
    return f"{'last' if last else 'first'}-of:{amount}|{period}", None


def _week_of(tokens: Sequence[Token]) -> Parse | None:
    day = _calendar_day(tokens[3:])
    return (f"week-of:{day}", None) if day is not None else None


def _half_month(tokens: Sequence[Token]) -> Parse | None:
    """Half a month: its first fifteen days, or the rest."""
    number = 2 if has(tokens, "LATTER") else int(value_of(tokens, "ORDWORD") or "0")
    month = _nth_week(tokens)
    return (f"half-month:{number}|{month[0].partition('|')[2]}", None) if number in {1, 2} and month is not None else None


def _quarter(tokens: Sequence[Token]) -> Parse | None:
    """A quarter of a year that the words leave open, as firms count it ("third-quarter results")."""
    number = 4 if has(tokens, "FINAL") else int(value_of(tokens, "ORDWORD") or "0")
    return (f"date:{year_of(tokens)}-Q{number}", None) if 1 <= number <= 4 else None


def _nth_week(tokens: Sequence[Token]) -> Parse | None:
    """A week of a month by its number, counted from its first day or back from its last."""
    number = "last" if tokens[1].kind == "LAST" else tokens[1].value
    rest = tokens[4:]
    month = value_of(rest, "MONTH", "MAYMONTH")
    if month is None:
        return f"nth-week:{number}|{position_of(rest) or 'that'}:month", None
    return f"nth-week:{number}|{in_year(rest, f'date:{year_of(rest)}-{month}')}", None


def _season(tokens: Sequence[Token]) -> Parse:
    form = f"date:{year_of(tokens)}-{value_of(tokens, 'SEASON')}"
    return _placed(tokens, form), narrow_of(tokens)


def _years(tokens: Sequence[Token]) -> Parse | None:
    """ "2011-12" is two years, "2016-09" a month."""
    first, second = tokens[-3].value, tokens[-1].value
    if len(second) != 2 or not second.isdecimal():
        return None
    if int(second) > int(first[2:]):
        return f"range:date:{first}..date:{first[:2]}{second}", None
    return (f"date:{first}-{second}", None) if 1 <= int(second) <= 12 else None


def _clock_time(tokens: Sequence[Token]) -> Parse | None:
    suffix = suffix_of(tokens)
    return (f"part:{suffix}", None) if suffix.startswith("T") else None


def _weekday_ago(tokens: Sequence[Token]) -> Parse | None:
    """ "Two Fridays ago", and "a week ago Friday", which is the Friday a week before the last one."""
    weekday = value_of(tokens, "WEEKDAY", "WEEKDAYS")
    if tokens[-1].kind == "AGO":
        amount = amount_of([*tokens[:-2], Token("PLURAL", "P1D", 0, 0)])
        match = re.fullmatch(r"P(\d+)D", amount or "")
        return (f"weekday-ago:{int(match[1]) - 1}:{weekday}", None) if match is not None and int(match[1]) > 0 else None
    match = re.fullmatch(r"P(\d+)W", amount_of(tokens) or "")
    return (f"weekday-ago:{match[1]}:{weekday}", None) if match is not None else None


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
    position = {"BEFORE": "previous", "AFTER": "following", "EDGE": "that"}.get(tokens[-1].kind) or position_of(tokens)
    if position is None:
        position = "near" if period == "weekend" else "that"
    return f"{position}:{period}", narrow_of(tokens)


def _plain_year(tokens: Sequence[Token]) -> Parse:
    return f"date:{year_of(tokens)}", narrow_of(tokens)


def _decade(tokens: Sequence[Token]) -> Parse:
    digits = re.sub(r"\D", "", value_of(tokens, "DECADE") or "")
    return f"date:{digits[:3] if len(digits) > 2 else f'19{digits[0]}'}", narrow_of(tokens)


def _century(tokens: Sequence[Token]) -> Parse:
    number = digits_of(value_of(tokens, "ORD", "ORDWORD") or "")
    return (f"date:BC{number - 1:02d}" if has(tokens, "BC") else f"date:{number - 1:02d}"), narrow_of(tokens)


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


def _part(tokens: Sequence[Token]) -> Parse:
    night = len(tokens) == 1 and tokens[0].value == "TNI" and tokens[0].kind == "PART"
    return f"part:{suffix_of(tokens)}", "overnight" if night else value_of(tokens, "EARLY")


def _pointer(tokens: Sequence[Token]) -> Parse | None:
    """What only points to the past, the present or the future, or tells a length or a rhythm, and dates nothing."""
    annual = value_of(tokens, "ANNUAL")
    if annual is not None:
        return f"set:{annual}", None
    if has(tokens, "PLURAL", "HOURS"):
        return f"duration:{amount_of(tokens)}", None
    if has(tokens, "DAYWORD") and not has(tokens, "PRESENT"):
        return "scene:0", None
    if has(tokens, "FUTURE"):
        return "ref:future", None
    return ("ref:past" if has(tokens, "FORMER", "RECENT", "PAST") else "ref:present"), None


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
    "offset": _offset,
    "edge": _edge,
    "week-of": _week_of,
    "half-month": _half_month,
    "quarter": _quarter,
    "night": _night,
    "weekday-ago": _weekday_ago,
    "hijri": hijri,
    "pointer": _pointer,
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
    "holiday": holiday,
    "part": _part,
    "nth": _nth,
    "vague": _vague,
}
