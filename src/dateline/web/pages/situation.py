"""The situation: where, when, how many at least and on whose word, what is disputed; one filter moves map, days and lists together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection

from dateline.errors import UsageError
from dateline.model.figure import Measure
from dateline.store.desk import situation as asked_of
from dateline.store.desk.asked import asking
from dateline.store.desk.choices import names
from dateline.store.events import EventQuery, count_events
from dateline.web.asking import LedgerDep
from dateline.web.disputing import DisputeShown, shown
from dateline.web.filters import EventFilter, FilterDep, tidy
from dateline.web.keeping import Kept
from dateline.web.rendering import add_page
from dateline.web.sentence import Sentence, sentence_of, value_words
from dateline.web.settings import DeskSettings
from dateline.web.situation.answer import AnswerPage, answer_of
from dateline.web.situation.heading import lede_of, title_of
from dateline.web.situation.mapping import MapShown, PlaceShown, map_of
from dateline.web.situation.timeline import Timeline, timeline_of
from dateline.web.wording import days

router = APIRouter(tags=["situation"], dependencies=[Depends(tidy)])

PATH: Final = "/situation"
DISPUTES: Final = 3
WAYS_OUT: Final = 4
OFFERED: Final = 2
PERIOD: Final = ("since", "until")
QUICK: Final = 150
QUICK_WITHOUT_PERIOD: Final = 40
"""So many claims that count are reckoned with at once; more, or those of all days, take seconds, so that a person asks for it."""

BOTH: Final = (Measure.KILLED, Measure.INJURED)
"""What is drawn over time where no measure is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A condition to let go of where nothing meets all of them: how many events that leaves, and the address."""

    words: str
    events: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOffered:
    """A place that a count can be asked for, and the address of the page for it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How the question "how many, in this view" stands: `address` answers it, None while no place is chosen.

    `counts` is how many claims tell events of the view that count the measure, 0 while no place is chosen. `is_quick` says that the answer
    takes no time and can be asked for at once; `places` are those to choose from where none is chosen.
    """

    title: str
    measure: Measure
    address: str | None
    counts: int
    is_quick: bool
    places: tuple[PlaceOffered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationPage:
    """The events that meet the filter, seen together.

    `title` names place and days, `lede` counts claims, speakers, reports and events; `events` is how many events there are. `sentence` is
    the filter. `is_empty` marks a ledger without reports; `ways_out` are conditions to let go of where no event meets all. `map` and
    `timeline` are None where there is nothing to draw. `tiles` is the address of what lies behind the borders, None for nothing, and
    `tiles_from` the other machine that it comes from. `answer` tells how to learn how many; `disputes` are the latest of `all_disputes`,
    listed at `disputes_address`. `events_address` lists the events as a table, `brief_address` makes a brief of the view.
    """

    title: str
    lede: str
    events: int
    sentence: Sentence
    is_empty: bool
    ways_out: tuple[WayOut, ...]
    map: MapShown | None
    timeline: Timeline | None
    tiles: str | None
    tiles_from: str | None
    answer: Offer | None
    disputes: tuple[DisputeShown, ...]
    all_disputes: int
    disputes_address: str
    events_address: str
    brief_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place of the ledger, to find one's way on the map by."""

    id: str
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmarks:
    """The places that most claims of the ledger speak of, whatever the filter."""

    places: tuple[Landmark, ...]


LANDMARKS: Final = 200


def tiles_of(request: Request) -> str | None:
    """The address of the map behind the borders, where the settings name one."""
    settings: DeskSettings = request.app.state.settings
    return settings.tile_address


TilesDep = Annotated[str | None, Depends(tiles_of)]


def situation_page(ledger: LedgerDep, asked: FilterDep, tiles: TilesDep) -> SituationPage:
    """Show the events that meet the filter: counts, map, time axis, latest disputes, and how to learn how many were harmed."""
    return KEPT.ask(ledger, (asked, tiles), lambda connection: _situation(connection, asked, tiles))


KEPT: Final = Kept[SituationPage](32)


def _situation(connection: Connection, asked: EventFilter, tiles: str | None) -> SituationPage:
    query = asked.query
    called = names(connection, query)
    contested = asked_of.contested_places(connection, query)
    with asking(connection, query):
        counts = asked_of.counts(connection)
        map_ = map_of(connection, asked, PATH, contested) if counts.events else None
        found = asked_of.disputes(connection, query.matter, limit=DISPUTES)
        disputes = asked_of.count_disputes(connection, query.matter)
        timeline = timeline_of(connection, asked, PATH, (asked.measure,) if asked.measure else BOTH) if counts.events else None
        answer = _offer(connection, asked, map_.places) if map_ else None
    is_empty = not counts.events and not asked_of.holds_reports(connection)
    return SituationPage(
        title=title_of(asked, called.get("place")),
        lede=lede_of(counts),
        events=counts.events,
        sentence=sentence_of(PATH, asked, called),
        is_empty=is_empty,
        ways_out=() if counts.events or is_empty else _ways_out(connection, asked, called),
        map=map_,
        timeline=timeline,
        tiles=tiles,
        tiles_from=urlsplit(tiles or "").hostname,
        answer=answer,
        disputes=shown(connection, found),
        all_disputes=disputes,
        disputes_address=asked.address("/disputes"),
        events_address=asked.address("/events"),
        brief_address=asked.address("/brief"),
    )


def _ways_out(connection: Connection, asked: EventFilter, called: dict[str, str]) -> tuple[WayOut, ...]:
    """Conditions to let go of, one at a time (a period is one), those that leave most first."""
    found = []
    for name, value in asked.given.items():
        is_period = name in PERIOD and None not in (asked.since, asked.until)
        rest = asked.without(*PERIOD) if is_period else asked.without(name)
        words = days(asked.since, asked.until) if is_period else called.get(name) or value_words(name, value)
        events = 0 if is_period and name == "until" else count_events(connection, rest.query)
        if events:
            found.append(WayOut(words=words, events=events, address=rest.address(PATH)))
    return tuple(sorted(found, key=lambda way: -way.events)[:WAYS_OUT])


def _offer(connection: Connection, asked: EventFilter, places: Sequence[PlaceShown]) -> Offer:
    measure = asked.measure or Measure.KILLED
    counts = asked_of.counting_claims(connection, measure.value) if asked.place else 0
    return Offer(
        title=f"{measure.value.capitalize()}, in this view",
        measure=measure,
        address=None if asked.place is None else asked.address(f"{PATH}/answer"),
        counts=counts,
        is_quick=counts <= (QUICK_WITHOUT_PERIOD if None in (asked.since, asked.until) else QUICK),
        places=() if asked.place else tuple(_offered(connection, asked, places)),
    )


def _offered(connection: Connection, asked: EventFilter, places: Sequence[PlaceShown]) -> Iterator[PlaceOffered]:
    """The places that most is told of: provinces and countries, then points on the map."""
    for key, name in asked_of.wide_places(connection, limit=OFFERED):
        yield PlaceOffered(name=name, address=asked.address(PATH, place=key))
    for place in places[:OFFERED]:
        yield PlaceOffered(name=place.name, address=place.only)


def answer_page(ledger: LedgerDep, asked: FilterDep) -> AnswerPage:
    """Reckon how many were harmed in a place and a period, as far as the claims bound it; the place is needed."""
    if asked.place is None:
        raise UsageError("a count needs a place: choose one in the sentence of the situation page, or write place= in the address")
    return answer_of(ledger, asked, asked.place)


def landmarks_page(ledger: LedgerDep) -> Landmarks:
    """List the places that most claims of the ledger speak of."""

    def found(connection: Connection) -> Landmarks:
        with asking(connection, EventQuery()):
            rows = asked_of.places(connection, limit=LANDMARKS)
        return Landmarks(places=tuple(Landmark(id=row.id, name=row.name, longitude=row.longitude, latitude=row.latitude) for row in rows))

    return ledger.ask(found)


add_page(router, PATH, situation_page, template="situation.html")
add_page(router, f"{PATH}/answer", answer_page, template="situation_answer.html")
router.add_api_route(
    f"/api{PATH}/landmarks", landmarks_page, methods=["GET"], response_model=Landmarks, summary="List the places that most claims speak of."
)
