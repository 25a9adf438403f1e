"""How many witnesses: who says it, in which reports that was told first, and which reports only repeat it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.model.figure import Measure
from dateline.model.reprint import Extent, Reprint
from dateline.model.text import Report
from dateline.model.voice import Tie
from dateline.web.event.graph import Graph, graph_of
from dateline.web.event.material import Material, Voice, outlet_of
from dateline.web.wording import counted

SHOWN_VOICES: Final = 10
SHOWN_TEXTS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report that tells the event. `repeats` is the id of the report whose words it prints again, None for one of its own hand.

    `voices` are who speaks in it, by key; `counts` those of them that give a number; `new` whose word it brings first. `why` says in words
    whether it adds a witness.
    """

    report: str
    letter: str | None
    name: str
    published: date | None
    href: str
    voices: tuple[str, ...]
    counts: tuple[str, ...]
    new: tuple[str, ...]
    repeats: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """Who passes on whose word, in words."""

    follower: str
    tie: str
    leader: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """Who is behind the reports of an event. `sentence` is the finding; `counting` are the voices that give a number of `measure`."""

    sentence: str
    voices: tuple[Voice, ...]
    counting: tuple[str, ...]
    texts: tuple[Text, ...]
    ties: tuple[Rests, ...]
    measure: Measure | None

    @property
    def shown(self) -> tuple[tuple[Voice, ...], tuple[Text, ...]]:
        """The voices and texts that there is room to draw, those first that count."""
        ranked = sorted(self.texts, key=lambda text: (text.repeats is not None, not text.counts, -len(text.new)))[:SHOWN_TEXTS]
        told = {key for text in ranked for key in text.voices}
        voices = sorted((v for v in self.voices if v.key in told), key=lambda voice: voice.key not in self.counting)[:SHOWN_VOICES]
        kept = [text for text in self.texts if text in ranked]
        return tuple(voices), tuple(kept)

    @property
    def is_cut(self) -> bool:
        """Whether the drawing leaves something out."""
        voices, texts = self.shown
        return (len(voices), len(texts)) != (len(self.voices), len(self.texts))

    def graph(self) -> Graph:
        """The drawing: voices at the left, reports of their own hand in the middle, repeats at the right."""
        voices, texts = self.shown
        return graph_of(voices, texts, frozenset(self.counting))


def witnesses_of(material: Material, measure: Measure | None) -> Witnesses:
    """Who is behind the reports of an event; `measure` is what its counts are of."""
    witnesses = {voice.key for voice in material.witnesses}
    counting = tuple(
        dict.fromkeys(
            heard.grounded.witness.key
            for heard in material.claims.values()
            if heard.grounded.witness.key in witnesses and any(figure.measure is measure for figure in heard.grounded.claim.figures)
        )
    )
    texts = tuple(_texts(material, measure))
    return Witnesses(
        sentence=_sentence(material, texts, counting, measure),
        voices=tuple(material.voices.values()),
        counting=counting,
        texts=texts,
        ties=tuple(_ties(material)),
        measure=measure,
    )


def _texts(material: Material, measure: Measure | None) -> list[Text]:
    """The reports in the order of publication."""
    told: dict[str, list[str]] = {}
    counts: dict[str, list[str]] = {}
    for heard in material.claims.values():
        claim, key = heard.grounded.claim, heard.grounded.witness.key
        told.setdefault(claim.report, []).append(key)
        if any(figure.measure is measure for figure in claim.figures):
            counts.setdefault(claim.report, []).append(key)
    reports = {heard.report.id: heard.report for heard in material.claims.values()}
    first = _first_told(material.told.reprints, reports)
    known = set(material.voices) - {voice.key for voice in material.witnesses}
    found = []
    for key, voices in told.items():
        new = tuple(dict.fromkeys(voice for voice in voices if voice not in known))
        known |= set(voices)
        reprint = first.get(key)
        found.append(_text(material, reports[key], (voices, counts.get(key, ()), new), reprint))
    return found


def _text(material: Material, report: Report, by: tuple[Sequence[str], Sequence[str], Sequence[str]], reprint: Reprint | None) -> Text:
    voices, counts, new = by
    letter = material.letters[report.id]
    return Text(
        report=report.id,
        letter=letter,
        name=outlet_of(report),
        published=report.published,
        href=f"/reports/{report.id}",
        voices=tuple(dict.fromkeys(voices)),
        counts=tuple(dict.fromkeys(counts)),
        new=tuple(new),
        repeats=None if reprint is None else reprint.earlier,
        why=_why(material, new, reprint),
    )


def _first_told(reprints: Sequence[Reprint], reports: Mapping[str, Report]) -> dict[str, Reprint]:
    """Report -> the reprint that says whose words it prints; the one that shares most words with it."""
    found: dict[str, Reprint] = {}
    for reprint in reprints:
        later = reprint.later
        if later is not None and later in reports and reprint.earlier in reports and reprint.is_same_witness:
            held = found.get(later)
            if held is None or _weight(reprint) > _weight(held):
                found[later] = reprint
    return found


def _weight(reprint: Reprint) -> tuple[bool, int]:
    return reprint.passage.extent is Extent.WHOLE, reprint.passage.words


def _why(material: Material, new: Sequence[str], reprint: Reprint | None) -> str:
    if reprint is not None:
        much = "same text: counted once" if reprint.passage.extent is Extent.WHOLE else f"{counted(reprint.passage.words, 'word')} the same"
        return much if not new else f"{much}; new: {_names(material, new)}"
    return f"new: {_names(material, new)}" if new else "no new witness"


def _names(material: Material, keys: Sequence[str]) -> str:
    names = [material.voices[key].name for key in keys]
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:3])} and {len(names) - 3} more"


TIES: Final = {Tie.IS: "is one with"}


def _ties(material: Material) -> list[Rests]:
    """Every tie but an outlet's quoting of a speaker, which the drawing shows."""
    names = material.told.names
    return [
        Rests(
            follower=names.get(tie.follower, tie.follower),
            tie=TIES.get(tie.tie, tie.tie.value),
            leader=names.get(tie.leader, tie.leader),
            reason=tie.reason,
        )
        for tie in material.event.ties
        if tie.tie is not Tie.QUOTES
    ]


def _sentence(material: Material, texts: Sequence[Text], counting: Sequence[str], measure: Measure | None) -> str:
    if measure is not None and counting:
        telling = sum(bool(text.counts) for text in texts)
        given = f"{counted(telling, 'text')} {'gives' if telling == 1 else 'give'} a number of {measure.value}."
        return (
            f"{given} {'It comes' if telling == 1 else 'They come'} from {counted(len(counting), 'voice')}: {_names(material, counting)}."
        )
    again = sum(text.repeats is not None for text in texts)
    repeating = f", of which {counted(again, 'repeats another', 'repeat others')}" if again else ""
    told = f"{counted(len(texts), 'text')} {'tells' if len(texts) == 1 else 'tell'} it{repeating}."
    voices = [voice.key for voice in material.witnesses]
    heard = f"{counted(len(voices), 'voice')} {'is' if len(voices) == 1 else 'are'} heard"
    return f"{told} {heard}: {_names(material, voices)}."
