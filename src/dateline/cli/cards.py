"""Claim cards: the exchange format of claims, one JSON object each, without anything a reader of the report could not see in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.model.claim import Claim
from dateline.model.figure import Figure
from dateline.model.grounded import Grounded
from dateline.model.text import Phrase, Report


def cards(report: Report, grounded: tuple[Grounded, ...]) -> Iterator[dict[str, Any]]:
    """The cards of one report, in the order it tells its claims."""
    name = report_name(report)
    for item in grounded:
        yield {"report": name, **card(item)}


def report_name(report: Report) -> str:
    """The name given to a report, else its file's stem, else its id."""
    if report.name is not None:
        return report.name
    return report.id if report.location in (None, "-") else Path(str(report.location)).stem


def card(item: Grounded) -> dict[str, Any]:
    """One claim as a card; days are the only thing in it that was reckoned rather than read."""
    claim = item.claim
    return {
        "id": claim.id,
        "quote": claim.quote,
        "type": claim.type,
        "status": claim.status.value,
        "source": _words(claim.speaker),
        "via": _words(claim.via),
        "actors": [phrase.text for phrase in claim.actors],
        "targets": [phrase.text for phrase in claim.targets],
        "place": _words(claim.place),
        "start": _day(item.earliest),
        "end": _day(item.latest),
        "tolls": [_toll(figure) for figure in claim.figures],
        "control": _control(claim),
        "denies": claim.denies,
        "background": claim.background,
    }


def _words(phrase: Phrase | None) -> str | None:
    return None if phrase is None else phrase.text


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _toll(figure: Figure) -> dict[str, Any]:
    return {
        "measure": figure.measure.value,
        "low": figure.low,
        "high": figure.high,
        "published": figure.published,
        "group": _words(figure.group),
        "of": figure.part_of,
    }


def _control(claim: Claim) -> dict[str, Any] | None:
    if claim.control is None:
        return None
    control = claim.control
    return {
        "place": _words(control.place),
        "holder": _words(control.holder),
        "change": control.change.value,
        "extent": control.extent.value,
    }
