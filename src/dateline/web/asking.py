"""The ledger of the desk, as pages ask for it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from dateline.ledger import Ledger


def ledger_of(request: Request) -> Ledger:
    """The ledger that this desk shows."""
    found: Ledger = request.app.state.ledger
    return found


LedgerDep = Annotated[Ledger, Depends(ledger_of)]
"""A parameter of this type is the ledger of the desk; it may be read by several requests at a time."""
