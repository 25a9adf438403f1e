"""A walk by three patterns, for tests of what happens to claims after they are made: every sentence is a claim."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date

from dateline.model.claim import Claim, Status
from dateline.model.figure import Figure, Measure
from dateline.model.text import Phrase, Report, Span
from dateline.model.walked import Walked
from dateline.model.world import Place, Resolution, Slot, When

SENTENCE = re.compile(r"[^.\n]+")
KILLED = re.compile(r"(\d+) (\w+) were killed")
SAID = re.compile(r"(?:the )?(\w+) (?:said|denied)")
PLACES = {
    "Handarat": Place(
        id="gn:1", name="Handarat", kind="camp", country="SY", latitude=36.26, longitude=37.19, radius_km=1.0, precision=1, admin1="Aleppo"
    ),
    "Homs": Place(
        id="gn:2", name="Homs", kind="city", country="SY", latitude=34.73, longitude=36.71, radius_km=6.0, precision=1, admin1="Homs"
    ),
}


@dataclass(frozen=True)
class PlainWalker:
    """`seconds` makes each report take a while, so that a test can interrupt it."""

    seconds: float = 0.0

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        return (("plain walker", "1"),)

    def walk(self, report: Report) -> Walked:
        time.sleep(self.seconds)
        claims = tuple(claim_of(report, Span(m.start(), m.end())) for m in SENTENCE.finditer(report.text) if m.group().strip())
        resolutions = [resolution for claim in claims for resolution in resolutions_of(claim, report)]
        return Walked(report=report, claims=claims, resolutions=tuple(resolutions))


def phrase_at(report: Report, start: int, end: int) -> Phrase:
    return Phrase(span=Span(start, end), text=report.text[start:end])


def claim_of(report: Report, span: Span) -> Claim:
    words = span.of(report.text)
    lead = len(words) - len(words.lstrip())
    span = Span(span.start + lead, span.end)
    words = words.lstrip()
    said, killed = SAID.search(words), KILLED.search(words)
    place = next((re.search(name, words) for name in PLACES if name in words), None)
    day = re.search("on Saturday", words)
    return Claim(
        report=report.id,
        evidence=span,
        quote=words,
        type="capture" if "took" in words else "attack",
        status=Status.DENIED if "denied" in words else Status.ASSERTED,
        speaker=phrase_at(report, span.start + said.start(1), span.start + said.end(1)) if said else None,
        place=phrase_at(report, span.start + place.start(), span.start + place.end()) if place else None,
        times=(phrase_at(report, span.start + day.start(), span.start + day.end()),) if day else (),
        figures=(figure_of(report, span.start, killed),) if killed else (),
    )


def figure_of(report: Report, offset: int, found: re.Match[str]) -> Figure:
    number = int(found.group(1))
    return Figure(
        measure=Measure.KILLED,
        low=number,
        high=number,
        published=found.group(1),
        span=Span(offset + found.start(1), offset + found.end(1)),
        group=phrase_at(report, offset + found.start(2), offset + found.end(2)),
    )


def resolutions_of(claim: Claim, report: Report) -> list[Resolution]:
    found = []
    if claim.place is not None:
        chosen = PLACES[claim.place.text]
        found.append(
            Resolution(
                claim=claim.id, slot=Slot.PLACE, wording=chosen.name, chosen=chosen, method="table", version="1", reasons=("only one",)
            )
        )
    if claim.times and report.published is not None:
        found.append(
            Resolution(claim=claim.id, slot=Slot.TIME, wording="on Saturday", chosen=day_of(report.published), method="plain", version="1")
        )
    return found


def day_of(day: date) -> When:
    return When(value=day.isoformat(), earliest=day, latest=day, precision=1, anchor=f"published {day}", rule="plain")
