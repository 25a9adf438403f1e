"""Numerals as reports write them (digits, words, mixtures), and what each is worth."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

_UNITS: Final = {
    word: value for value, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1)
}
_TEENS: Final = {
    word: value
    for value, word in enumerate(
        ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"), start=10
    )
}
_TENS: Final = {
    word: 10 * value for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)
}
_SMALL_WORDS: Final = _UNITS | _TEENS | _TENS
_SCALES: Final = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
_PARTS: Final = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4)}

_UNIT: Final = "|".join(_UNITS)
_SMALL: Final = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{_UNIT})\b)?|{'|'.join(_TEENS)}|{_UNIT})\b"
_GROUP: Final = "[ \u00a0\u202f]"
_DIGITS: Final = rf"(?:\d{{1,3}}(?:(?:,\d{{3}})+|(?:\.\d{{3}})+|(?:{_GROUP}\d{{3}})+)(?!\d)|\d+(?:[.,]\d+)?)"
_BIG: Final = "(?:dozen|hundred|thousand|million|billion|mn|bn)"
_HUNDREDS: Final = rf"(?:{_SMALL}|an?)[-\s]hundred\b(?:\s(?:and\s)?{_SMALL})?"
_PART_OF_BIG: Final = rf"(?:half[-\s]an?|half|an?\squarter\sof\san?|three[-\s]quarters\sof\san?)[-\s]{_BIG}\b"
_SCALED: Final = rf"(?:{_HUNDREDS}|{_SMALL}|{_DIGITS}|an?)(?:\sand\sa\shalf)?(?:[-\s]{_BIG}\b)+"
_REST: Final = rf"(?:\s(?:and\s)?(?:{_HUNDREDS}|{_SMALL})(?:\sthousand\b)?)*"
_SHORT: Final = r"\d+(?:[.,]\d+)?(?:mn|m|bn|k)\b"

NUMERAL: Final = rf"(?:{_PART_OF_BIG}|{_SHORT}|{_SCALED}{_REST}|{_HUNDREDS}|{_SMALL}|{_DIGITS})"
"""Pattern of one numeral, to be matched without regard to case; what it matches may still be a year or a distance."""

NUMERAL_WORDS: Final = frozenset({*_SMALL_WORDS, *_SCALES, "half", "quarter", "quarters"})
"""Every word that a numeral holds beside digits, "a", "and" and "of"."""

_TOKEN: Final = re.compile(rf"{_DIGITS}|[a-z]+")
_THOUSANDS: Final = re.compile(rf"[1-9]\d{{0,2}}(?:(?:,\d{{3}})+|(?:\.\d{{3}})+|(?:{_GROUP}\d{{3}})+)")
_DECIMAL: Final = re.compile(r"(\d+)(?:[.,](\d+))?")
_SCALE_AT_END: Final = re.compile(rf"(?:[-\s]({_BIG})|\d(mn|m|bn|k))$", re.IGNORECASE)


def read_numeral(wording: str) -> Fraction | None:
    """What a numeral is worth ("twenty-two", "1,5 million", "450.000", "half a dozen"); None where the wording is no single numeral.

    A comma, point or space before exactly three digits divides thousands, but a point before a scale word is decimal ("1.250 million").
    """
    lowered = wording.lower()
    alone = int(lowered) if lowered.isdecimal() else _SMALL_WORDS.get(lowered)
    if alone is not None:
        return Fraction(alone)
    if _TOKEN.sub("", lowered).strip(" -\n\t\u00a0\u202f"):
        return None
    sum_so_far = _Sum()
    tokens = _TOKEN.findall(lowered)
    if not tokens or not all(
        sum_so_far.take(token, scaled=after in _SCALES) for token, after in zip(tokens, [*tokens[1:], ""], strict=True)
    ):
        return None
    return sum_so_far.total + sum_so_far.group


def scale_of(wording: str) -> int:
    """The scale a numeral ends with ("2 million" -> 1000000), 1 without one; a range shares it ("1.5 to 2 million")."""
    found = _SCALE_AT_END.search(wording)
    return 1 if found is None else _SCALES[(found[1] or found[2]).lower()]


class _Sum:
    """A numeral half read: `total` holds finished thousands and millions, `group` what stands before the next scale word."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.group = Fraction(0)
        self.ceiling = max(_SCALES.values()) + 1

    def take(self, token: str, *, scaled: bool) -> bool:
        """Add one token; False where it cannot follow what was read so far. `scaled` says that a scale word comes next."""
        if token[0].isdigit():
            return self._add(_read_digits(token, scaled=scaled))
        if token in _SCALES:
            return self._multiply(_SCALES[token])
        if token in _PARTS:
            return self._take_part(_PARTS[token])
        if token in ("a", "an"):
            self.group = self.group or Fraction(1)
            return True
        return token in ("and", "of") or self._add(_SMALL_WORDS.get(token))

    def _add(self, value: Fraction | int | None) -> bool:
        room = 100 if self.group % 100 == 0 else 10
        if value is None or (self.group and (value >= room or self.group % room or 0 < self.group < 20)):
            return False
        self.group += value
        return True

    def _multiply(self, scale: int) -> bool:
        if not self.group or scale >= self.ceiling:
            return False
        if scale < 1000:
            self.group *= scale
        else:
            self.total, self.group, self.ceiling = self.total + self.group * scale, Fraction(0), scale
        return True

    def _take_part(self, part: Fraction) -> bool:
        if part == Fraction(1, 2):
            self.group += part
        else:
            self.group *= part
        return True


def _read_digits(digits: str, *, scaled: bool) -> Fraction | None:
    """A number in digits; None where the separators fit no reading."""
    if _THOUSANDS.fullmatch(digits) and not (scaled and digits.count(".") == 1):
        return Fraction(re.sub(r"\D", "", digits))
    decimal = _DECIMAL.fullmatch(digits)
    return None if decimal is None else Fraction(f"{decimal[1]}.{decimal[2] or 0}")
