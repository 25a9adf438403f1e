"""Dateline reads reports of armed conflict and keeps a ledger of who says what happened, where, when, to whom, and how many."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.config import Config
    from dateline.errors import DatelineError
    from dateline.ledger import Added, Ledger, WhyEvent
    from dateline.model.claim import Claim
    from dateline.model.event import Event
    from dateline.model.text import Report, SetAside
    from dateline.model.walked import Walked
    from dateline.pipeline import Pipeline
    from dateline.store import WhyClaim, WhyReport

__all__ = [
    "Added",
    "Claim",
    "Config",
    "DatelineError",
    "Event",
    "Ledger",
    "Pipeline",
    "Report",
    "SetAside",
    "Walked",
    "WhyClaim",
    "WhyEvent",
    "WhyReport",
]

_HOMES = {
    "Added": "ledger",
    "Claim": "model.claim",
    "Config": "config",
    "DatelineError": "errors",
    "Event": "model.event",
    "Ledger": "ledger",
    "Pipeline": "pipeline",
    "Report": "model.text",
    "SetAside": "model.text",
    "Walked": "model.walked",
    "WhyClaim": "store",
    "WhyEvent": "ledger",
    "WhyReport": "store",
}
"""Where each public name lives; it is loaded when it is first asked for, so that `import dateline` costs nothing."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(f"dateline.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
