"""What a condition of the filter may be set to next, for the sentence of a page of events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Query

from dateline.model.dispute import Standing
from dateline.store.desk.choices import ChoiceRow, choices
from dateline.web.asking import LedgerDep
from dateline.web.filters import LONGEST, EventFilter, FilterDep
from dateline.web.keeping import Kept
from dateline.web.rendering import add_page
from dateline.web.sentence import value_words

router = APIRouter(tags=["choices"])


class Field(StrEnum):
    """Conditions that there are choices for."""

    TYPE = "type"
    ACTOR = "actor"
    PLACE = "place"
    SPEAKER = "speaker"
    OUTLET = "outlet"
    STANDING = "standing"
    MEASURE = "measure"
    CONFIDENCE = "confidence"


class Room(StrEnum):
    """Pages that carry the filter."""

    SITUATION = "/situation"
    EVENTS = "/events"
    DISPUTES = "/disputes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value to choose: its name, what else is known of it, how many events it leaves, and the address of the page with it."""

    value: str
    name: str
    about: str | None
    events: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesPage:
    """What the condition `field` may be set to, all else staying as it is; those that leave most events first."""

    field: Field
    choices: tuple[Choice, ...]


def choices_page(
    ledger: LedgerDep,
    asked: FilterDep,
    field: Annotated[Field, Query(description="The condition to choose for.")],
    room: Annotated[Room, Query(description="The page that the addresses lead to.")] = Room.SITUATION,
    words: Annotated[str | None, Query(max_length=LONGEST, description="Words of the names looked for.")] = None,
) -> ChoicesPage:
    """List what a condition of the filter may be set to, with how many events that leaves."""
    query = replace(asked.query, standing=Standing.CONTESTED) if room is Room.DISPUTES else asked.query
    key = replace(query, **{field.value: None}), field, words or None
    rows = KEPT.ask(ledger, key, lambda connection: choices(connection, query, field.value, words or None))
    return ChoicesPage(field=field, choices=tuple(_choice(row, asked, field.value, room.value) for row in rows))


KEPT: Final = Kept[tuple[ChoiceRow, ...]](64)


def _choice(row: ChoiceRow, asked: EventFilter, field: str, path: str) -> Choice:
    return Choice(
        value=row.value,
        name=value_words(field, row.name),
        about=row.about,
        events=row.events,
        address=asked.without(field).address(path, **{field: row.value}),
        is_chosen=str(getattr(asked, field)) == row.value,
    )


add_page(router, "/choices", choices_page, template="choices.html")
