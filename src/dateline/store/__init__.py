"""The ledger's database: an append-only chain of records, and tables to ask it."""

from __future__ import annotations

from dateline.store.audit import Verified, verify
from dateline.store.chain import Entry, Head, Kind
from dateline.store.database import Database
from dateline.store.views import AsideRow, ClaimQuery, ClaimRow, FigureRow, JudgementRow, ReportRow
from dateline.store.why import WhyClaim, WhyReport

__all__ = [
    "AsideRow",
    "ClaimQuery",
    "ClaimRow",
    "Database",
    "Entry",
    "FigureRow",
    "Head",
    "JudgementRow",
    "Kind",
    "ReportRow",
    "Verified",
    "WhyClaim",
    "WhyReport",
    "verify",
]
