"""Who says what: a row for each kind of thing said, a column for each voice, and the words of the claims where they meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from dateline.model.claim import Claim, Status
from dateline.model.dispute import Matter
from dateline.model.figure import Measure
from dateline.model.grounded import Grounded, Party
from dateline.model.text import Span
from dateline.reconcile.hands import is_alike
from dateline.reconcile.standing import BLAMING, WHO_NOT_WHETHER, blamed_by, denied_parties
from dateline.web.event.material import Heard, Material, Ref, Voice
from dateline.web.headlines import noun_of
from dateline.web.voices import verb
from dateline.web.wording import bounds, counted

SHOWN_VOICES: Final = 7
SHOWN_ROWS: Final = 7
SHOWN_SAID: Final = 2
"""Columns, rows and claims of one place that are shown at first; the page shows the rest when asked."""
LONGEST: Final = 130
"""Characters of a quote that are shown; the reader has all of it."""
BEFORE: Final = 40
"""Characters shown before the words that a long quote is cut around."""
MOST_COMPARED: Final = 12
"""Wordings of one voice that a further one is compared with, to see whether it only prints the same again."""

HARM: Final = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.MISSING, Measure.TRAPPED, Measure.RESCUED})
MOVED: Final = frozenset(
    {Measure.DETAINED, Measure.ABDUCTED, Measure.DISPLACED, Measure.EVACUATED, Measure.SURRENDERED, Measure.RETURNED, Measure.BESIEGED}
)
CONTROL: Final = frozenset({"capture", "withdrawal", "siege", "hold"})
RELIEF: Final = frozenset({"damage", "aid", "obstruction", "rescue"})


class Tone(StrEnum):
    """How a place of the matrix is tinted: "yes" where others say the same, "on" hedged or contested, "no" denied."""

    PLAIN = ""
    AGREED = "yes"
    OPEN = "on"
    DENIED = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim in its place: who it is by the `verb`, its words (`cut_before`, `cut_after`: more stands there), and a note.

    `refs` are several where the same voice says the same words in several reports. `language` is that of the words, None where unknown.
    """

    verb: str
    tone: Tone
    quote: str
    cut_before: bool
    cut_after: bool
    language: str | None
    note: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one voice says of one thing; `said` is empty where it is silent."""

    voice: Voice
    tone: Tone
    said: tuple[Said, ...]
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing said, by whom, and what they come to in a sentence."""

    id: str
    name: str
    summary: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Who says what. `voices` and `rows` are those shown, of `of_voices` and `of_rows`; `whole` tells whether all was asked for."""

    voices: tuple[Voice, ...]
    rows: tuple[Row, ...]
    of_voices: int
    of_rows: int
    of_claims: int
    whole: bool

    @property
    def is_cut(self) -> bool:
        """Whether something is not shown."""
        return len(self.voices) < self.of_voices or len(self.rows) < self.of_rows or any(c.hidden for row in self.rows for c in row.cells)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A claim in a row: the words its quote is cut around, what stands under it, and what two voices must share to say the same."""

    heard: Heard
    around: Span | None
    note: str = ""
    same: frozenset[str] = frozenset([""])
    denies: bool = False
    counts: bool = False


Rows = dict[str, list[_Entry]]


def matrix_of(material: Material, *, whole: bool = False) -> Matrix:
    """The matrix, whole or with what tells most."""
    entries: Rows = {}
    for heard in material.claims.values():
        for row, entry in _places(heard):
            entries.setdefault(row, []).append(entry)
    contested = _contested(material)
    ordered = sorted(entries, key=lambda row: (_rank(row, material.event.type), -len(entries[row]), row))
    witnesses = frozenset(voice.key for voice in material.witnesses)
    filled = [_Filled(row, entries[row], contested, witnesses) for row in ordered]
    voices = _most_telling(material, filled)
    shown_voices = voices if whole else voices[:SHOWN_VOICES]
    shown = filled if whole else filled[:SHOWN_ROWS]
    return Matrix(
        voices=tuple(shown_voices),
        rows=tuple(row.shown(shown_voices, whole=whole) for row in shown),
        of_voices=len(voices),
        of_rows=len(filled),
        of_claims=len(material.claims),
        whole=whole,
    )


HARMED, DONE_BY, HELD, BUILT = "people", "who", "control", "relief"
SPECIAL: Final = {
    HARMED: "People killed or hurt",
    "moved": "People held or moved",
    DONE_BY: "Whose doing",
    HELD: "Who holds it",
    BUILT: "Damage, aid and rescue",
}
"""Rows that take claims of several types, or a part of what a claim says."""


def _places(heard: Heard) -> Iterator[tuple[str, _Entry]]:
    """The rows a claim stands in, which may be several: that it happened, who was hurt, who did it."""
    grounded, claim = heard.grounded, heard.grounded.claim
    parties = _parties(grounded)
    denies_who = claim.status is Status.DENIED and (bool(denied_parties(grounded)) or claim.type in WHO_NOT_WHETHER)
    telling = claim.telling[0] if claim.telling else None
    for row, measures in ((HARMED, HARM), ("moved", MOVED)):
        counts = [figure for figure in claim.figures if figure.measure in measures]
        if counts:
            note = "; ".join(f"{figure.measure.value}: {bounds(figure.low, figure.high)}" for figure in counts)
            yield row, _Entry(heard, counts[0].span, note, frozenset(figure.measure.value for figure in counts), counts=True)
    if parties or denies_who:
        note = f"{'not' if denies_who else 'names'} {_named(parties)}" if parties else ""
        around = claim.actors[0].span if claim.actors else telling
        yield DONE_BY, _Entry(heard, around, note, frozenset(party.camp for party in parties), denies=denies_who)
    if claim.control is not None or claim.type in CONTROL:
        held = _held(grounded)
        yield HELD, _Entry(heard, telling, held, frozenset([held]))
    elif claim.type in RELIEF:
        yield BUILT, _Entry(heard, telling)
    elif claim.type not in (*WHO_NOT_WHETHER, "toll") and not denies_who:
        yield claim.type, _Entry(heard, telling)
    elif claim.type == "toll" and not any(figure.measure in HARM | MOVED for figure in claim.figures):
        yield HARMED, _Entry(heard, telling, "no number")


def _parties(grounded: Grounded) -> tuple[Party, ...]:
    if grounded.claim.status is Status.DENIED:
        return denied_parties(grounded)
    return blamed_by(grounded, grounded.witness) if grounded.claim.type in BLAMING else ()


def _named(parties: Sequence[Party]) -> str:
    names = list(dict.fromkeys(party.name for party in parties))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _held(grounded: Grounded) -> str:
    control = grounded.claim.control
    if control is None or grounded.holder is None:
        return ""
    return f"{grounded.holder.name}: {control.change.value}" + (
        "" if control.extent.value == "unclear" else f", {control.extent.value} of it"
    )


def _rank(row: str, event_type: str) -> int:
    """What the event is about first, then who was hurt, who has the place, what was destroyed, who did it, and words about it."""
    if row == event_type:
        return 0
    order = (HARMED, "moved", HELD, BUILT, DONE_BY)
    if row in order:
        return 2 + order.index(row)
    return 1 if row not in TALK else 9


TALK: Final = frozenset({"talks", "appeal", "pledge", "threat", "condemnation", "support", "sanction", "protest", "other"})

MATTERS: Final = {
    HARMED: (Matter.FIGURES,),
    "moved": (Matter.FIGURES,),
    DONE_BY: (Matter.RESPONSIBILITY,),
    HELD: (Matter.CONTROL, Matter.OCCURRENCE),
}
"""Row -> the disputes that its claims stand in; every other row tells whether something happened."""


def _contested(material: Material) -> dict[Matter, frozenset[str]]:
    """Matter -> the claims on a side of a dispute about it."""
    found: dict[Matter, set[str]] = {}
    for dispute in material.event.disputes:
        found.setdefault(dispute.matter, set()).update(claim for side in dispute.sides for claim in side.claims)
    return {matter: frozenset(claims) for matter, claims in found.items()}


class _Filled:
    """A row with its claims by voice, the most telling first."""

    def __init__(self, row: str, entries: Sequence[_Entry], contested: Mapping[Matter, frozenset[str]], witnesses: frozenset[str]) -> None:
        self.row = row
        self.witnesses = witnesses
        self.by_voice: dict[str, list[_Entry]] = {}
        for entry in entries:
            self.by_voice.setdefault(entry.heard.grounded.witness.key, []).append(entry)
        matters = MATTERS.get(row, (Matter.OCCURRENCE,))
        self.contested = frozenset[str]().union(*(contested.get(matter, frozenset()) for matter in matters))
        self.told = {word: self._voices(is_so) for word, is_so in TOLD.items()}
        asserted = [(key, entry) for key, told in self.by_voice.items() for entry in told if _asserts(entry) and self._counts(key)]
        self.saying = {what: {key for key, entry in asserted if what in entry.same} for _, one in asserted for what in one.same}

    def _voices(self, is_so: Callable[[_Entry], bool]) -> list[str]:
        return [key for key, entries in self.by_voice.items() if self._counts(key) and any(is_so(entry) for entry in entries)]

    def _counts(self, key: str) -> bool:
        """Whether a voice is counted: an outlet that only retells is, where nobody else speaks of this."""
        return key in self.witnesses or not self.witnesses & self.by_voice.keys()

    def shown(self, voices: Sequence[Voice], *, whole: bool) -> Row:
        name = SPECIAL.get(self.row) or noun_of(self.row)
        return Row(id=self.row, name=name, summary=self._summary(), cells=tuple(self._cell(voice, whole=whole) for voice in voices))

    def _cell(self, voice: Voice, *, whole: bool) -> Cell:
        said = _together([(entry, self._said(entry)) for entry in self.by_voice.get(voice.key, ())])
        said.sort(key=lambda one: (TONES.index(one.tone), not one.note))
        kept = said if whole else said[:SHOWN_SAID]
        tone = min((one.tone for one in said), key=TONES.index, default=Tone.PLAIN)
        return Cell(voice=voice, tone=tone, said=tuple(kept), hidden=len(said) - len(kept))

    def _said(self, entry: _Entry) -> Said:
        claim = entry.heard.grounded.claim
        speaker = None if claim.speaker is None else claim.speaker.text
        quote, before, after = excerpt(claim, entry.around)
        done = (
            "puts" if entry.counts and claim.type == "toll" and claim.status is Status.ASSERTED else verb(claim.status, claim.type, speaker)
        )
        return Said(
            verb=done,
            tone=self._tone(entry),
            quote=quote,
            cut_before=before,
            cut_after=after,
            language=entry.heard.report.language,
            note=entry.note,
            refs=(entry.heard.ref,),
        )

    def _tone(self, entry: _Entry) -> Tone:
        if _denies(entry):
            return Tone.DENIED
        if _hedges(entry) or entry.heard.grounded.claim.id in self.contested:
            return Tone.OPEN
        agree = _asserts(entry) and any(len(self.saying.get(what, ())) > 1 for what in entry.same)
        return Tone.AGREED if agree else Tone.PLAIN

    def _summary(self) -> str:
        if self.row == DONE_BY:
            return self._blame()
        found = ", ".join(f"{counted(len(keys), 'voice')} {_number(word, keys)}" for word, keys in self.told.items() if keys)
        clash = {HARMED: "counts that cannot all be true", HELD: "they cannot all be so"}.get(self.row)
        return f"{found}; {clash}" if self.contested and clash else found

    def _blame(self) -> str:
        """How many answers there are to who did it; a denial is of that, and not of whether."""
        denied = self.told["deny it"]
        answers = counted(len(self.saying), "answer") if self.saying else "nobody is named"
        return f"{answers}, {counted(len(denied), 'denial')}. A denial of who does not touch whether." if denied else answers


def _number(word: str, keys: Sequence[str]) -> str:
    first, _, rest = word.partition(" ")
    if len(keys) > 1:
        return word
    return f"{'denies' if first == 'deny' else first + 's'}{' ' + rest if rest else ''}"


def _denies(entry: _Entry) -> bool:
    return entry.denies or entry.heard.grounded.claim.status is Status.DENIED


def _hedges(entry: _Entry) -> bool:
    return not entry.denies and entry.heard.grounded.claim.status is Status.UNCONFIRMED


def _announces(entry: _Entry) -> bool:
    return not entry.denies and entry.heard.grounded.claim.status is Status.PLANNED


def _asserts(entry: _Entry) -> bool:
    return not entry.denies and entry.heard.grounded.claim.status is Status.ASSERTED


TOLD: Final[Mapping[str, Callable[[_Entry], bool]]] = {
    "say so": _asserts,
    "hedge": _hedges,
    "announce it": _announces,
    "deny it": _denies,
}
TONES: Final = (Tone.DENIED, Tone.OPEN, Tone.AGREED, Tone.PLAIN)
"""A place takes the strongest tone of what stands in it."""


def _together(said: Sequence[tuple[_Entry, Said]]) -> list[Said]:
    """What one voice says once, with the numbers of all reports that print it, in the same words or almost."""
    found: list[tuple[_Entry, Said]] = []
    for entry, one in said:
        same = next((n for n, (other, kept) in enumerate(found[:MOST_COMPARED]) if _is_again(entry, one, other, kept)), None)
        if same is None:
            found.append((entry, one))
        else:
            found[same] = (found[same][0], replace(found[same][1], refs=(*found[same][1].refs, *one.refs)))
    return [one for _, one in found]


def _is_again(entry: _Entry, one: Said, other: _Entry, kept: Said) -> bool:
    if (one.verb, one.note) != (kept.verb, kept.note):
        return False
    quotes = (entry.heard.grounded.claim.quote, other.heard.grounded.claim.quote)
    return quotes[0].casefold() == quotes[1].casefold() or (entry.heard.report.id != other.heard.report.id and is_alike(*quotes))


def _most_telling(material: Material, rows: Sequence[_Filled]) -> list[Voice]:
    """Voices that stand in a dispute first, then those that speak of most things, then those with most claims."""
    contested = {material.told.voices[claim].key for row in rows for claim in row.contested if claim in material.claims}
    spread = {key: sum(key in row.by_voice for row in rows) for key in material.voices}
    order = list(material.voices)
    ranked = sorted(order, key=lambda key: (key not in contested, -spread[key], order.index(key)))
    return [material.voices[key] for key in ranked]


def excerpt(claim: Claim, around: Span | None = None, longest: int = LONGEST) -> tuple[str, bool, bool]:
    """Words of a quote, and whether more of it stands before and after; a long one is cut around the words that matter here."""
    quote = claim.quote
    if len(quote) <= longest:
        return _flat(quote), False, False
    at = 0 if around is None or not claim.evidence.covers(around) else around.start - claim.evidence.start
    start = 0 if at < longest - BEFORE else at - BEFORE
    start = 0 if start == 0 else quote.find(" ", start) + 1
    end = min(len(quote), start + longest)
    if end < len(quote):
        end = max(quote.rfind(" ", start, end), start + longest // 2)
    return _flat(quote[start:end]), start > 0, end < len(quote)


def _flat(words: str) -> str:
    return " ".join(words.split())
