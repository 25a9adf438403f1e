"""Puts the times of a text on the calendar, counted from the report's date or from the scene, and never from the clock of the machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from dateline.model.mention import TimeExpression
from dateline.model.world import When
from dateline.resolve.calendar import days_of_value, interval_of_duration, precision_of, third_of
from dateline.resolve.time_early import year_before
from dateline.resolve.time_forms import place_form
from dateline.resolve.time_frame import Frame, Placed, Tense, TimeContext, on_day
from dateline.resolve.time_recurring import BY_SCENE

__all__ = ["TimeContext", "interval_of_duration", "resolve_time", "scene_after", "story_years", "tense_at", "tense_of"]


def resolve_time(
    expression: TimeExpression, *, anchor: date | None, wording: str, context: TimeContext, at: int | None = None
) -> When | None:
    """The days of a time, None where they cannot be told.

    `anchor` is the report's date: without it, absolute dates still resolve and relative ones do not. `wording` is the clause around the
    time; its verbs tell the tense where the context does not. `at` is where in `wording` the time stands: with it the verb next to the time
    is the one that counts. The time of a saying lies behind even when what is said lies ahead.
    """
    tense = context.tense or (tense_of(wording) if at is None else tense_at(wording, at))
    starting = expression.modifier is not None and expression.modifier.startswith("from")
    looks = -1 if expression.told else 1 if context.planned or tense == "future" or starting else -1 if tense == "past" else 0
    frame = Frame(anchor, context, looks)
    try:
        placed = place_form(expression.value, frame)
        placed = _modified(placed, expression.modifier, expression.value, frame) if placed is not None else None
    except (ValueError, OverflowError):
        return None
    if placed is None or (placed.earliest is not None and placed.latest is not None and placed.earliest > placed.latest):
        return None
    return When(
        value=placed.value,
        earliest=placed.earliest,
        latest=placed.latest,
        precision=placed.precision or precision_of(placed.earliest, placed.latest),
        anchor=placed.anchor,
        rule=expression.rule,
    )


_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|would(?! have)"
    r"|(?:could|may|might) (?:be held|begin|come|happen|resume|start|take place)"
    r"|going to|to be|(?:is|are|was|were) (?:to|set to|due(?! to (?:\w+ing|an?|the|his|its|their)\b)|expected|scheduled|planned)"
    r"|set for|due (?:on|in|by|for|at|back)"
    r"|due to (?:arrive|be|begin|close|end|expire|go|hold|land|leave|meet|open|resume|return|start|take|vote)"
    r"|scheduled|expected|plans? (?:to|for|a)|planned|planning|upcoming|hopes? (?:to|that)|intends?|ahead of|deadline)\b",
    re.I,
)
_BACK = re.compile(r"\b(?:said|was|were|had|did|has been|have been|told|killed|began|took|broke|fell|struck|hit|shot|\w{2,}ed)\b", re.I)


def tense_of(wording: str) -> Tense | None:
    """Past or future by the words of a clause alone, the last such word before its end deciding; None where it has neither."""
    ahead = [match.end() for match in _AHEAD.finditer(wording)]
    back = [match.end() for match in _BACK.finditer(wording)]
    if not ahead and not back:
        return None
    return "future" if ahead and (not back or ahead[-1] >= back[-1]) else "past"


def tense_at(wording: str, at: int) -> Tense | None:
    """Past or future by the verb next to a time that stands at `at`: the last before it in its clause, else the first after it."""
    opened = max((match.end() for match in _CLAUSE_BREAK.finditer(wording, 0, at)), default=0)
    tense = tense_of(wording[opened:at])
    if tense is not None:
        return tense
    cues = [(match.start(), "future") for match in _AHEAD.finditer(wording, at)] + [
        (match.start(), "past") for match in _BACK.finditer(wording, at)
    ]
    if not cues:
        return tense_of(wording[:at])
    return "future" if min(cues)[1] == "future" else "past"


_CLAUSE_BREAK = re.compile(r"[;:]\s|\b(?:but|while|although|after|before|because|and|that)\b")


# Modifiers -------------------------------------------------------------------------------------------------------------------------------


def _modified(placed: Placed, modifier: str | None, form: str, frame: Frame) -> Placed | None:
    """The days once "early", "since" and their like are taken into account, the inner word first."""
    words = modifier.split() if modifier is not None else []
    opener = words.pop(0) if words and words[0] in _OPENED else None
    narrow = " ".join(words)
    if narrow in {"early", "mid", "late"} and placed.earliest is not None and placed.latest is not None:
        days = third_of(placed.value, (placed.earliest, placed.latest), narrow)
        placed = replace(placed, earliest=days[0], latest=days[1])
    elif narrow in {"earlier", "later", "so far"}:
        placed = _up_to_or_from(placed, narrow, form, frame)
    elif narrow == "overnight":
        placed = _overnight(placed, frame)
    elif narrow and placed.precision is None:
        placed = replace(placed, precision=min(5, precision_of(placed.earliest, placed.latest) + 1))
    known = placed.earliest is not None or placed.latest is not None
    return _OPENED[opener](placed, frame) if opener is not None and known else placed


def _up_to_or_from(placed: Placed, narrow: str, form: str, frame: Frame) -> Placed:
    """ "Earlier this week" ends on the report's day; "later that month" begins with the scene."""
    scene = frame.scene
    day = frame.anchor if form.partition(":")[0] not in BY_SCENE else (scene.latest if scene is not None else None)
    if day is None or placed.earliest is None or placed.latest is None or not placed.earliest <= day:
        return placed
    if narrow == "later":
        days = days_of_value(placed.value) or (placed.earliest, placed.latest)
        return replace(placed, earliest=min(day, days[1]), latest=days[1])
    return replace(placed, latest=min(placed.latest, day))


def _overnight(placed: Placed, frame: Frame) -> Placed:
    """A night told as over belongs to its evening: that of the report's own day has not come yet."""
    if placed.earliest is None or placed.earliest != frame.anchor or frame.looks > 0:
        return placed
    return on_day(placed.earliest - timedelta(1), "TNI", placed.anchor)


def _since(placed: Placed, frame: Frame) -> Placed | None:
    if placed.earliest is None:
        return None
    end = frame.anchor if frame.anchor is not None and frame.anchor >= placed.earliest else None
    return Placed(f"{placed.value}/{end.isoformat() if end is not None else '..'}", placed.earliest, end, placed.anchor)


def _until(placed: Placed, frame: Frame) -> Placed | None:  # noqa: ARG001
    return Placed(f"../{placed.value}", None, placed.latest, placed.anchor) if placed.latest is not None else None


def _before(placed: Placed, frame: Frame) -> Placed | None:  # noqa: ARG001
    if "T" in placed.value or placed.earliest is None:
        return placed
    return Placed(f"../{placed.value}", None, placed.earliest - timedelta(1), placed.anchor)


def _after(placed: Placed, frame: Frame) -> Placed | None:
    if "T" in placed.value or placed.latest is None:
        return placed
    end = frame.anchor if frame.looks <= 0 and frame.anchor is not None and frame.anchor > placed.latest else None
    return Placed(f"{placed.value}/{end.isoformat() if end is not None else '..'}", placed.latest + timedelta(1), end, placed.anchor)


def _from(placed: Placed, frame: Frame) -> Placed | None:  # noqa: ARG001
    return Placed(f"{placed.value}/..", placed.earliest, None, placed.anchor) if placed.earliest is not None else None


_OPENED: dict[str, Callable[[Placed, Frame], Placed | None]] = {
    "since": _since,
    "until": _until,
    "by": _until,
    "before": _before,
    "after": _after,
    "from": _from,
}


def scene_after(scene: When | None, when: When | None, *, story: range | None = None) -> When | None:
    """The scene once a time was told: the new one if it is a day or a period with both its ends.

    Lengths, sets and what is open on a side leave it. In a history, whose own years are `story`, other years and what counts from the
    report are asides, and so is a bare year gone by.
    """
    if when is not None and story is not None and year_before(when.value) is not None and "/" not in when.value:
        return when
    if when is None or when.earliest is None or when.latest is None or when.value.startswith("P"):
        return scene
    if "/" in when.value and when.rule not in {"range", "days", "years", "nth-week"}:
        return scene
    if story is None:
        return when
    aside = when.anchor.startswith("published") or when.earliest.year not in story
    back = scene is not None and scene.earliest is not None and len(when.value) == 4 and when.earliest.year < scene.earliest.year
    return scene if aside or back else when


def story_years(expressions: Iterable[TimeExpression]) -> range:
    """The years that a history tells of: those written in it, less the outermost tenth on either side."""
    years = sorted(int(year) for each in expressions for year in re.findall(r"date:([12]\d{3})", each.value))
    cut = len(years) // 10
    inner = years[cut : len(years) - cut]
    return range(inner[0] - 1, inner[-1] + 2) if inner else range(0)
