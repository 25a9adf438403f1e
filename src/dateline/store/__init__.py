"""The ledger's database: an append-only chain of records, and tables to ask it."""

from __future__ import annotations

from dateline.store import counted, events, held, judgements, views
from dateline.store.audit import Verified, verify
from dateline.store.chain import Entry, Head, Kind
from dateline.store.database import Database
from dateline.store.derive import Record
from dateline.store.events import EventQuery, EventRow
from dateline.store.seen import Seen, SeenAt, seen_at
from dateline.store.views import AsideRow, ClaimQuery, ClaimRow, FigureRow, JudgementRow, ReportRow
from dateline.store.why import WhyClaim, WhyReport, why_claim, why_report

__all__ = [
    "AsideRow",
    "ClaimQuery",
    "ClaimRow",
    "Database",
    "Entry",
    "EventQuery",
    "EventRow",
    "FigureRow",
    "Head",
    "JudgementRow",
    "Kind",
    "Record",
    "ReportRow",
    "Seen",
    "SeenAt",
    "Verified",
    "WhyClaim",
    "WhyReport",
    "counted",
    "events",
    "held",
    "judgements",
    "seen_at",
    "verify",
    "views",
    "why_claim",
    "why_report",
]
