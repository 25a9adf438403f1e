"""Which claims speak of the same happening, and which reports are the same text again; a first version by plain rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.link.grouping import group_claims
from dateline.link.reprints import find_reprints
from dateline.model.event import Linked
from dateline.model.grounded import Grounded
from dateline.model.text import Report

__all__ = ["find_reprints", "group_claims", "link"]


def link(claims: Sequence[Grounded], reports: Iterable[Report], *, families: Mapping[str, str]) -> Linked:
    """Groups of claims and sets of reprints; `families` maps each type of the ontology to its family."""
    reprints = find_reprints({report.id: report.text for report in reports})
    return Linked(groups=group_claims(claims, reprints, families=families), reprints=reprints)
