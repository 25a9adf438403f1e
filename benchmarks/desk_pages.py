"""The addresses of the desk that its speed is measured by: every page, the JSON beside it, and every condition that a page offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from dateline.ledger import Ledger
from dateline.model.dispute import Matter, Standing
from dateline.model.figure import Measure
from dateline.model.queue import Cause
from dateline.model.tally import SourceKind
from dateline.store.desk.choices import FIELDS, SURE
from dateline.store.desk.listing import Sort
from dateline.store.desk.reports import ReportOrder
from dateline.store.desk.sources import Order
from dateline.store.events import Located

PAGE, SEARCH, TOLL = 0.150, 0.100, 1.0
"""Seconds that 95 of 100 answers stay below."""

CITY, PROVINCE, COUNTRY = "gn:170063", "gn:170062", "gn:163843"
"""Aleppo, its province, and Syria."""

MONTH: Final = {"since": date(2014, 3, 1), "until": date(2014, 3, 31)}
YEARS: Final = {"since": date(2013, 1, 1), "until": date(2015, 12, 31)}

FILTERS: Mapping[str, Mapping[str, Any]] = {
    "all": {},
    "type": {"type": "airstrike"},
    "type: toll": {"type": "toll"},
    **{f"standing: {standing}": {"standing": standing} for standing in Standing},
    "place by name": {"place": "Aleppo"},
    "place by part of a name": {"place": "al"},
    "place by the country's name": {"place": "Syria"},
    "place by a name of nothing": {"place": "Nowhere-on-Sea"},
    "place by id": {"place": CITY},
    "province by id": {"place": PROVINCE},
    "country by id": {"place": COUNTRY},
    "speaker by name": {"speaker": "tally watch"},
    "speaker by words": {"speaker": "officials"},
    "speaker by key": {"speaker": "actor:made-watch"},
    "outlet": {"outlet": "Amber Times"},
    "actor by name": {"actor": "northern army"},
    "actor by part of a name": {"actor": "er"},
    "actor by id": {"actor": "made-0"},
    "period: a month": MONTH,
    "period: three years": YEARS,
    "since": {"since": YEARS["since"]},
    "until": {"until": YEARS["since"]},
    **{f"matter: {matter}": {"matter": matter} for matter in Matter},
    **{f"measure: {measure}": {"measure": measure.value} for measure in (Measure.KILLED, Measure.INJURED, Measure.DESTROYED)},
    "area": {"area": (36.5, 35.5, 37.8, 36.7)},
    "area: all of it": {"area": (-180.0, -90.0, 180.0, 90.0)},
    "words": {"text": "killed soldiers"},
    "a word of most claims": {"text": "said"},
    "the beginning of words": {"text": "k"},
    **{f"confidence: {value}": {"confidence": value} for value in SURE},
    "background": {"background": True},
    "news": {"background": False},
    "reviewed": {"reviewed": True},
    "not reviewed": {"reviewed": False},
    **{f"located: {located}": {"located": located} for located in Located},
    "place and month": {"place": CITY, **MONTH},
    "many": {"type": "airstrike", "place": "Aleppo", "speaker": "tally watch", "measure": "killed", "since": date(2013, 1, 1)},
}
WIDE = ("all", "type", "place by part of a name", "actor by part of a name", "a word of most claims", "period: three years")
"""Filters under which every list of choices is asked for."""
SEARCHES = (
    "airstrike",
    "killed soldiers aleppo",
    "tally wat",
    "k",
    "said",
    "aleppo",
    '"were killed and"',
    "nothing-of-the-kind",
    'speaker:"tally watch"',
    "place:aleppo killed",
    'actor:"northern army" type:airstrike',
    "status:denied",
    'outlet:"amber times" says:killed',
    "since:2014-03-01 until:2014-03-31",
    "",
)


@dataclass(frozen=True, slots=True)
class Address:
    """A page to be asked for, and the seconds that its answers are held to."""

    path: str
    floor: float = PAGE


def addresses(ledger: Ledger) -> Iterator[Address]:
    """Every page of the desk, and each again as JSON."""
    for made in (_of_events, _of_brief, _of_choices, _of_lists, _of_search, _of_reader, _of_event, _of_review):
        for address in made(ledger):
            yield address
            yield Address(f"/api{address.path}", address.floor)
    yield Address("/api/situation/landmarks")


def _of_events(ledger: Ledger) -> Iterator[Address]:
    for room in ("situation", "events", "disputes"):
        yield from (Address(_at(f"/{room}", given)) for given in FILTERS.values())
    yield from (Address(f"/events?page={page}") for page in (50, 1000))
    yield from (Address(f"/events?sort={sort}&order={order}") for sort in Sort for order in ("rising", "falling"))
    yield from (Address(f"/disputes?page={page}") for page in (50, 10_000))
    for key in events_of(ledger):
        yield Address(f"/disputes?event={key}")


def _of_brief(_: Ledger) -> Iterator[Address]:
    yield from (Address(_at("/brief", given)) for given in FILTERS.values())
    yield Address(_at("/brief", {"place": "Aleppo", **MONTH, "mask": True}))
    yield Address(_at("/brief", {"place": CITY, **YEARS, "reckon": True}), 2 * TOLL)
    yield Address(_at("/situation/answer", {"place": CITY, **MONTH}), TOLL)
    yield Address(_at("/situation/answer", {"place": "Aleppo", **YEARS}), TOLL)


def _of_choices(_: Ledger) -> Iterator[Address]:
    for given in FILTERS.values():
        yield Address(_at("/choices", {**given, "field": "speaker" if "speaker" not in given else "actor"}))
    for field in FIELDS:
        for given in (FILTERS[name] for name in WIDE if field not in FILTERS[name]):
            yield Address(_at("/choices", {**given, "field": field}))
        yield Address(_at("/choices", {"field": field, "words": "al"}))
        yield Address(_at("/choices", {"field": field, "room": "/disputes"}))


def _of_lists(_: Ledger) -> Iterator[Address]:
    yield from map(
        Address, ("/control", f"/control?place={CITY}", f"/control?place={PROVINCE}", "/control?place=Aleppo", "/control?place=al")
    )
    yield from map(Address, ("/control?contested=true", "/control?contested=false", "/control?open=true", "/control?page=20"))
    yield from (Address(_at("/control", given)) for given in (MONTH, YEARS, {"place": CITY, **MONTH}))
    yield from (Address(f"/sources?kind={kind}&order={order}") for kind in SourceKind for order in Order)
    yield from map(Address, ("/sources", "/sources?name=er", "/sources?page=3"))
    yield from (Address(f"/reports?sort={order}") for order in ReportOrder)
    yield from map(Address, ("/reports?page=100", "/reports?text=killed+soldiers", "/reports?text=k", "/reports?undated=true"))
    yield from (Address(_at("/reports", given)) for given in ({"outlet": "Amber Times"}, {"outlet": "-"}, MONTH))
    yield from map(Address, ("/reports/set-aside", "/reports/adding"))


def _of_search(_: Ledger) -> Iterator[Address]:
    yield from (Address(_at("/search", {"q": words}), SEARCH) for words in SEARCHES)
    yield Address("/search?q=killed&page=100", SEARCH)


def _of_reader(ledger: Ledger) -> Iterator[Address]:
    for report, claim in reports_of(ledger):
        yield Address(f"/reports/{report}")
        yield Address(f"/reports/{report}?claim={claim}")
        yield Address(f"/reports/{report}/claims/{claim}")
    rows = _rows(ledger, "SELECT first, second FROM reprint ORDER BY first, second LIMIT 1")
    for one, other in rows:
        yield from map(Address, (f"/reports/{one}", f"/reports/{one}/against/{other}", f"/reports/{one}/against/{other}/changes"))


def _of_event(ledger: Ledger) -> Iterator[Address]:
    for key in events_of(ledger):
        yield from map(Address, (f"/events/{key}", f"/events/{key}?all=true", f"/events/{key}?measure=injured"))
        ((one, other),) = _rows(ledger, f"SELECT first, second FROM claim_link WHERE event = '{key}' ORDER BY score LIMIT 1")
        yield Address(f"/events/{key}?one={one}&other={other}")
        yield from (Address(f"/events/{key}/{kind}?claim={one}") for kind in ("split", "merge", "move"))


def _of_review(ledger: Ledger) -> Iterator[Address]:
    yield Address("/review")
    yield from (Address(_at("/review", {"cause": cause})) for cause in Cause)
    yield from (Address(f"/review?event={key}") for key in events_of(ledger))
    yield from (Address(f"/review?claim={claim}&act=correct") for _, claim in reports_of(ledger))


def events_of(ledger: Ledger) -> tuple[str, str]:
    """The event with most claims, and one in the middle."""
    keys = [key for (key,) in _rows(ledger, "SELECT id FROM event ORDER BY claims DESC, id")]
    return keys[0], keys[len(keys) // 4]


def reports_of(ledger: Ledger) -> list[tuple[str, str]]:
    """The report with most claims and the first, each with the last of its claims."""
    rows = _rows(ledger, "SELECT report, max(id) FROM claim GROUP BY report ORDER BY count(*) DESC, report")
    return [rows[0], rows[len(rows) // 4]]


def _rows(ledger: Ledger, statement: str) -> list[tuple[Any, ...]]:
    return ledger.ask(lambda connection: [tuple(row) for row in connection.exec_driver_sql(statement)])


def _at(path: str, given: Mapping[str, object]) -> str:
    words = {name: _word(value) for name, value in given.items()}
    return f"{path}?{urlencode(words)}" if words else path


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
