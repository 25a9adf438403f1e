"""Words and marks that times are made of: each token of a text gets a kind, and the grammar of `times.py` is written over kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORT_WEEKDAYS = {"mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7}
_UNITS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_TEENS = ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]

_PLAIN = {
    "THE": "the",
    "A": "a an",
    "OF": "of",
    "ON": "on",
    "IN": "in during within throughout",
    "AT": "at",
    "FOR": "for",
    "BY": "by",
    "SINCE": "since",
    "UNTIL": "until till",
    "BEFORE": "before",
    "AFTER": "after",
    "FROM": "from",
    "STARTING": "starting",
    "BETWEEN": "between",
    "TO": "to through into",
    "AND": "and",
    "LAST": "last",
    "PAST": "past",
    "PREVIOUS": "previous preceding",
    "NEXT": "next coming upcoming",
    "FOLLOWING": "following",
    "THIS": "this",
    "THAT": "that",
    "SAME": "same",
    "THESE": "these",
    "CURRENT": "current",
    "RECENT": "recent",
    "AGO": "ago",
    "PREVIOUSLY": "previously",
    "NOW": "now currently nowadays presently",
    "RECENTLY": "recently lately",
    "LONG": "long",
    "OLD": "old",
    "EVERY": "every each",
    "PER": "per",
    "OTHER": "other",
    "HEDGE": "about around nearly almost roughly approximately just exactly only",
    "OVER": "over",
    "MORE": "more less fewer",
    "THAN": "than",
    "LEAST": "least most",
    "SO": "so",
    "FAR": "far",
    "FULL": "straight full whole consecutive successive bloody brutal entire solid single",
    "HALF": "half",
    "LATTER": "latter",
    "VAGUE": "several few many numerous some",
    "AS": "as",
    "FELL": "fell falls",
    "ZONE": "gmt utc est edt cet eet msk",
    "LOCAL": "local",
    "TIME": "time",
    "BC": "bc bce",
    "NEW": "new",
    "EVE": "eve",
    "EID": "eid",
    "ORTHODOX": "orthodox coptic",
    "HIJRA": "ah hijri",
    "FORMER": "former formerly",
    "BEING": "being",
    "ONCE": "once twice",
    "TIMES": "times",
    "AL": "al ul el",
    "FINAL": "final",
    "FITR": "fitr",
    "ADHA": "adha",
    "FUTURE": "future",
    "PRESENT": "present",
    "MOMENT": "moment",
}
_VALUED: dict[str, dict[str, str]] = {
    "SECOND": {"second": "PT1S"},
    "MINUTE": {"minute": "PT1M"},
    "HOURWORD": {"hour": "PT1H"},
    "DAYWORD": {"day": "P1D"},
    "FORTNIGHT": {"fortnight": "P2W"},
    "WEEKWORD": {"week": "P1W"},
    "WEEKEND": {"weekend": "P1W"},
    "MONTHWORD": {"month": "P1M"},
    "QUARTER": {"quarter": "P1Q"},
    "QUARTERS": {"quarters": "P1Q"},
    "YEARWORD": {"year": "P1Y"},
    "DECADEWORD": {"decade": "P1DE"},
    "CENTURY": {"century": "P1CE"},
    "PLURAL": {
        "seconds": "PT1S",
        "minutes": "PT1M",
        "days": "P1D",
        "nights": "P1D",
        "fortnights": "P2W",
        "weeks": "P1W",
        "months": "P1M",
        "years": "P1Y",
        "decades": "P1DE",
        "centuries": "P1CE",
    },
    "HOURS": {"hours": "PT1H"},
    "LONGUNIT": {"daylong": "P1D", "weeklong": "P1W", "monthlong": "P1M", "yearlong": "P1Y", "decadelong": "P1DE"},
    "PART": {
        "dawn": "TMO",
        "daybreak": "TMO",
        "sunrise": "TMO",
        "predawn": "TMO",
        "noon": "TMI",
        "midday": "TMI",
        "dusk": "TEV",
        "sunset": "TEV",
        "nightfall": "TNI",
        "midnight": "TNI",
        "overnight": "TNI",
        "nighttime": "TNI",
    },
    "WEAKPART": {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"},
    "SEASON": {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"},
    "DEICTIC": {"today": "0", "yesterday": "-1", "tomorrow": "1", "tonight": "0TNI"},
    "EARLY": {"early": "early", "mid": "mid", "late": "late"},
    "EARLIER": {"earlier": "earlier", "later": "later"},
    "EDGE": {"beginning": "early", "start": "early", "onset": "early", "middle": "mid", "end": "late", "close": "late"},
    "SET": {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H", "nightly": "TNI"},
    "ANNUAL": {"annual": "P1Y", "quarterly": "P1Q"},
    "HOLIDAY": {"christmas": "christmas", "easter": "easter", "ashura": "ashura", "ashoura": "ashura", "arbaeen": "arbaeen"}
    | {"mawlid": "mawlid", "nowruz": "nowruz", "newroz": "nowruz", "thanksgiving": "thanksgiving", "halloween": "halloween"},
    "FEASTLEAD": {"good": "good-friday", "palm": "palm-sunday", "maundy": "maundy-thursday"},
    "RAMADAN": {"ramadan": "09", "ramadhan": "09", "ramzan": "09"},
    "HIJRIMONTH": {"muharram": "01", "safar": "02", "rajab": "07", "shaaban": "08", "shaban": "08", "shawwal": "10"},
    "DECADE": {"twenties": "192", "thirties": "193", "forties": "194", "fifties": "195", "sixties": "196", "seventies": "197"}
    | {"eighties": "198", "nineties": "199"},
    "WEEKDAY": {word: str(n) for n, word in enumerate(WEEKDAYS, 1)} | {word: str(n) for word, n in _SHORT_WEEKDAYS.items()},
    "WEEKDAYS": {f"{word}s": str(n) for n, word in enumerate(WEEKDAYS, 1)},
    "MONTH": {word: f"{n:02d}" for n, word in enumerate(MONTHS, 1)}
    | {word: f"{n:02d}" for n, word in enumerate(SHORT_MONTHS, 1)}
    | {"sept": "09"},
    "CARD": {word: str(n) for word, n in _UNITS.items()}
    | {word: str(n) for n, word in enumerate(_TEENS, 11)}
    | {word: str(10 * n) for n, word in enumerate(_TENS, 2)},
    "DOZEN": {"hundred": "100", "dozen": "12", "couple": "2"},
    "ORDWORD": {word: str(n) for n, word in enumerate(_ORDINALS, 1)},
}
_MARKS = {",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", "(": "OPEN", ")": "CLOSE"}
_HALF_DAY = r"(?:[AaPp]\.[Mm]\.?|[AaPp][Mm]\b)"
_HIJRI_MONTHS = {
    "03": r"Rabi['’]? (?:al|ul)[- ]?Awwal",
    "04": r"Rabi['’]? (?:al|ath|ul)[- ]?(?:Thani|Akhir)",
    "05": r"Jumada (?:al|ul)[- ]?(?:Awwal|Ula)",
    "06": r"Jumada (?:al|ath|ul)[- ]?(?:Thani(?:ya)?|Akhir(?:a|ah)?)",
    "11": r"(?:Dhu|Dhul|Zul|Zil)[- ]?(?:al-|ul-|l-)?Q[ai]['’]?dah?",
    "12": r"(?:Dhu|Dhul|Zul|Zil)[- ]?(?:al-|ul-|l-)?Hijj?ah?",
}
"""The months of the Islamic calendar whose names have two words, as English reports spell them."""
_MILITARY_MONTH = "|".join(m.upper() for m in SHORT_MONTHS)
_SHAPES = {
    "JULIAN": r"\(?(?:O\.\s?S\.|Old Style|Julian(?: calendar)?)\)?|\[O\.?S\.?\]|(?:by|in|on|of|according to) the (?:old |Julian )calendar",
    **{f"HIJRIMONTH{number}": rf"{name}\b" for number, name in _HIJRI_MONTHS.items()},
    "BC": r"B\.C(?:\.E)?\.?",
    "WORD": r"[^\W\d_]\w*",
    "BREAK": r"\n\s*\n",
    "ISO": r"\d{4}-\d\d-\d\d(?!\d)",
    "MILITARY": rf"\d{{6}}\s?[A-Z]?\s?(?:{_MILITARY_MONTH})\s?(?:\d{{4}}|\d{{2}})(?!\w)",
    "SLASH": r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\w)|\d{1,2}\.\d{1,2}\.\d{4}(?!\w)|\d{1,2}/\d{1,2}(?![\w/])|\d{1,2}-\d{1,2}-\d{4}(?!\w)",
    "CLOCK": rf"\d{{1,2}}(?:[:.]\d\d)?\s?{_HALF_DAY}|\d{{3,4}}\s?{_HALF_DAY}|(?:[01]?\d|2[0-3]):[0-5]\d(?::\d\d)?(?:\s?hrs)?(?!\w)"
    r"|[0-2]\d[0-5]\d(?:Z|\s?hrs|\s?h)\b|0\d[0-5]\d\s?hours\b",
    "DECADE": r"\d{3}0['’]?s\b|['’]?[3-9]0['’]?s\b",
    "SHORTYEAR": r"['’]\d\d(?!\w)",
    "ORD": r"\d{1,2}(?:st|nd|rd|th)\b",
    "NUMBER": r"\d+(?:[.,]\d+)*(?!\w)",
    "POSS": r"['’](?:s\b)?",
    "MARK": r"[^\w\s]|\w+",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES.items()))

_PLAIN_SHAPES = tuple(shape.rstrip("0123456789") for shape in _SHAPES)
_NUMERIC = ("DAY", "INT", "YEAR", "WEEKDAYNAME", "MAYMONTH", "NAME")
KINDS = {name: chr(0xE000 + n) for n, name in enumerate(dict.fromkeys([*_PLAIN, *_VALUED, *_MARKS.values(), *_PLAIN_SHAPES, *_NUMERIC]))}
"""One private-use character a kind: a text becomes a string of kinds, and a grammar rule a regular expression over it."""

_LEXICON = {word: (kind, word) for kind, words in _PLAIN.items() for word in words.split()} | {
    word: (kind, value) for kind, words in _VALUED.items() for word, value in words.items()
}
_LEXICON["may"] = ("MAYMONTH", "05")
_LEXICON["march"] = ("MAYMONTH", "03")
_LEXICON["second"] = ("ORDWORD", "2")

_CARRIERS = frozenset(
    word
    for kind, words in _VALUED.items()
    if kind not in {"CARD", "DOZEN", "ORDWORD", "EARLY", "EARLIER", "EDGE", "SECOND"}
    for word in words
) | frozenset(
    [
        "now",
        "currently",
        "nowadays",
        "presently",
        "recently",
        "lately",
        "eid",
        "future",
        "present",
        "moment",
        "may",
        "march",
    ]
)
_POINTERS = frozenset(["former", "formerly", "recent", "current", "past"])
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE_TIME = re.compile(
    r"\d{4}|\d[/:.]\d|\d\s?[ap]\.?m\b|\d(?:st|nd|rd|th)\b|\d-\d|\d\s?b\.?c\b|\d0['’]?s\b|['’]\d\d|hijj?a|q[ai]['’]?da|rabi|jumada"
)


class Token(NamedTuple):
    """A word, number or mark: `value` is what it stands for in the grammar ("6" for Saturday, "P1D" for days), its words otherwise.

    A named tuple, since a report makes thousands and a frozen dataclass takes four times as long.
    """

    kind: str
    value: str
    start: int
    end: int


def may_hold_time(text: str, *, undated: bool = False) -> bool:
    """Whether any word or figure of `text` could carry a time, or point to one if `undated`; most sentences stop here."""
    lowered = text.lower()
    words = _WORD.findall(lowered)
    carried = not _CARRIERS.isdisjoint(words) or _FIGURE_TIME.search(lowered) is not None
    return carried or (undated and not _POINTERS.isdisjoint(words))


def tokens_of(text: str) -> list[Token]:
    """The tokens of `text` with their kinds."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    opening = True
    named = False
    for match in _TOKEN.finditer(text):
        shape, words = match.lastgroup or "MARK", match.group()
        kind, value = shape, words
        if shape == "WORD":
            kind, value = _word(words, opening=opening)
            if named and kind in _TITLED and words[0].isupper() and not words.isupper():
                kind, value = "NAME", words
        elif shape == "NUMBER":
            kind, value = _number(words)
        elif shape == "MARK":
            kind = _MARKS.get(words, "MARK")
        elif shape.startswith("HIJRIMONTH"):
            kind, value = "HIJRIMONTH", shape.removeprefix("HIJRIMONTH")
        named = kind == "NAME"
        yield Token(kind, value, match.start(), match.end())
        opening = shape == "BREAK" or words in {".", "!", "?", ":", ";"} or (opening and kind == "MARK")


_TITLED = frozenset({"DEICTIC", "SET", "NOW"})
"""Kinds that with a capital after a name belong to it: "USA Today", "Foreign Policy Weekly"."""
_COMMON_UNLESS_CAPITAL = frozenset({"ORTHODOX", "FEASTLEAD", "RAMADAN", "HIJRIMONTH", "HIJRA", "HOLIDAY"})
"""Kinds of words that are common words or pieces of names when written small ("good", "orthodox", "ah")."""


def _word(word: str, *, opening: bool) -> tuple[str, str]:
    """Kind and value of a word; capitals tell names ("Dawn", "Sun") and the months May and March from common words."""
    kind, value = _LEXICON.get(word.lower(), ("NAME" if word[0].isupper() else "WORD", word))
    capital = word[0].isupper() and not word.isupper()
    if kind == "MAYMONTH" and word[0].islower():
        return "WORD", word
    if kind == "MAYMONTH" and capital and not opening:
        return "MONTH", value
    if kind == "TIMES" and word[0].isupper():
        return "NAME", word
    if kind in _COMMON_UNLESS_CAPITAL and word[0].islower():
        return "WORD", word
    if kind in {"MONTH", "WEEKDAY"} and word[0].islower() and len(word) < 5:
        return "WORD", word
    if kind == "WEEKDAY" and word.lower() in _SHORT_WEEKDAYS:
        return "WEEKDAYNAME", value
    if kind in {"PART", "WEAKPART"} and capital and not opening:
        return "NAME", word
    return kind, value


def _number(figure: str) -> tuple[str, str]:
    """Kind and value of a figure: a day of the month, a year, or another number."""
    if figure.isdecimal() and len(figure) <= 2 and 1 <= int(figure) <= 31:
        return "DAY", figure
    if figure.isdecimal() and len(figure) == 4 and 1000 <= int(figure) <= 2100:
        return "YEAR", figure
    return "INT", figure
