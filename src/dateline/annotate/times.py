"""Finds the times in a text and parses each to a form that needs no calendar yet; `resolve/times.py` puts them on one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.annotate.time_grammar import Found, matches
from dateline.annotate.time_words import Token, may_hold_time, tokens_of
from dateline.model.mention import TimeExpression
from dateline.model.text import Span

_OPENERS = {
    "SINCE": "since",
    "UNTIL": "until",
    "BY": "by",
    "BEFORE": "before",
    "AFTER": "after",
    "STARTING": "from",
}
_OPEN_AGAINST = frozenset({"duration", "age", "set", "vague", "span"})
"""Rules whose match takes no opener: "before the past week" is not written, "after two days" is a length."""


def find_times(text: str, start: int = 0, *, undated: bool = False) -> tuple[TimeExpression, ...]:
    """The times in `text`, in order and without overlap; spans count from `start`, the place of `text` in its report.

    `undated` also gives what corpora of times mark and what dates nothing: "the former mayor", "annual", "weeks of talks" (rule "pointer").
    """
    found = (expression for first, last in _pieces(text) for expression in _find_in_piece(text[first:last], start + first, undated=undated))
    return tuple(expression for expression in found if undated or expression.rule != "pointer")


_PIECE_END = re.compile(r"(?<=[a-z]{5}[.!?])\s+(?=[A-Z])")
"""Where a sentence surely ends: after a word too long to be shortened ("Sept.", "p.m."); other ends do no harm, they only save less."""


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in stretches that no time crosses, so that most can be passed over at a glance."""
    first = 0
    for end in _PIECE_END.finditer(text):
        yield first, end.start()
        first = end.end()
    yield first, len(text)


def _find_in_piece(text: str, start: int, *, undated: bool) -> list[TimeExpression]:
    if not may_hold_time(text, undated=undated):
        return []
    tokens = tokens_of(text)
    found = [each for each in _join_ranges(tokens, list(matches(tokens))) if not _is_half_a_count(tokens, each)]
    return [_expression(tokens, _opened(tokens, each), start) for each in found]


def _is_half_a_count(tokens: Sequence[Token], found: Found) -> bool:
    """Whether a bare figure after "between" found no second year: "between 1900 and 2000 people" counts people."""
    return found.rule == "year" and found.last - found.first == 1 and found.first > 0 and tokens[found.first - 1].kind == "BETWEEN"


_NAMED_AFTER = frozenset(["revolution", "uprising"])
_OPEN_DAY = re.compile(r"date:(XXXX-\d\d-\d\d)")


def _form_of(tokens: Sequence[Token], found: Found) -> str:
    """The form of a match; the day that names a revolution is a date whose year the words leave open, and no day near the report."""
    after = tokens[found.last].value.lower() if found.last < len(tokens) else ""
    day = _OPEN_DAY.fullmatch(found.form)
    return f"named:{day[1]}" if day is not None and after in _NAMED_AFTER else found.form


def _expression(tokens: Sequence[Token], found: Found, start: int) -> TimeExpression:
    span = Span(start + tokens[found.first].start, start + tokens[found.last - 1].end)
    return TimeExpression(span=span, rule=found.rule, value=_form_of(tokens, found), modifier=found.modifier, told=_is_told(tokens, found))


_VERBS = "said says announced told reported stated declared confirmed added claimed warned vowed"
_SAYING = frozenset(_VERBS.split())
_NEXT_TO_SAYING = 1
_TOLD_WHOM = 6
"""How many words may stand between "told" and its time ("told the AFP news agency on Friday")."""


def _is_told(tokens: Sequence[Token], found: Found) -> bool:
    """Whether a verb of saying stands right before or after the time, or "told" and whom it was told."""
    if found.last < len(tokens) and tokens[found.last].value in _SAYING:
        return True
    before = [token for token in tokens[max(0, found.first - _TOLD_WHOM - 1) : found.first] if token.kind != "ON"]
    for distance, token in enumerate(reversed(before), start=1):
        if token.kind in {"DOT", "COMMA", "BREAK", "MARK", "THAT"}:
            return False
        if token.value == "told" or (distance == _NEXT_TO_SAYING and token.value in _SAYING):
            return True
    return False


def _opened(tokens: Sequence[Token], found: Found) -> Found:
    """The match with the word before it that opens it on one side ("since last Monday")."""
    if found.rule in _OPEN_AGAINST or found.form.startswith("range:"):
        return found
    at = found.first - 1
    if at > 0 and tokens[at].kind == "ON" and tokens[at - 1].kind == "STARTING":
        at -= 1
    opener = _OPENERS.get(tokens[at].kind) if at >= 0 else None
    if opener is not None and not (opener in {"after", "before"} and _dates_a_noun(tokens, found)):
        return replace(found, first=at, modifier=_with(opener, found.modifier))
    return replace(found, modifier=_with("since", found.modifier)) if _is_in_since_clause(tokens, found) else found


def _dates_a_noun(tokens: Sequence[Token], found: Found) -> bool:
    """Whether the time dates what follows: "after Friday prayers", "before Tuesday's assault" (also where the apostrophe was lost)."""
    if tokens[found.last - 1].kind == "WEEKDAYS":
        return True
    return found.last < len(tokens) and (tokens[found.last].kind == "POSS" or tokens[found.last].value.lower() in {"prayer", "prayers"})


def _with(opener: str, modifier: str | None) -> str:
    return opener if modifier is None else f"{opener} {modifier}"


_SINCE_CLAUSE = 8
"""How many words a clause may have between "since" and its time ("since the assault was launched on November 15")."""


def _is_in_since_clause(tokens: Sequence[Token], found: Found) -> bool:
    """Whether "since" opens the clause that the time ends."""
    for token in reversed(tokens[max(0, found.first - _SINCE_CLAUSE) : found.first]):
        if token.kind == "SINCE":
            return True
        if token.kind in {"COMMA", "DOT", "BREAK", "MARK", "WEEKDAY", "YEAR", "MONTH", "DEICTIC", "THAT"}:
            return False
    return False


def _join_ranges(tokens: Sequence[Token], found: list[Found]) -> list[Found]:
    """Neighbours that a range ties together ("between Friday and Sunday", "March 2011-June 2012") made one."""
    joined: list[Found] = []
    for each in found:
        before = joined[-1] if joined else None
        if before is not None and _is_range(tokens, before, each):
            joined[-1] = _range(tokens, before, each)
        else:
            joined.append(each)
    return joined


_RANGED = frozenset({"day", "month", "year", "season", "nth", "bc", "clock", "decade", "part-of-day", "part"})


def _is_range(tokens: Sequence[Token], first: Found, second: Found) -> bool:
    if second.first != first.last + 1 or first.rule not in _RANGED or second.rule not in _RANGED:
        return False
    link = tokens[first.last].kind
    lead = tokens[first.first - 1].kind if first.first else None
    if link == "AND":
        return lead == "BETWEEN"
    if link in {"TO", "UNTIL"}:
        return lead in {"FROM", "BETWEEN"} or first.rule == second.rule
    return link == "HYPHEN" and first.rule == second.rule


def _range(tokens: Sequence[Token], first: Found, second: Found) -> Found:
    lead = first.first - 1 if first.first and tokens[first.first - 1].kind in {"FROM", "BETWEEN"} else first.first
    start = _with_year_of(first.form, second.form)
    modifier = first.modifier if first.modifier == second.modifier else None
    return Found(lead, second.last, "range", f"range:{start}..{second.form}", modifier)


def _with_year_of(form: str, other: str) -> str:
    """A date without year takes that of the date its range runs to ("from March to June 2012")."""
    own = re.fullmatch(r"date:XXXX-(\d\d.*)", form)
    given = re.fullmatch(r"date:(\d{4})-(\d\d.*)", other)
    if own is None or given is None:
        return form
    year = int(given[1]) - (own[1] > given[2])
    return f"date:{year}-{own[1]}"
