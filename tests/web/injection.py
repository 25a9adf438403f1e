"""Words that would do harm on a page that took them for more than words, and a ledger in which every field holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from dateline.ledger import Ledger
from dateline.model.claim import Change, Claim, Control, Status, check_claim
from dateline.model.decision import ClaimSlot, Correction, Judgement, Value, Verdict
from dateline.model.figure import Figure, Measure
from dateline.model.ids import digest
from dateline.model.run import Run
from dateline.model.text import Phrase, PublishedBy, Report, Span
from dateline.model.world import Actor, Place, Resolution, Slot, When

HOSTILE: Final = (
    "<script>ran()</script>",
    "<ScRiPt src=//evil.example/x.js data-hostile></sCrIpT>",
    "<img src=x onerror=ran() data-hostile>",
    "<img src=//evil.example/p.png data-hostile>",
    '"><img src=x onerror=ran() data-hostile>',
    "'><img src=x onerror=ran() data-hostile>",
    '" autofocus onfocus="ran()" data-hostile="',
    "' autofocus onfocus='ran()' data-hostile='",
    "` autofocus onfocus=ran() data-hostile `",
    "<svg onload=ran() data-hostile>",
    "<svg><script>ran()</script></svg>",
    "<svg><animate onbegin=ran() attributeName=x dur=1s data-hostile>",
    "</text></svg><b data-hostile>",
    "</title><script>ran()</script>",
    "</template><img src=x onerror=ran() data-hostile>",
    "</textarea></select><script>ran()</script>",
    "</script><script>ran()</script>",
    "</style><style data-hostile>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css data-hostile>",
    "<!-- never closed",
    "--><b data-hostile>",
    "<![CDATA[<b data-hostile>]]>",
    "javascript:ran()",
    " JaVaScRiPt:ran()//",
    "data:text/html,<script>ran()</script>",
    '<a href="javascript:ran()" data-hostile>x</a>',
    '<iframe srcdoc="<script>parent.ran()</script>" data-hostile></iframe>',
    "<form action=//evil.example data-hostile><input name=x>",
    "<base href=//evil.example/ data-hostile>",
    '<meta http-equiv=refresh content="0;url=//evil.example" data-hostile>',
    '<math><mi xlink:href="data:x,<script>ran()</script>" data-hostile>',
    '<div hx-get="/x" hx-trigger="load" data-hostile>',
    "{{ 7 * 7 }}{% set x = 1 %}{# gone #}",
    "${ran()} #{ran()} <%= ran() %>",
    "{{constructor.constructor('ran()')()}}",
    "&lt;b&gt; &amp;#60;b&#62; %3Cb%3E",
    '["concat", ["get", "id"]] {name}',
    '\\"};ran();//',
    "line\u2028ran()\u2029end",
    "\u202eturned round and never back",
    "\u2067set apart and never ended",
    "\u0645\u062f\u064a\u0646\u0629 \u202dforced\u202c",
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A1",
    "-2+3 @SUM(1)",
    "'; DROP TABLE claim; --",
    "../../etc/passwd?x=<b data-hostile>#y",
    "W" * 1500,
    "nul\x00byte <b data-hostile>",
)
"""`ran()` tells a page's test that it ran, `data-hostile` marks an element that was words; evil.example answers nobody."""

CONTROL: Final = str.maketrans(dict.fromkeys((0, 0x2028, 0x2029)))
"""What has no shape on a page, or ends a line."""

DAY: Final = date(2016, 9, 24)
WRITTEN: Final = "24 September 2016"


@dataclass(slots=True)
class Hostile:
    """The ledger of `strings`, each the words of every slot of a report's claims; ids of reports, claims and events by string."""

    book: Ledger
    reports: dict[str, str] = field(default_factory=dict)
    claims: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def event_of(self, words: str) -> str:
        """The event of the first claim of these words."""
        return next(event.id for event in self.book.events() if self.claims[words][0] in event.claims)


def hostile_ledger(folder: Path, strings: Sequence[str] = HOSTILE) -> Hostile:
    """A ledger in a file whose name would do harm, too; judgements, corrections and grades are signed so."""
    found = Hostile(Ledger.create(folder / f"{file_safe(HOSTILE[4])}.dateline"))
    run = Run(started=datetime(2020, 1, 1, tzinfo=UTC), command=HOSTILE[0], versions=((HOSTILE[0], HOSTILE[2]),), settings="")
    for n, words in enumerate(strings):
        report, claims, meant = _told(n, words)
        found.reports[words], found.claims[words] = report.id, tuple(claim.id for claim in claims)
        found.book.database.append([report, *claims, *meant], run=run)
    found.book.database.append([one for n, words in enumerate(strings) for one in _judged(n, words, found.claims[words])], run=run)
    found.book.see()
    for tally in found.book.sources():
        if tally.name in strings:
            found.book.grade(tally.id, "C", reviewer=tally.name, reason=tally.name)
    found.book.see()
    return found


def file_safe(words: str) -> str:
    """The words as the name of a file: what a file system refuses is left out."""
    return words.replace("/", "").replace("\0", "").strip()[:120]


@dataclass(slots=True)
class _Sheet:
    text: str = ""

    def put(self, words: str) -> Phrase:
        """Write words; they as a phrase."""
        start = len(self.text)
        self.text += words
        return Phrase(span=Span(start, len(self.text)), text=words)


def _told(n: int, words: str) -> tuple[Report, list[Claim], list[tuple[Resolution, ...]]]:
    """A report whose every sentence is a claim, and every slot of it the words."""
    sheet = _Sheet()
    sheet.put(f"{words}\n\n")
    slots = [_sentence(sheet, words, kind) for kind in ("count", "denial", "gain", "hold")]
    report = Report(
        text=sheet.text,
        original=digest(sheet.text.encode()),
        source=words,
        title=words,
        url=words,
        published=DAY,
        published_by=PublishedBy.GIVEN,
        language="en",
        location=words,
        part=words,
        name=words,
        notes=(words,),
    )
    claims = [check_claim(Claim(report=report.id, **one), report) for one in slots]
    return report, claims, [tuple(_meant(claim, n, words)) for claim in claims]


def _sentence(sheet: _Sheet, words: str, kind: str) -> dict[str, Any]:
    start = len(sheet.text)
    speaker = sheet.put(words if kind != "denial" else f"{words} again")
    sheet.put(" denied that " if kind == "denial" else " said that ")
    found: dict[str, Any] = {"speaker": speaker, "type": "airstrike"}
    actor = sheet.put(words if kind != "hold" else f"{words} again")
    sheet.put(" struck ")
    if kind in ("gain", "hold"):
        sheet.put("and took ")
        place = sheet.put(words)
        change = Change.GAINED if kind == "gain" else Change.HELD
        found |= {"type": "capture" if kind == "gain" else "hold", "control": Control(place=place, holder=actor, change=change)}
    else:
        number = sheet.put("12")
        sheet.put(" ")
        group = sheet.put(words)
        figure = Figure(measure=Measure.KILLED, low=12, high=12, published="12", span=number.span, group=group)
        sheet.put(" in ")
        place = sheet.put(words)
        found |= {"targets": (group,), "figures": (figure,)}
    sheet.put(" on ")
    times = (sheet.put(WRITTEN),)
    end = len(sheet.text)
    sheet.put(".\n")
    found |= {"actors": (actor,), "place": place, "times": times, "evidence": Span(start, end), "quote": sheet.text[start:end]}
    return found | {"status": Status.DENIED if kind == "denial" else Status.ASSERTED, "confidence": 0.4}


def _meant(claim: Claim, n: int, words: str) -> Iterator[Resolution]:
    made: dict[str, Any] = {"method": words, "version": words, "reasons": (words,), "score": 0.4}
    place = _place(n, words)
    other = replace(place, id=f"dl:{n}-b", name=f"{words} again", precision=1)
    yield Resolution(claim=claim.id, slot=Slot.PLACE, wording=words, chosen=place, alternatives=(other,), **made)
    when = When(value=DAY.isoformat(), earliest=DAY, latest=DAY, precision=1, anchor=words, rule=words)
    yield Resolution(claim=claim.id, slot=Slot.TIME, wording=WRITTEN, chosen=when, **made)
    for phrase in claim.actors:
        actor = Actor(id=f"made-{n}-{phrase.text == words}", name=phrase.text, kind=words, side=phrase.text)
        yield Resolution(claim=claim.id, slot=Slot.ACTOR, wording=phrase.text, chosen=actor, **made)


def _judged(n: int, words: str, claims: Sequence[str]) -> Iterator[Judgement]:
    """What a person of that name decided on the claims, and why: one accepted, of another the place corrected."""
    given: dict[str, Any] = {"reviewer": words, "reason": words, "at": datetime(2020, 1, 2, tzinfo=UTC)}
    point = Place(
        id=f"pt:{n}",
        name=words,
        kind="point",
        country=words,
        radius_km=1.0,
        precision=1,
        latitude=_north(n),
        longitude=_east(n),
        admin1=words,
    )
    count, denial, *_ = claims
    yield Judgement(subject=denial, verdict=Verdict.ACCEPTED, **given)
    correction = Correction(slot=ClaimSlot.PLACE, old=Value(place=_place(n, words)), new=Value(place=point))
    yield Judgement(subject=count, verdict=Verdict.CORRECTED, correction=correction, **given)


def _north(n: int) -> float:
    return 20.0 + n % 7 * 4


def _east(n: int) -> float:
    """Far from all others."""
    return -60.0 + n * 3


def _place(n: int, words: str) -> Place:
    where: dict[str, Any] = {"kind": words, "country": words, "admin1": words, "admin2": words}
    return Place(id=f"dl:{n}", name=words, radius_km=3.0, precision=2, latitude=_north(n), longitude=_east(n), **where)
