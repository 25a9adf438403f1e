"""The sentences of a brief: templates filled from records, and words of claims in quotation marks; nothing else is ever written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.model.dispute import Standing
from dateline.model.event import Event
from dateline.model.holding import Spell, Timeline
from dateline.model.review import is_reviewed
from dateline.store.desk.brief import Gap
from dateline.store.events import Located
from dateline.web.brief.charting import chart_of
from dateline.web.brief.citing import ROOM, ROOMY, Citations
from dateline.web.brief.gathering import COUNTED, Gathered, ToldEvent, View, first_held, side_claims, spell_claims
from dateline.web.brief.mapping import drawn_of
from dateline.web.brief.record import Brief, Cited, Count, Counted, DisputeTold, Holding, Sentence, SideTold
from dateline.web.disputing import DisputeShown
from dateline.web.headlines import headline
from dateline.web.holding import spell_words
from dateline.web.marks import NAMES
from dateline.web.sentence import value_words
from dateline.web.situation.answer import AnswerPage
from dateline.web.situation.heading import lede_of, title_of
from dateline.web.wording import bounds, counted, day, days

QUOTE: Final = 100
"""Characters of a claim's words inside a sentence."""
NAMED: Final = 2
"""Voices of an event that are named."""
COUNTS: Final = {1: 6, 2: 3}
"""Counts shown of each measure, by how many measures there are."""
LEFT_OUT: Final = 3
OWN: Final = ("type", "place", "since", "until")
"""Conditions that the title names."""
NAME: Final = 48
"""Characters of a name; a longer one is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a brief is made: on which day, by which version, from which ledger, and how many names were left out."""

    on: date
    version: str
    ledger: str
    masks: bool
    names: int


def compose(found: Gathered, view: View, made: Making) -> Brief:
    """The brief of what was gathered. Claims are numbered in the order in which the sheets cite them."""
    citations = Citations(found.rows)
    reported = tuple(_reported(one, citations) for one in found.events)
    disputes = tuple(_disputed(one, citations) for one in found.disputes)
    spells = [(line, spell) for line in found.held for spell in line.spells]
    held = tuple(_holding(line, spell, citations) for line, spell in first_held(found.held))
    answers = tuple(_counted(answer, citations, COUNTS[min(2, len(found.answers))]) for answer in found.answers)
    unknown = tuple(_unknown(found, disputes, answers, citations))
    cited = citations.all(ROOMY if not answers else ROOM)
    return Brief(
        title=title_of(view.filter, view.place or view.filter.place),
        lede=_lede(found, view),
        is_reviewed=bool(cited) and all(is_reviewed(one.review) for one in cited),
        review=_review(cited),
        reported=reported,
        more_reported=_more(found.counts.events - len(reported), "event"),
        disputes=disputes,
        more_disputes=_more(found.all_disputes - len(disputes), "dispute"),
        held=held,
        more_held=_more(len(spells) - len(held), "spell"),
        counted=answers,
        uncounted="" if answers else found.uncounted,
        waits=found.waits,
        map=None if found.map is None else drawn_of(found.map),
        chart=None if found.days is None else chart_of(found.days),
        unknown=unknown,
        cited=cited,
        masked=_masked(made),
        method=_method(found, made),
    )


def _lede(found: Gathered, view: View) -> str:
    rest = [view.called.get(name) or value_words(name, value) for name, value in view.filter.given.items() if name not in OWN]
    chosen = f" Only what meets this is told: {'; '.join(rest)}." if rest else ""
    if not found.counts.events:
        return f"No event of the ledger meets this.{chosen}"
    return f"{lede_of(found.counts)}{chosen} Assembled from the ledger; what no claim says is not here."


def _review(cited: Sequence[Cited]) -> str:
    done = sum(is_reviewed(one.review) for one in cited)
    if cited and done == len(cited):
        return f"Reviewed: people decided on all {counted(done, 'claim')} cited"
    return f"Unverified: read by machine, {done:,} of {counted(len(cited), 'claim')} cited reviewed"


def _more(number: int, noun: str) -> str:
    return "" if number <= 0 else f"{counted(number, f'more {noun}')} of this view {'is' if number == 1 else 'are'} not told here."


def _reported(one: ToldEvent, citations: Citations) -> Sentence:
    event = one.event
    place = None if event.place is None else short(event.place)
    told = "; ".join((f"Told by {_voices(one, citations)}", NAMES[event.standing], *_numbers(event)))
    # Where several tell it, the words that follow are those of one of them.
    whose = f". {short(citations.speaker(one.claims[0]))}" if len(event.speakers) > 1 and one.claims else ""
    return Sentence(
        head=headline(event.type, place, event.earliest, event.latest, event.standing),
        words=f"{told}{whose}{':' if one.claims else '.'}",
        quote=citations.quote(one.claims[0], QUOTE) if one.claims else "",
        cites=citations.of(one.claims),
        href=f"/events/{event.id}",
    )


def _voices(one: ToldEvent, citations: Citations) -> str:
    """The voices whose claims are cited, then how many more there are."""
    named = list(dict.fromkeys(short(citations.speaker(claim)) for claim in one.claims))[:NAMED]
    return joined(named, len(one.event.speakers) - len(named))


def joined(names: Sequence[str], more: int = 0) -> str:
    """Names in a row: "A", "A and B", "A, B and 3 more"."""
    parts = [*names, f"{more} more"] if more > 0 else list(names)
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else "nobody named"


def short(words: str) -> str:
    """A name, cut where it is very long."""
    return words if len(words) <= NAME else f"{words[: words.rfind(' ', NAME // 2, NAME) if ' ' in words[NAME // 2 : NAME] else NAME]} …"


def _numbers(event: Event) -> Iterator[str]:
    for estimate in event.estimates:
        if estimate.measure in COUNTED and (estimate.low, estimate.high) != (None, None):
            yield f"{bounds(estimate.low, estimate.high)} {estimate.measure.value}"


def _disputed(one: DisputeShown, citations: Citations) -> DisputeTold:
    sides = []
    for side in one.sides:
        claims = side_claims(side)
        names = list(dict.fromkeys(short(voice.name) for voice in side.voices))[:NAMED]
        sides.append(SideTold(says=side.says, voices=joined(names, len(side.voices) - len(names)), cites=citations.of(claims)))
    return DisputeTold(question=one.question, about=one.label, sides=tuple(sides), href=f"/events/{one.event}")


def _holding(line: Timeline, spell: Spell, citations: Citations) -> Holding:
    voices = list(dict.fromkeys(short(voice) for holder in spell.holders for voice in holder.voices))
    return Holding(
        place=short(line.place.name),
        days=days(spell.start, spell.end) if spell.end else f"from {day(spell.start)}",
        words=spell_words(spell),
        voices=joined(voices[:NAMED], len(voices[NAMED:])),
        contested=spell.is_contested,
        cites=citations.of(spell_claims(spell)),
    )


def _counted(answer: AnswerPage, citations: Citations, most: int) -> Counted:
    counts = tuple(
        Count(
            speaker=short(line.name),
            number=line.words,
            about=short(line.about) if len(line.about) > 90 else line.about,
            role="binds" if line.binds else "cannot be true beside the others" if line.clashes else "",
            cites=citations.of((line.ref.claim,)),
        )
        for line in answer.lines[:most]
    )
    return Counted(
        measure=answer.measure,
        title=answer.question,
        answer=answer.big,
        rest=answer.rest,
        counts=counts,
        notes=tuple(_notes(answer, len(counts))),
    )


def _notes(answer: AnswerPage, shown: int) -> Iterator[str]:
    """What was not added and why, what was not used, and which conditions the count does not heed."""
    more = len(answer.lines) + answer.more_lines - shown
    if more > 0:
        yield f"{counted(more, 'more count')} not listed."
    if answer.never is not None and answer.why is not None:
        yield f"Not {answer.never}: {answer.why[:1].lower()}{answer.why[1:]}"
    if answer.left_out:
        told = [f"{one.reason} ({one.figures:,})" for one in answer.left_out[:LEFT_OUT]]
        yield f"Not used: {', '.join(told)}."
    if answer.scope is not None:
        yield answer.scope


def _unknown(found: Gathered, disputes: Sequence[DisputeTold], answers: Sequence[Counted], citations: Citations) -> Iterator[Sentence]:
    """What the claims leave open."""
    if found.undated:
        words = f"{counted(found.undated, 'event')} of this view, whatever its days, {_has(found.undated)} no day, or no end."
        yield _plain(words, citations.of(found.lacking[Gap.DAY]))
    nowhere = found.unplaced[Located.NONE] + found.unplaced[Located.UNSURE]
    if nowhere:
        yield _plain(f"{counted(nowhere, 'event')} {_has(nowhere)} no place, or none that is sure.", citations.of(found.lacking[Gap.PLACE]))
    contested = found.counts.standings.get(Standing.CONTESTED, 0)
    if contested:
        cites = tuple(sorted({side.cites[0] for dispute in disputes for side in dispute.sides if side.cites}))[:3]
        yield _plain(
            f"{counted(contested, 'event')} {'is' if contested == 1 else 'are'} contested; nothing here decides who is right.", cites
        )
    for answer in answers:
        if answer.answer.startswith("at least"):
            cites = tuple(number for count in answer.counts if count.role == "binds" for number in count.cites)
            yield _plain(f"No upper bound of the {answer.measure.value} is reported by anybody.", cites)


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _plain(words: str, cites: tuple[int, ...]) -> Sentence:
    return Sentence(head="", words=words, quote="", cites=cites)


def _masked(made: Making) -> str:
    if not made.masks:
        return "Masked in this copy: nothing."
    return "Masked in this copy: names of victims, of witnesses and of all who hold no office. The reader may miss one; look it through."


def _method(found: Gathered, made: Making) -> str:
    told = [
        f"Made on {day(made.on)} with Dateline {made.version} from the ledger {made.ledger}.",
        "Every sentence is a template filled from claims that a machine read; the words in quotation marks are those of the reports.",
    ]
    if found.answers:
        told.append("Figures are taken literally, vague words bound nothing, and bounds follow by linear programming from all the counts.")
    return " ".join((*told, "Places: GeoNames (CC BY 4.0); borders: Natural Earth."))
