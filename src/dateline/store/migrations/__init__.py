"""Steps from one schema of the ledger to the next; Alembic runs them when a ledger is made or an older one is opened to be written."""

from __future__ import annotations

HEAD = "0006"
"""The newest step, kept here so that opening a ledger that is up to date need not load Alembic."""
