"""How the account changed: what was told of an event on each day that something was published, and what people decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.model.claim import Status
from dateline.model.decision import Judgement, Verdict
from dateline.model.figure import Measure
from dateline.model.review import in_force
from dateline.reconcile.happening import Answer, Counting, counting
from dateline.web.event.material import Heard, Material, Ref, Voice
from dateline.web.wording import bounds, counted

SHOWN_VERSIONS: Final = 6
SHOWN_TOLD: Final = 3
MOST_ANSWERS: Final = 8
CLASH: Final = "counts that cannot all be true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one voice added on a day, in the words of its count or of its first claim that day."""

    voice: Voice
    words: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One step of the account. `day` is None where it is not known; `reviewer` and `reason` are a person's, None for what was published.

    `changed` says what the step moved, `told` who told what, `more` how many further voices did. `undo` is the id by which a judgement that
    holds can be undone.
    """

    day: date | None
    title: str
    changed: str
    told: tuple[Told, ...]
    more: int
    reviewer: str | None = None
    reason: str | None = None
    refs: tuple[Ref, ...] = ()
    undo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The steps in order, those that changed most where not all are shown; `of_versions` is how many there are."""

    versions: tuple[Version, ...]
    of_versions: int


def account_of(material: Material, measure: Measure | None, *, whole: bool = False) -> Account:
    """The steps of an event's account; `measure` is what its counts are of."""
    published = list(_published(material, measure))
    decided = [_decided(material, told) for told in _batches(material.told.judgements)]
    steps = sorted((*published, *decided), key=lambda step: (step.day or date.max, step.reviewer is not None))
    shown = steps if whole or len(steps) <= SHOWN_VERSIONS else _telling(steps)
    return Account(versions=tuple(shown), of_versions=len(steps))


def _telling(steps: Sequence[Version]) -> list[Version]:
    """The first step, the last, and those between that moved something, the latest of them first chosen."""
    between = sorted(range(1, len(steps) - 1), key=lambda n: (not steps[n].changed and steps[n].reviewer is None, -n))
    kept = sorted({0, len(steps) - 1, *between[: SHOWN_VERSIONS - 2]})
    return [steps[n] for n in kept]


def _published(material: Material, measure: Measure | None) -> Iterator[Version]:
    """A step for each day of publication, in order."""
    by_day: dict[date | None, list[Heard]] = {}
    for heard in material.claims.values():
        by_day.setdefault(heard.grounded.published, []).append(heard)
    answers = {} if measure is None else _answers(counting(material.event, material.grounded, measure), [day for day in by_day if day])
    known: set[str] = set()
    before = ""
    for day, told in by_day.items():
        now = before if day is None else answers.get(day, before)
        new = {heard.grounded.witness.key for heard in told} - known
        step = _Step(new=len(new), is_first=not known, denies=any(_denies(heard) for heard in told), before=before, now=now)
        by_voice = _told(material, told, measure)
        yield Version(
            day=day,
            title=step.title(measure),
            changed=step.changed(),
            told=tuple(by_voice[:SHOWN_TOLD]),
            more=max(0, len(by_voice) - SHOWN_TOLD),
        )
        known |= new
        before = now


def _answers(counts: Counting, days: Sequence[date]) -> dict[date, str]:
    """What the counts published by a day come to, for the last days on which that may have changed."""
    moving, ends = [], None
    for day in days:
        items = counts.until(day).counted
        found = (
            max((item.low or 0 for item in items), default=0),
            min((item.high for item in items if item.high is not None), default=None),
        )
        if items and found != ends:
            moving.append(day)
        ends = found
    return {day: _answer(counts.until(day).answer()) for day in moving[-MOST_ANSWERS:]}


def _answer(answer: Answer) -> str:
    """In words; nothing where nobody had given a number yet."""
    if answer.conflict:
        return CLASH
    return "" if answer.low is None and answer.high is None else bounds(answer.low, answer.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What a day of publication brought: how many new voices, whether anybody denies, and the answer to how many before it and now."""

    new: int
    is_first: bool
    denies: bool
    before: str
    now: str

    def title(self, measure: Measure | None) -> str:
        if measure is not None and self.now and self.now != self.before:
            return self.now if self.now == CLASH else f"{self.now} {measure.value}"
        if self.denies:
            return "denied"
        return "first told" if self.is_first else self._new_voices() or "told again"

    def changed(self) -> str:
        if self.before and self.now != self.before:
            return f"How many: from {self.before} to {self.now}."
        return f"{self._new_voices()}." if self.denies and self.new and not self.is_first else ""

    def _new_voices(self) -> str:
        return counted(self.new, "new voice") if self.new else ""


def _denies(heard: Heard) -> bool:
    return heard.grounded.claim.status is Status.DENIED


def _told(material: Material, told: Iterable[Heard], measure: Measure | None) -> list[Told]:
    """What each voice says that day: its count where it gives one, else that it denies or tells it; those who count or deny first."""
    by_voice: dict[str, list[Heard]] = {}
    for heard in told:
        by_voice.setdefault(heard.grounded.witness.key, []).append(heard)
    found = [_by_voice(material, own, measure) for own in by_voice.values()]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _by_voice(material: Material, own: Sequence[Heard], measure: Measure | None) -> tuple[int, Told]:
    """How telling it is, and what it is."""
    voice = material.voices[own[0].grounded.witness.key]
    counts = [(heard, f) for heard in own for f in heard.grounded.claim.figures if f.measure is measure and f.part_of is None]
    if counts:
        words = dict.fromkeys(figure.published for _, figure in counts)
        return 0, Told(voice=voice, words=f"“{'”, “'.join(words)}”", refs=_refs(heard for heard, _ in counts))
    denying = [heard for heard in own if _denies(heard)]
    return (1 if denying else 2), Told(voice=voice, words="denies it" if denying else "", refs=_refs(denying or own))


def _refs(claims: Iterable[Heard]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(heard.ref for heard in claims))


def _batches(judgements: Sequence[Judgement]) -> list[list[Judgement]]:
    """Judgements that were given in one go together."""
    found: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        found.setdefault(judgement.batch or judgement.id, []).append(judgement)
    return list(found.values())


def _decided(material: Material, told: Sequence[Judgement]) -> Version:
    first = told[0]
    claims = tuple(dict.fromkeys(key for judgement in told for key in judgement.touched()))
    standing = {judgement.id for judgement in in_force(material.told.judgements)}
    ended = all(judgement.id not in standing for judgement in told) and first.verdict is not Verdict.UNDONE
    return Version(
        day=first.at.date(),
        title=DECIDED.get(first.verdict, first.told()) if first.correction is None else first.told(),
        changed="Replaced or undone since." if ended else "",
        told=(),
        more=0,
        reviewer=first.reviewer,
        reason=first.reason,
        refs=material.of(claims),
        undo=None if ended else first.batch or first.id,
    )


DECIDED: Final = {
    Verdict.SAME: "taken for one event",
    Verdict.DIFFERENT: "held apart",
    Verdict.ACCEPTED: "accepted",
    Verdict.REJECTED: "rejected",
    Verdict.UNSURE: "left open",
    Verdict.UNDONE: "a judgement undone",
}
