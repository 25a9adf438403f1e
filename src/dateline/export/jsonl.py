"""JSON lines: claims with everything known of them, or claim cards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TextIO

from dateline.export.cards import cards_of
from dateline.export.events import NOBODY
from dateline.model.claim import Claim
from dateline.model.codec import to_plain
from dateline.model.review import MACHINE
from dateline.model.text import Report
from dateline.model.walked import Walked


def write_jsonl(walked: Iterable[Walked], out: TextIO, reviews: Mapping[str, str] = NOBODY) -> int:
    """One claim a line with its id, its report's facts, all its resolutions and its review; how many were written."""
    written = 0
    for walk in walked:
        of_claim: dict[str, list[object]] = {}
        for resolution in walk.resolutions:
            of_claim.setdefault(resolution.claim, []).append(to_plain(resolution))
        told = _told(walk.report)
        for claim in walk.claims:
            meant, review = of_claim.get(claim.id, []), reviews.get(claim.id, MACHINE)
            line = {"id": claim.id, **_plain(claim), "report": told, "resolutions": meant, "review": review}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            written += 1
    return written


def write_cards(walked: Iterable[Walked], out: TextIO) -> int:
    """One claim card a line; how many were written."""
    cards = [card for walk in walked for card in cards_of(walk)]
    out.writelines(json.dumps(card, ensure_ascii=False) + "\n" for card in cards)
    return len(cards)


def _told(report: Report) -> dict[str, object]:
    """The report without its text: that stays in the ledger."""
    plain = _plain(report)
    del plain["text"]
    return {"id": report.id, **plain}


def _plain(record: Claim | Report) -> dict[str, object]:
    """A record's fields; a corrected or masked one keeps the id of what was read, which is told beside them."""
    return {name: value for name, value in to_plain(record).items() if name != "stored"}
