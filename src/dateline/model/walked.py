"""A report after its walk through the rooms."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.claim import Claim
from dateline.model.text import Report
from dateline.model.world import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A report, its claims in the order it tells them, and what their words were taken to mean."""

    report: Report
    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...]
