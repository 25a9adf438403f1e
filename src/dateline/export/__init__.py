"""What a ledger gives away: CSV and JSON lines of claims and events, GeoJSON for maps, and claim cards."""

from __future__ import annotations

from dateline.export.cards import cards_of
from dateline.export.events import EventRow, event_row, write_events_geojson, write_events_jsonl
from dateline.export.geojson import write_geojson
from dateline.export.jsonl import write_cards, write_jsonl
from dateline.export.spreadsheet import write_csv
from dateline.export.table import Table

__all__ = [
    "EventRow",
    "Table",
    "cards_of",
    "event_row",
    "write_cards",
    "write_csv",
    "write_events_geojson",
    "write_events_jsonl",
    "write_geojson",
    "write_jsonl",
]
