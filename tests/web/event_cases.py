"""Small ledgers of one event, read by three patterns, for tests of the pages of events and disputes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.plain_walker import PlainWalker

from dateline.ledger import Ledger
from dateline.model.event import Event
from dateline.store.desk.event import told
from dateline.web.event.material import Material, material_of

DAY = date(2016, 9, 24)

CONTESTED = {
    "Halab Courier": (
        "The Observatory said 45 people were killed in Handarat on Saturday. Residents said shells fell in Handarat on Saturday."
    ),
    "Gulf Mirror": "Activists said 50 people were killed in Handarat on Saturday. Planes came low over Handarat on Saturday.",
    "State Herald": "The Army denied 9 people were killed in Handarat on Saturday.",
}
"""Told, counted twice, and denied: one event that is contested in whether and in how many."""

HOSTILE = "<script>alert(1)</script>"
TWISTED = {
    HOSTILE: "Activists said 50 people were killed in Handarat on Saturday <img src=x onerror=alert(2)> \u202eabc\u202c.",
    "صحيفة": "The Observatory said 45 people were killed in Handarat on Saturday قال سكان إن القصف أصاب السوق.",
}
"""Names and words that would run as a script, or turn the line round."""

PLACELESS = {"Nowhere News": "The Observatory said 45 people were killed. Shells fell there."}

PLACES = ("market", "school", "bridge", "square", "clinic", "bakery", "mosque", "camp", "road", "tower", "harbour", "mill", "station")
VOICES = 40
TELLINGS = 7


def ledger_of(folder: Path, texts: Mapping[str, str], *, published: date = DAY) -> Ledger:
    """A ledger of one report of each outlet."""
    book = Ledger.create(folder / "told.dateline", pipeline=PlainWalker())
    for n, (outlet, text) in enumerate(texts.items()):
        path = folder / f"{n}.txt"
        path.write_text(text, encoding="utf-8")
        book.add(path, outlet=outlet, published=published, name=f"report {n}")
    return book


def crowded(folder: Path) -> Ledger:
    """One event that forty voices tell in 280 claims."""
    book = Ledger.create(folder / "crowded.dateline", pipeline=PlainWalker())
    path = folder / "crowd.jsonl"
    path.write_text("\n".join(json.dumps(_telling(voice, n)) for voice in range(VOICES) for n in range(TELLINGS)))
    book.add(path)
    return book


def _telling(voice: int, n: int) -> dict[str, str]:
    near = PLACES[(voice * 7 + n) % len(PLACES)], PLACES[(voice * 3 + n * 5) % len(PLACES)]
    said = f"The Speaker{voice} said {10 + voice} people were killed in Handarat on Saturday near the {near[0]} and the {near[1]}"
    return {"id": f"{voice}-{n}", "source": f"Outlet {voice} {n}", "published": DAY.isoformat(), "text": f"{said}, street {voice + n}."}


def only_event(book: Ledger) -> Event:
    """The event with most claims."""
    return max(book.events(), key=lambda event: len(event.claims))


def material(book: Ledger, key: str) -> Material:
    """What the page of an event is made of."""
    found = book.ask(lambda connection: told(connection, key))
    assert found is not None
    return material_of(found)


def claim_of(book: Ledger, words: Sequence[str] | str) -> str:
    """The id of the claim whose quote holds some words."""
    [row] = book.claims(text=words if isinstance(words, str) else " ".join(words))
    return row.id
