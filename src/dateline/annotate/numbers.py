"""Counted quantities in a report, with their hedges and the bounds these give (rules 1 to 3 of the figures page)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.annotate.counted import Syntax, count_noun
from dateline.annotate.numerals import NUMERAL, NUMERAL_WORDS, read_numeral, scale_of
from dateline.annotate.uncounted import is_uncounted, measures
from dateline.annotate.vague import VAGUE, VAGUE_WORDS, key_of
from dateline.model.mention import Number, Sentence
from dateline.model.text import Span

_LOW: Final = r"at\s(?:the\s(?:very\s)?)?least|(?:a\s)?minimum\sof|(?:no|not)\s(?:fewer|less)\sthan|upwards?\sof|as\sfew\sas"
_OVER: Final = r"(?<!take\s)(?<!took\s)(?<!taken\s)(?<!takes\s)(?<!taking\s)(?<!hand\s)(?<!handed\s)over"
_MORE: Final = (
    rf"more\sthan|in\sexcess\sof|greater\sthan|(?:well\s|just\s|slightly\s|far\s)?(?:{_OVER}|above)|exceed(?:ing|ed|s)|surpass(?:ing|ed|es)"
)
_HIGH: Final = r"up\sto|as\s(?:many|much|high)\sas|(?:no|not)\smore\sthan|at\s(?:the\s)?most|(?:a\s)?maximum\sof"
_FEWER: Final = r"(?:fewer|less)\sthan|(?:just\s|slightly\s)?under"
_ABOUT: Final = (
    r"about|around|nearly|almost|some|roughly|approximately|approx\.?|an\sestimated|estimated|close\sto|near\sto|circa|virtually|"
    r"something\slike|perhaps|possibly|probably"
)
_EXACT: Final = r"exactly|a\stotal\sof|another|an\sadditional|a\sfurther|only|just"
_HEDGES: Final = rf"(?:(?:{_LOW}|{_HIGH}|{_MORE}|{_FEWER}|{_ABOUT}|{_EXACT})\s)"
_NUMBER: Final = re.compile(
    rf"(?<!\w)(?P<hedge>{_HEDGES}{{1,3}})?(?P<frame>(?:between|from)\s(?:(?:{_ABOUT})\s)?)?(?P<first>{NUMERAL})"
    rf"(?:(?P<joint>\s?[-–—]\s?|-to-|\sto\s|\sand\s|\sor\s)(?P<second>{NUMERAL})(?!\w))?"
    r"(?:(?P<above>\sor\smore|\sor\sabove|\sand\smore|[-\s]plus\b|\+(?!\w))|(?P<below>\sor\s(?:fewer|less))|\sor\sso\b)?",
    re.IGNORECASE,
)
_VAGUE: Final = re.compile(rf"(?<!\w)(?:{_HEDGES}{{1,2}})?{VAGUE}(?!\w)", re.IGNORECASE | re.VERBOSE)
_BOUNDING: Final = tuple(
    (name, re.compile(rf"\b(?:{words})\s", re.IGNORECASE))
    for name, words in (("low", _LOW), ("high", _HIGH), ("fewer", _FEWER), ("more", _MORE))
)
_PEOPLE: Final = (
    r"(?:one|civilians?|people|persons?|child(?:ren)?|soldiers?|fighters?|troops|militants?|rebels?|wom[ae]n|m[ae]n|personnel|staff|residents?|"
    r"police(?:men)?|officers?|passengers|students|workers|journalists|prisoners|hostages)"
)
_HARMED: Final = r"(?:killed|injured|wounded|hurt|harmed|missing|died|dead|detained|arrested|kidnapped|abducted|displaced|evacuated)"
_ZERO: Final = re.compile(
    rf"""(?:
      (?:no|zero)(?=\s(?:(?:human|civilian|military|confirmed|known|serious|army|other|loss\sof)\s){{0,2}}
        (?:casualt(?:y|ies)|deaths?|injur(?:y|ies)|fatalit(?:y|ies)|victims?|loss(?:es)?|life|wounded|dead|survivors?)\b)
    | no(?=\s{_PEOPLE}\s(?:(?:was|were|is|are|have|has|had|been|being|reported|yet|known)\s){{1,4}}{_HARMED}\b)
        | (?:none|nobody)(?=(?:\sof\s(?:the|them|those)(?:\s\w+)?)?\s(?:(?:was|were|is|are|have|has|had|been)\s){{1,3}}{_HARMED}\b)
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"\b(?:r[io]se|risen|rising|increas\w+|climb\w*|jump\w*|gr[eo]w\w*|f[ae]ll\w*|drop\w*|decreas\w+|declin\w+|revis\w+|w[ea]nt|up|down|"
    r"cut|reduc\w+|lower\w*|chang\w+|shr[aiu]nk|swell\w*|swollen)\b[^.]{0,40}$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+")
_REACH: Final = 40
"""How far before an anchor word, in characters, a hedge may start."""
_LONGEST: Final = 22
"""Room, in characters, for the longest numeral that opens with an anchor word ("quarter of a million")."""
_ARTICLE: Final = re.compile(r"(?:an?|another|the)\s", re.IGNORECASE)


def find_numbers(text: str, sentences: Sequence[Sentence] | None = None) -> tuple[Number, ...]:
    """The counted quantities of a text in their order, each as published with its hedge; no two overlap.

    Dates, ages, clock times, distances, money, percentages, unit numbers, calibres and weapon names are left out. `sentences` lend their
    syntax to tell what is counted; without them the words right after a number do.
    """
    syntax = None if sentences is None else Syntax(text, sentences)
    anchors = _anchors(text)
    found: list[Number] = []
    for kind, finder in _FINDERS.items():
        for number in finder(text, anchors[kind]):
            _insert(found, number)
    return tuple(found if syntax is None else (_with_syntax(number, syntax) for number in found))


def article_count(text: str, phrase: Span) -> Number | None:
    """One, for a noun phrase that a singular article counts ("a boy", "the driver"); None for a plural or one without an article."""
    words = phrase.of(text)
    article = _ARTICLE.match(words)
    if article is None or count_noun(text, phrase.start + article.end() - 1) is not None:
        return None
    head = Span(phrase.start + article.end(), phrase.end)
    return Number(span=phrase, low=1, high=1, head=head)


def _insert(found: list[Number], number: Number) -> None:
    """Put a number at its place unless one found before it lies there."""
    place = bisect_left(found, number.span.start, key=lambda other: other.span.start)
    if not any(number.span.overlaps(other.span) for other in found[max(0, place - 1) : place + 1]):
        found.insert(place, number)


def _with_syntax(number: Number, syntax: Syntax) -> Number:
    """The number with the noun that syntax shows, unless the words after it already gave a longer phrase of several."""
    head = syntax.counted(number.span)
    if head is None or (number.head is not None and number.high != 1 and number.head.covers(head)):
        return number
    return replace(number, head=head)


def _anchors(text: str) -> dict[str, list[int]]:
    """Where words start that can belong to a number, by the finder that looks at them: a quick pass that spares the patterns most text."""
    anchors: dict[str, list[int]] = {kind: [] for kind in _FINDERS}
    for word in _WORD.finditer(text):
        kind = "plain" if word[0][0].isdigit() else _KIND_OF_WORD.get(word[0].lower())
        if kind is not None:
            anchors[kind].append(word.start())
    return anchors


def _search(pattern: re.Pattern[str], text: str, anchor: int, position: int) -> re.Match[str] | None:
    """The first match around an anchor word that starts at or after `position`."""
    near = pattern.search(text, max(position, anchor - _REACH), anchor + _LONGEST)
    return near and pattern.match(text, near.start())


def _plain(text: str, anchors: list[int]) -> Iterator[Number]:
    """Numbers with a value, hedged or not, and ranges of two."""
    position = 0
    for anchor in anchors:
        while anchor >= position and (found := _search(_NUMBER, text, anchor, position)):
            number, position = _read(text, found)
            if number is not None:
                yield number


def _read(text: str, found: re.Match[str]) -> tuple[Number | None, int]:
    """The number of a match, None where it counts nothing, and where to look on."""
    if found["second"] is not None:
        bounds = _range(text, found)
        if bounds is not None:
            return _build(text, found, found.end("second"), bounds), found.end()
        if found["joint"].strip() in {"-", "–", "—"}:
            return None, found.end()
    value_end, value = _value(text, found.start("first"), found.end("first"))
    if value is None:
        return None, found.end("first")
    whole = found["second"] is None and value_end == found.end("first")
    return _build(text, found, value_end, (value, value), whole=whole), max(value_end, found.start("first") + 1)


def _value(text: str, start: int, end: int) -> tuple[int, int | None]:
    """The longest start of a numeral that reads as one whole number, and its value."""
    while end > start:
        value = read_numeral(text[start:end])
        if value is not None:
            return end, int(value) if value.denominator == 1 else None
        end = start + len(re.sub(r"[-\s]*[^-\s]+$", "", text[start:end]))
    return start + 1, None


def _range(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """The two ends of a range; None where the two numerals make none ("rose from 20 to 30", "45 and 10")."""
    joint = found["joint"].strip().lower()
    between = (found["frame"] or "").lower().startswith("between")
    if (joint == "and") != between or (joint == "to" and _CHANGE.search(text[max(0, found.start() - 60) : found.start()])):
        return None
    low, high = read_numeral(found["first"]), read_numeral(found["second"])
    if low is None or high is None:
        return None
    if scale_of(found["first"]) == 1 and low * scale_of(found["second"]) < high:
        low *= scale_of(found["second"])
    if low >= high or low.denominator != 1 or high.denominator != 1 or (joint == "or" and high > 2 * low + 1):
        return None
    return int(low), int(high)


def _build(text: str, found: re.Match[str], end: int, bounds: tuple[int, int], *, whole: bool = True) -> Number | None:
    hedge = found["hedge"] or ""
    start = found.start("first")
    head = count_noun(text, found.end() if whole else end, single=bounds == (1, 1))
    if is_uncounted(text, start, end, hedge=hedge + (found["frame"] or ""), counted=head is not None and head.start - end <= 12):
        return None
    low, high = _bounds(hedge, found["above"] if whole else None, found["below"] if whole else None, bounds)
    if low is not None and high is not None and low > high:
        return None
    begin = found.start() if whole and (found["frame"] is None or found["second"]) else (found.start() if hedge else start)
    return Number(span=Span(begin, found.end() if whole else end), low=low, high=high, head=head)


def _bounds(hedge: str, above: str | None, below: str | None, bounds: tuple[int, int]) -> tuple[int | None, int | None]:
    """Rule 2: what a hedge leaves of the bounds."""
    low, high = bounds
    kind = next((name for name, pattern in _BOUNDING if pattern.search(hedge)), None)
    if kind == "low" or above is not None:
        return low, None
    if kind == "more":
        return (low + 1 if low == high else low), None
    if kind == "high" or below is not None:
        return None, high
    if kind == "fewer":
        return None, high - 1
    return low, high


def _zeros(text: str, anchors: list[int]) -> Iterator[Number]:
    """Counts of 0, such as "no casualties"."""
    for anchor in anchors:
        found = _ZERO.match(text, anchor)
        if found is not None:
            yield Number(span=Span(found.start(), found.end()), low=0, high=0, head=count_noun(text, found.end()))


def _vague(text: str, anchors: list[int]) -> Iterator[Number]:
    """Words that count without a value; the rule columns of `vague` may read bounds into them."""
    position = 0
    for anchor in anchors:
        found = _search(_VAGUE, text, anchor, position) if anchor >= position else None
        if found is None:
            continue
        position = found.end()
        head = count_noun(text, position, single=True)
        if not (measures(text, position) or (found["most"] and head is None and found["most"].lower() == "mostly")):
            yield Number(span=Span(found.start(), position), low=None, high=None, head=head, vague=key_of(found))


_FINDERS: Final[dict[str, Callable[[str, list[int]], Iterator[Number]]]] = {"plain": _plain, "zero": _zeros, "vague": _vague}
_KIND_OF_WORD: Final = {
    **dict.fromkeys(NUMERAL_WORDS, "plain"),
    **dict.fromkeys(("no", "zero", "none", "nobody"), "zero"),
    **dict.fromkeys(VAGUE_WORDS, "vague"),
}
