"""The grammar of times over kinds of tokens, and the anchor-free form of each match ("last Monday" -> "last:weekday:1").

A rule is written in names of kinds, so that it reads like the words it matches. docs/rooms/times.md lists the forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.annotate.time_guards import is_guarded
from dateline.annotate.time_parsing import PARSERS
from dateline.annotate.time_words import KINDS, Token

_MONTH = "[MONTH MAYMONTH]"
_DAY = "(?:DAY|ORD)"
_RELATIVE = "(?:LAST|THIS PAST?|NEXT|CURRENT|THAT SAME?|THE SAME|THE? (?:PREVIOUS|FOLLOWING|CURRENT|NEXT))"
_YEAR_TAIL = f"(?:COMMA? OF? YEAR|OF? {_RELATIVE} YEARWORD|SHORTYEAR)"
_UNIT = "[SECOND MINUTE HOURWORD HOURS DAYWORD FORTNIGHT WEEKWORD MONTHWORD YEARWORD DECADEWORD CENTURY PLURAL]"
_PERIOD = "[WEEKWORD WEEKEND MONTHWORD QUARTER YEARWORD DECADEWORD CENTURY]"
_PART = "(?:PART|WEAKPART)"
_ONE_CLOCK = "(?:CLOCK (?:ZONE|LOCAL TIME|NAME TIME)?|[YEAR INT] ZONE)"
_CLOCK = f"{_ONE_CLOCK} (?:OPEN HEDGE? {_ONE_CLOCK} CLOSE)?"
_EDGE = "(?:EARLY HYPHEN?|[EARLY EARLIER] IN|THE? EDGE OF|THE? [EARLY ORDWORD LAST] VAGUE? PLURAL OF)"
_COUNT = (
    "(?:A? VAGUE OF?|A? DOZEN OF?|CARD (?:HYPHEN? [CARD DOZEN]|(?<=DOZEN) AND CARD)*|DAY|INT|YEAR|HALF A|A HALF)"
    "(?:HYPHEN? AND HYPHEN? A HYPHEN? HALF)?"
)
_HEDGE = "(?:HEDGE|OVER|MORE THAN|AT LEAST)"
_DATE = (
    f"(?:[WEEKDAY WEEKDAYNAME] DOT? COMMA? THE?)?"
    f"(?:{_MONTH} DOT? THE? {_DAY} JULIAN? {_YEAR_TAIL}?|THE? {_DAY} OF? {_MONTH} JULIAN? (?:DOT? {_YEAR_TAIL})?|[ISO SLASH MILITARY])"
    "JULIAN?"
)
_HIJRI = "[HIJRIMONTH RAMADAN]"
_DAYS = (
    f"(?:{_MONTH} DOT? {_DAY} (?:COMMA {_DAY})* COMMA? [TO HYPHEN AND] {_DAY} {_YEAR_TAIL}?"
    f"|THE? {_DAY} (?:COMMA THE? {_DAY})* COMMA? [TO HYPHEN AND] THE? {_DAY} OF? {_MONTH} {_YEAR_TAIL}?)"
)
_WEEKDAY = f"{_RELATIVE}? [WEEKDAY WEEKDAYS] (?:OF? {_RELATIVE} WEEKWORD|(?<=WEEKDAY) THE ORD)?"
_SCENE_DAY = (
    "(?:[THE THAT THIS]? SAME DAYWORD|THAT DAYWORD|THE [NEXT FOLLOWING PREVIOUS] DAYWORD|THE? DAYWORD [BEFORE AFTER] DEICTIC"
    "|THE DAYWORD [BEFORE AFTER EARLIER FOLLOWING]|[EARLY EARLIER] IN THE DAYWORD)"
)
_DAYREF = f"(?:{_DATE}|{_WEEKDAY}|DEICTIC|{_SCENE_DAY})"
_PART_BEFORE = f"(?:EARLY [IN ON]?)? THE? EARLY? (?:{_PART} HOURS?|{_CLOCK}|EARLY HOURS|BETWEEN PART AND PART) (?:ON|OF|COMMA|IN)? THE?"
_PART_AFTER = f"POSS? (?:COMMA|AT HEDGE?|IN THE)? EARLY? (?:{_PART}|{_CLOCK})"

# A rule stands before those that match the beginning of its words: the first rule that matches at a token wins.
_GRAMMAR = {
    "bc-years": "(?:DAY|INT|YEAR) [HYPHEN TO AND] (?:DAY|INT|YEAR) BC",
    "bc": f"{_EDGE}? (?:{_MONTH} OF?|SEASON OF?)? (?:DAY|INT|YEAR) BC",
    "set": (
        f"(?:EVERY (?:OTHER|{_COUNT})? (?:{_UNIT}|WEEKDAY|{_PART})|SET|PER {_UNIT}|(?:ONCE|{_COUNT} TIMES) (?:A|EVERY|PER) {_UNIT}"
        "|(?<=ON) WEEKDAYS (?!WORD))"
    ),
    "hijri": (
        f"(?:THE? {_DAY} OF? {_HIJRI} (?:COMMA? YEAR)? HIJRA?|{_HIJRI} {_DAY} (?:COMMA? YEAR)? HIJRA?"
        f"|(?:{_EDGE}|{_RELATIVE}|THE ORDWORD DAYWORD OF)? {_HIJRI} YEAR? HIJRA?|YEAR HIJRA)"
    ),
    "holiday": (
        f"(?:THE? EVE OF THE?|THE ORDWORD DAYWORD OF THE?|{_RELATIVE})? (?:FEASTLEAD WEEKDAY|ORTHODOX? HOLIDAY (?:EVE|WEEKDAY|DAYWORD)?"
        "|EID (?:HYPHEN? AL HYPHEN? [FITR ADHA])?|NEW YEARWORD POSS? [EVE DAYWORD]) (?:COMMA? YEAR)?"
    ),
    "night": (
        f"(?:THE? WEAKPART|PART) (?:OF|FROM|BETWEEN)? THE?(?:{_DAYS}|{_DATE} [TO HYPHEN AND] {_DATE}|WEEKDAY [TO HYPHEN AND] WEEKDAY)"
    ),
    "days": _DAYS,
    "offset": (
        f"(?:{_COUNT} {_UNIT}|[A THE] [DAYWORD WEEKWORD MONTHWORD YEARWORD]) [BEFORE AFTER]"
        f"(?:{_DATE}|HOLIDAY EVE?|EID AL HYPHEN? [FITR ADHA])"
    ),
    "edge": (f"THE [ORDWORD LAST] [CARD DAY] PLURAL OF(?:{_MONTH} {_YEAR_TAIL}?|THE? YEAR|{_RELATIVE} {_PERIOD}|THE [MONTHWORD YEARWORD])"),
    "week-of": f"THE WEEKWORD OF {_DATE}",
    "eve": f"(?:PART|(?:LAST|WEEKDAY|DEICTIC) WEAKPART) TO (?:{_DATE}|WEEKDAY|DEICTIC) (?:WEAKPART|PART)?",
    "day": f"(?:{_PART_BEFORE}|[EARLY EARLIER] [ON IN]?)? {_DAYREF} (?:{_PART_AFTER})?",
    "part-of-day": f"(?:[EARLY EARLIER]? {_RELATIVE} EARLY? {_PART}|THE WEAKPART [BEFORE AFTER])",
    "half": f"{_EDGE}? THE [ORDWORD LATTER FINAL LAST] [HALF QUARTER] OF (?:YEAR|{_RELATIVE} YEARWORD|THE YEARWORD)",
    "half-month": f"THE [ORDWORD LATTER] HALF OF (?:{_MONTH} {_YEAR_TAIL}?|{_RELATIVE} MONTHWORD|THE MONTHWORD)",
    "quarter": "THE? [ORDWORD FINAL] HYPHEN? QUARTER YEAR?",
    "nth-week": f"THE [ORDWORD LAST] WEEKWORD OF (?:{_MONTH} {_YEAR_TAIL}?|THE MONTHWORD|{_RELATIVE} MONTHWORD)",
    "month": f"(?:{_EDGE} {_MONTH} {_YEAR_TAIL}?|{_RELATIVE} MONTH|{_MONTH} {_YEAR_TAIL}|MONTH)",
    "season": f"{_EDGE}? THE? {_RELATIVE}? SEASON (?:{_YEAR_TAIL})?",
    "years": "THE? YEAR HYPHEN [DAY INT]",
    "clock": _CLOCK,
    "weekday-ago": f"(?:{_COUNT} WEEKDAYS AGO|(?:{_COUNT}|A)? [WEEKWORD PLURAL] AGO ON? WEEKDAY)",
    "ago": f"{_HEDGE}? (?:{_COUNT}|A)? HYPHEN? {_UNIT} (?:AND A HALF)? (?:AGO|EARLIER|BEFORE|AFTER|PREVIOUSLY|FROM NOW)",
    "span": (
        f"(?:[THE THESE]? (?:LAST|PAST|NEXT|PREVIOUS|FOLLOWING|RECENT) (?:{_COUNT} FULL? (?:{_UNIT}|QUARTERS)|PLURAL|HOURS)"
        f"|THE [LAST PAST] {_UNIT})"
    ),
    "unit": (
        f"(?:(?:SO FAR|{_EDGE}|EARLIER)? {_RELATIVE} {_PERIOD}|(?:THE? EDGE OF|[EARLY EARLIER] IN) THE {_PERIOD} (?!HYPHEN)"
        "|[WEEKWORD MONTHWORD YEARWORD] [POSS HYPHEN] EDGE|THE [WEEKWORD MONTHWORD YEARWORD] [BEFORE AFTER PREVIOUS FOLLOWING]|THE WEEKEND)"
    ),
    "year": f"{_EDGE}? THE? YEARWORD? YEAR",
    "decade": f"{_EDGE}? THE? EARLY? DECADE",
    "century": f"{_EDGE}? THE? EARLY? (?:ORD|ORDWORD) HYPHEN? CENTURY BC?",
    "running": "(?<=FOR) [A THE] [ORDWORD ORD] FULL? [DAYWORD WEEKWORD MONTHWORD YEARWORD]",
    "age": f"(?:{_HEDGE}? {_COUNT} HYPHEN?)? {_UNIT} HYPHEN? OLD",
    "duration": (
        f"(?:{_HEDGE}? (?:{_COUNT} HYPHEN? FULL? {_UNIT}|A FULL? {_UNIT} (?!HYPHEN)) (?:AND A HALF)? (?:HYPHEN? LONG)?"
        f"|{_UNIT} HYPHEN? LONG|{_COUNT} FULL QUARTERS|FULL HYPHEN {_UNIT}|LONGUNIT|(?<=[FOR IN]) (?:PLURAL|HOURS))"
    ),
    "part": (
        "(?:BETWEEN PART AND PART|AS? WEAKPART FELL|EARLY IN THE WEAKPART|EARLY? PART|(?<=IN THE) (?:EARLY? WEAKPART|EARLY HOURS)"
        "|(?<=AT) WEAKPART)"
    ),
    "nth": "(?<=[ON SINCE UNTIL BY FROM TO BETWEEN AND]) THE ORD",
    "vague": "(?:NOW|RECENTLY|(?<=IN) THE [FUTURE PAST]|(?<=AT) THE? [PRESENT MOMENT]|THESE PLURAL)",
    "pointer": (
        "(?:FORMER|RECENT|CURRENT|THE? FUTURE|THE PAST|ANNUAL|PRESENT HYPHEN? DAYWORD|THE TIME BEING|THE DAYWORD"
        "|(?:PLURAL|HOURS) (?=OF)|HEDGE (?:PLURAL|HOURS))"
    ),
}

_RULES = {name: re.compile(re.sub("[A-Z]+", lambda kind: KINDS[kind.group()], rule).replace(" ", "")) for name, rule in _GRAMMAR.items()}
_IDLE = "".join(
    KINDS[kind] for kind in ("WORD", "NAME", "MARK", "COMMA", "DOT", "OPEN", "CLOSE", "BREAK", "OF", "AND", "TO", "ON", "IN", "BY")
)
"""Kinds that start no rule: most of a text, passed over before any rule is tried."""
_ANY_RULE = re.compile(f"(?![{_IDLE}])(?:{'|'.join(rule.pattern for rule in _RULES.values())})")


@dataclass(frozen=True, slots=True)
class Found:
    """A match of the grammar: tokens `first` to `last` (exclusive), its rule, anchor-free form and modifier."""

    first: int
    last: int
    rule: str
    form: str
    modifier: str | None = None


def matches(tokens: Sequence[Token]) -> Iterator[Found]:
    """Every time in `tokens`, left to right, without overlap; what only looks like one is left out."""
    kinds = "".join(KINDS[token.kind] for token in tokens)
    at = 0
    while (candidate := _ANY_RULE.search(kinds, at)) is not None:
        found = _at(tokens, kinds, candidate.start())
        if found is not None:
            yield found
        at = found.last if found is not None else candidate.start() + 1


def _at(tokens: Sequence[Token], kinds: str, first: int) -> Found | None:
    """The time that starts at token `first`, by the first rule that matches and is not guarded against."""
    for name, rule in _RULES.items():
        match = rule.match(kinds, first)
        if match is None or is_guarded(name, tokens, first, match.end()):
            continue
        parsed = PARSERS[name](tokens[first : match.end()])
        if parsed is not None:
            return Found(first, match.end(), name, *parsed)
    return None
