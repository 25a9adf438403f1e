"""The filter as one sentence: what is shown, in words, and each of them a control that changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from dateline.model.dispute import Matter, Standing
from dateline.model.figure import Measure
from dateline.store.desk.choices import SURE
from dateline.store.events import Located
from dateline.web.filters import EventFilter
from dateline.web.headlines import KINDS, noun_of
from dateline.web.marks import NAMES
from dateline.web.wording import day


class Control(StrEnum):
    """How a condition is set: from a list of what is left, from all of a few values, by words that lead to a list, or by a day."""

    LIST = "list"
    FIXED = "fixed"
    WORDS = "words"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value of a condition, and what it is called."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A condition in the sentence.

    `before` are the words that lead to it, `words` what it is set to, `label` what it is for. `value` is None where it is not set, and
    `without`, the address of the page without it, too. `options` are all values of a list.
    """

    name: str
    before: str
    words: str
    label: str
    control: Control
    value: str | None
    without: str | None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A condition that stands in the sentence only where it is set; `without` is the address of the page without it."""

    name: str
    value: str
    words: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The filter of the page at `path`; `clear` is its address without any condition, None where there is none."""

    path: str
    picks: tuple[Pick, ...]
    extras: tuple[Extra, ...]
    clear: str | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A condition of a sentence: the words `before` it, what stands there where it is not set, and its label.

    `values` are its own values with what they are called, where those of the filter do not fit the sentence.
    """

    name: str
    before: str
    anything: str
    label: str
    control: Control = Control.LIST
    values: Mapping[Any, str] | None = None


SLOTS: Final = (
    Slot("type", "Show", "every kind of event", "Kind of event"),
    Slot("actor", "by or against", "any party", "Party", Control.WORDS),
    Slot("place", "in", "every place", "Place", Control.WORDS),
    Slot("since", "from", "the first day", "First day", Control.DAY),
    Slot("until", "to", "the last day", "Last day", Control.DAY),
    Slot("speaker", ", said by", "anyone", "Speaker", Control.WORDS),
    Slot("outlet", "in", "any outlet", "Outlet", Control.WORDS),
    Slot("standing", ", with", "any standing", "Standing"),
    Slot("measure", ", counting", "anything", "What is counted"),
    Slot("confidence", ", the machine", "sure or not", "How sure the machine is"),
)


PEOPLE: Final = frozenset(Measure) - {Measure.CASUALTIES, Measure.DESTROYED}

LOCATED: Final = {
    Located.POINT: "at a place on the map",
    Located.WIDE: "whose place is a province or wider",
    Located.UNSURE: "whose place is unsure",
    Located.NONE: "without a place",
}

MATTERS: Final = {
    Matter.OCCURRENCE: "contested in whether it happened",
    Matter.RESPONSIBILITY: "contested in who did it",
    Matter.CONTROL: "contested in who holds the place",
    Matter.FIGURES: "contested in how many",
}


def measure_words(measure: Measure) -> str:
    """What is counted: "people killed"."""
    if measure is Measure.DESTROYED:
        return "things destroyed"
    return f"people {measure.value}" if measure in PEOPLE else measure.value


def value_words(field: str, value: Any) -> str:
    """A value of a condition in words."""
    return WORDS[field](value) if field in WORDS else str(value)


WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "type": lambda value: _small(noun_of(value)),
    "since": day,
    "until": day,
    "standing": lambda value: NAMES[Standing(value)],
    "measure": lambda value: measure_words(Measure(value)),
    "confidence": lambda value: f"at least {round(float(value) * 100)} % sure",
    "matter": lambda value: MATTERS[value],
    "located": lambda value: LOCATED[value],
    "text": lambda value: f"saying “{value}”",
    "area": lambda _: "inside the area drawn",
    "background": lambda value: "told as history" if value else "told as news",
    "reviewed": lambda value: "that a person judged" if value else "that nobody judged yet",
}

OPTIONS: Final = {
    "type": tuple(KINDS),
    "standing": tuple(NAMES),
    "measure": tuple(Measure),
    "confidence": SURE,
}
"""Conditions that are set from a list -> their values."""


def _small(noun: str) -> str:
    return noun[:1].lower() + noun[1:]


def sentence_of(path: str, asked: EventFilter, names: Mapping[str, str], slots: Sequence[Slot] = SLOTS) -> Sentence:
    """The filter of a page as a sentence of some slots; `names` are of what is set to an id."""
    set_ = asked.given
    picks = tuple(_pick(path, asked, slot, names.get(slot.name)) for slot in slots)
    extras = tuple(
        Extra(name=name, value=_written(value), words=value_words(name, value), without=asked.without(name).address(path))
        for name, value in set_.items()
        if name not in {slot.name for slot in slots}
    )
    return Sentence(path=path, picks=picks, extras=extras, clear=path if set_ else None)


def _pick(path: str, asked: EventFilter, slot: Slot, name: str | None) -> Pick:
    value = getattr(asked, slot.name)
    values = slot.values or {one: value_words(slot.name, one) for one in OPTIONS.get(slot.name, ())}
    return Pick(
        name=slot.name,
        before=slot.before,
        words=slot.anything if value is None else name or values.get(value) or value_words(slot.name, value),
        label=slot.label,
        control=slot.control,
        value=None if value is None else _written(value),
        without=None if value is None else asked.without(slot.name).address(path),
        options=tuple(Option(value=_written(one), name=called) for one, called in values.items()),
    )


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
