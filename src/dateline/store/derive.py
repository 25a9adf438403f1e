"""From a record to the rows of the index tables; the same function fills them and audits them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table

from dateline.model.claim import Claim
from dateline.model.codec import from_json, resolutions_from_json
from dateline.model.decision import Judgement
from dateline.model.run import Run
from dateline.model.text import Report, SetAside
from dateline.model.world import Actor, Place, Resolution, Slot, When, days_of
from dateline.store import schema
from dateline.store.chain import Kind

Record = Run | Report | Claim | tuple[Resolution, ...] | SetAside | Judgement
Row = tuple[Table, dict[str, Any]]

JOINED = "; "
"""What stands between the wordings of several actors in one cell."""


def record_of(kind: str, body: str) -> Record:
    """The record that an entry of `kind` holds."""
    match Kind(kind):
        case Kind.RUN:
            return from_json(body, Run)
        case Kind.REPORT:
            return from_json(body, Report)
        case Kind.CLAIM:
            return from_json(body, Claim)
        case Kind.RESOLUTIONS:
            return resolutions_from_json(body)
        case Kind.SET_ASIDE:
            return from_json(body, SetAside)
        case Kind.JUDGEMENT:
            return from_json(body, Judgement)


def rows_of(seq: int, record: Record) -> Iterator[Row]:
    """The index rows of the record of entry `seq`; a run has none."""
    match record:
        case Report():
            yield schema.report, _report_row(seq, record)
        case Claim():
            yield from _claim_rows(seq, record)
        case SetAside():
            columns = {"place": record.where, "reason": record.reason, "way_out": record.way_out, "original": record.original}
            yield schema.aside, {"seq": seq, **columns}
        case Judgement():
            yield schema.judgement, _judgement_row(seq, record)
            yield from ((schema.judged, {"seq": seq, "record": key}) for key in sorted(set(record.touched())))
        case Run():
            return
        case _:
            yield from _grounding_rows(seq, record)


def _report_row(seq: int, report: Report) -> dict[str, Any]:
    return {
        "seq": seq,
        "id": report.id,
        "name": report.name,
        "title": report.title,
        "source": report.source,
        "published": report.published,
        "published_by": report.published_by.value,
        "language": report.language,
        "location": report.location,
        "part": report.part,
        "original": report.original,
        "characters": len(report.text),
    }


def _claim_rows(seq: int, claim: Claim) -> Iterator[Row]:
    claim_id = claim.id
    control = claim.control
    yield (
        schema.claim,
        {
            "seq": seq,
            "id": claim_id,
            "report": claim.report,
            "start": claim.evidence.start,
            "end": claim.evidence.end,
            "quote": claim.quote,
            "type": claim.type,
            "status": claim.status.value,
            "speaker": claim.speaker and claim.speaker.text,
            "via": claim.via and claim.via.text,
            "actors": JOINED.join(phrase.text for phrase in claim.actors),
            "targets": JOINED.join(phrase.text for phrase in claim.targets),
            "place": claim.place and claim.place.text,
            "control_place": control and control.place and control.place.text,
            "control_holder": control and control.holder and control.holder.text,
            "control_change": control and control.change.value,
            "denies": claim.denies,
            "background": claim.background,
            "confidence": claim.confidence,
        },
    )
    for n, figure in enumerate(claim.figures):
        yield (
            schema.figure,
            {
                "seq": seq,
                "n": n,
                "claim": claim_id,
                "measure": figure.measure.value,
                "low": figure.low,
                "high": figure.high,
                "published": figure.published,
                "group": figure.group and figure.group.text,
                "part_of": figure.part_of,
            },
        )


def _grounding_rows(seq: int, resolutions: Sequence[Resolution]) -> Iterator[Row]:
    claim = resolutions[0].claim
    place = next((r.chosen for r in resolutions if isinstance(r.chosen, Place)), None)
    whens = [r.chosen for r in resolutions if isinstance(r.chosen, When)]
    earliest, latest = days_of(whens)
    yield (
        schema.grounding,
        {
            "seq": seq,
            "claim": claim,
            "place_id": place and place.id,
            "place_name": place and place.name,
            "admin1": place and place.admin1,
            "admin2": place and place.admin2,
            "country": place and place.country,
            "latitude": place and place.latitude,
            "longitude": place and place.longitude,
            "radius_km": place and place.radius_km,
            "place_precision": place and place.precision,
            "earliest": earliest,
            "latest": latest,
            "date_precision": max((when.precision for when in whens), default=None),
        },
    )
    for r in resolutions:
        if r.slot in (Slot.ACTOR, Slot.TARGET, Slot.SPEAKER):
            who = r.chosen if isinstance(r.chosen, Actor) else None
            names = {"actor_id": who and who.id, "name": who and who.name, "side": who and who.side}
            yield schema.party, {"seq": seq, "slot": r.slot.value, "n": r.index, "claim": claim, "wording": r.wording, **names}


def _judgement_row(seq: int, judgement: Judgement) -> dict[str, Any]:
    change = judgement.correction
    return {
        "seq": seq,
        "id": judgement.id,
        "subject": judgement.subject,
        "verdict": judgement.verdict.value,
        "reviewer": judgement.reviewer,
        "reason": judgement.reason,
        "supersedes": judgement.supersedes,
        "at": judgement.at.isoformat(),
        "slot": change and change.slot.value,
        "n": change and change.n,
        "old": change and change.old.told(),
        "new": change and change.new.told(),
        "grade": judgement.grade,
        "batch": judgement.batch,
    }
