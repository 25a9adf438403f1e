"""The Python API: a ledger that reports are added to and that answers questions."""

from __future__ import annotations

from dateline.ledger.ledger import Added, Ledger, Progress, Walker, WhyEvent

__all__ = ["Added", "Ledger", "Progress", "Walker", "WhyEvent"]
