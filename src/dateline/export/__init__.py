"""What a ledger gives away: CSV and JSON lines of claims, GeoJSON for maps, and claim cards."""

from __future__ import annotations

from dateline.export.cards import cards_of
from dateline.export.geojson import write_geojson
from dateline.export.jsonl import write_cards, write_jsonl
from dateline.export.spreadsheet import write_csv
from dateline.export.table import Table

__all__ = ["Table", "cards_of", "write_cards", "write_csv", "write_geojson", "write_jsonl"]
