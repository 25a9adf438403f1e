"""The rooms in the masthead, and how much stands in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select
from starlette.requests import Request

from dateline.ledger import Ledger
from dateline.store import schema
from dateline.store.queue import count_waiting
from dateline.web.keeping import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A link of the masthead; `count` is how much stands in the room, None where nothing is counted."""

    name: str
    path: str
    count: int | None
    here: bool


@dataclass(frozen=True, slots=True)
class _Door:
    name: str
    path: str
    counted: Callable[[Connection], int] | None = None


def _rows(table: str) -> Callable[[Connection], int]:
    """A count of the rows of a table of the ledger."""
    return lambda connection: connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one()


def _waiting(connection: Connection) -> int:
    """How many claims wait for a person."""
    return count_waiting(connection).left


DOORS = (
    _Door("Situation", "/situation"),
    _Door("Reports", "/reports", _rows("report")),
    _Door("Events", "/events", _rows("event")),
    _Door("Disputes", "/disputes", _rows("dispute")),
    _Door("Control", "/control", _rows("control")),
    _Door("Sources", "/sources", _rows("tally")),
    _Door("Review", "/review", _waiting),
    _Door("Brief", "/brief"),
)
"""In the order of the masthead; a room stands there once its page is served. Of control the places are counted of which a claim says who
holds them, of sources speakers and outlets, of the review the claims that wait."""

KEPT: Final = Kept[dict[str, int]](8)


def rooms(request: Request, *, counts: bool = True) -> tuple[Room, ...]:
    """The rooms of this desk that have a page; without `counts` the ledger is not asked."""
    doors = [door for door in DOORS if door.path in request.app.state.served]
    counted = counts_of(request.app.state.ledger, doors) if counts else {}
    here = request.url.path
    return tuple(
        Room(name=door.name, path=door.path, count=counted.get(door.path), here=here == door.path or here.startswith(f"{door.path}/"))
        for door in doors
    )


def counts_of(ledger: Ledger, doors: list[_Door]) -> dict[str, int]:
    """How much stands in each room that is counted; counted once for each state of the ledger."""

    def counted(connection: Connection) -> dict[str, int]:
        return {door.path: door.counted(connection) for door in doors if door.counted is not None}

    return KEPT.ask(ledger, tuple(door.path for door in doors), counted)
