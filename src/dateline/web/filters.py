"""The filter of events that pages share: read from an address, and written back into one."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query, Request
from pydantic import BeforeValidator

from dateline.model.dispute import Matter, Standing
from dateline.model.figure import Measure
from dateline.store import EventQuery
from dateline.store.events import Box, Located

LONGEST: Final = 200
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER: Final = r"-?\d{1,3}(?:\.\d{1,6})?"
AREA: Final = rf"^{NUMBER}(?:,{NUMBER}){{3}}$"


def _words(description: str) -> Any:
    return Query(min_length=1, max_length=LONGEST, description=description)


def _one_way(value: object) -> object:
    """Days and answers in the one form that the schema tells; other forms would be understood, too, and mean what nobody wrote."""
    if isinstance(value, str) and DAY.fullmatch(value) is None and value not in ("true", "false"):
        raise ValueError("a day is written like 2016-09-24, an answer true or false")
    return value


Day = Annotated[date | None, BeforeValidator(_one_way)]
Answer = Annotated[bool | None, BeforeValidator(_one_way)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Conditions on events, as an address carries them; all must hold, and what is left out is not asked."""

    type: Annotated[str | None, _words("Kind of event, as in `airstrike`.")] = None
    actor: Annotated[str | None, _words("Who did it or had it done to them: id or name of the list of actors, or words of the claim.")] = (
        None
    )
    place: Annotated[str | None, _words("Id of a place, province or country, or words of one.")] = None
    since: Annotated[Day, Query(description="First day of the period; events without days are in no period.")] = None
    until: Annotated[Day, Query(description="Last day of the period.")] = None
    speaker: Annotated[str | None, _words("Key or name of an independent voice, or words of a speaker.")] = None
    outlet: Annotated[str | None, _words("Who publishes one of its claims.")] = None
    standing: Annotated[Standing | None, Query(description="How well the event is carried.")] = None
    measure: Annotated[Measure | None, Query(description="Only events with a figure of it.")] = None
    confidence: Annotated[
        float | None, Query(ge=0, le=1, description="Only events with a claim that the machine is at least as sure of.")
    ] = None
    area: Annotated[str | None, Query(pattern=AREA, description="West, south, east, north in degrees.")] = None
    matter: Annotated[Matter | None, Query(description="Only events that are contested in this.")] = None
    text: Annotated[str | None, _words("Only events with a claim that holds all the words.")] = None
    background: Annotated[Answer, Query(description="Only events told as history, or only those told as news.")] = None
    reviewed: Annotated[Answer, Query(description="Only events that a person judged, or only those that nobody did.")] = None
    located: Annotated[Located | None, Query(description="Only events that stand so to a map.")] = None

    @property
    def query(self) -> EventQuery:
        """The same conditions as the ledger takes them."""
        return EventQuery(**{**self.given, "area": None if self.area is None else box_of(self.area)})

    @property
    def given(self) -> dict[str, Any]:
        """The conditions that are there, in their order."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name)) is not None}

    def address(self, path: str, **more: object) -> str:
        """The address of a page with these conditions; `more` are further parameters."""
        given = {name: value for name, value in {**self.given, **more}.items() if value is not None}
        return f"{path}?{urlencode({name: _written(value) for name, value in given.items()})}" if given else path

    def without(self, *names: str) -> EventFilter:
        """The filter without these conditions."""
        return replace(self, **dict.fromkeys(names))


FilterDep = Annotated[EventFilter, Depends()]
"""A parameter of this type is the filter that the address carries."""

CONDITIONS: Final = tuple(one.name for one in fields(EventFilter))


def box_of(area: str) -> Box:
    """The box that an address writes as four numbers; what lies outside the globe is brought back onto it."""
    west, south, east, north = (float(number) for number in area.split(","))
    low, high = sorted((max(-90.0, min(90.0, south)), max(-90.0, min(90.0, north))))
    if east - west >= 360:
        return -180.0, low, 180.0, high
    return _turned(west), low, _turned(east), high


def _turned(longitude: float) -> float:
    """A longitude between -180 and 180."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def _written(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def tidy(request: Request) -> None:
    """Lead a form that was sent with empty fields to the address without them, so that addresses stay short and can be passed on."""
    given = request.query_params.multi_items()
    if request.url.path.startswith("/api/") or all(value.strip() for _, value in given):
        return
    kept = urlencode([(name, value.strip()) for name, value in given if value.strip()])
    raise HTTPException(303, headers={"location": f"{request.url.path}?{kept}" if kept else request.url.path})
