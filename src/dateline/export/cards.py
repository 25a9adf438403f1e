"""Claim cards: the exchange format, one JSON object a claim, everything as the report words it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from dateline.model.claim import Claim, Control
from dateline.model.figure import Figure
from dateline.model.text import Phrase, Report
from dateline.model.walked import Walked
from dateline.model.world import When, days_of

Card = dict[str, Any]


def cards_of(walked: Walked) -> list[Card]:
    """The cards of one report, in the order it tells them; days come from the resolutions, all else is wording."""
    whens: dict[str, list[When]] = {}
    for resolution in walked.resolutions:
        if isinstance(resolution.chosen, When):
            whens.setdefault(resolution.claim, []).append(resolution.chosen)
    name = report_name(walked.report)
    return [_card(claim, name, whens.get(claim.id, [])) for claim in walked.claims]


def report_name(report: Report) -> str:
    """The report's given name, else the stem of the file it came from, else its id."""
    if report.name is not None:
        return report.name
    stem = "" if report.location is None else PurePath(report.location).stem
    return stem or report.id


def _card(claim: Claim, report: str, whens: list[When]) -> Card:
    start, end = days_of(whens)
    return {
        "report": report,
        "id": claim.id,
        "quote": claim.quote,
        "type": claim.type,
        "status": claim.status.value,
        "source": _words(claim.speaker),
        "via": _words(claim.via),
        "actors": [phrase.text for phrase in claim.actors],
        "targets": [phrase.text for phrase in claim.targets],
        "place": _words(claim.place),
        "start": None if start is None else start.isoformat(),
        "end": None if end is None else end.isoformat(),
        "tolls": [_toll(figure) for figure in claim.figures],
        "control": None if claim.control is None else _control(claim.control),
        "denies": claim.denies,
        "background": claim.background,
        "confidence": claim.confidence,
        "confidences": dict(claim.confidences),
    }


def _words(phrase: Phrase | None) -> str | None:
    return None if phrase is None else phrase.text


def _toll(figure: Figure) -> Card:
    return {
        "measure": figure.measure.value,
        "low": figure.low,
        "high": figure.high,
        "published": figure.published,
        "group": _words(figure.group),
        "of": figure.part_of,
    }


def _control(control: Control) -> Card:
    return {
        "place": _words(control.place),
        "holder": _words(control.holder),
        "change": control.change.value,
        "extent": control.extent.value,
    }
