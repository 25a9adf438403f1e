"""What the reader says of event words: how likely they tell an event, of which type, how, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.model.mention import EventWord, Likelihoods

NONE = "O"


def probability(likelihoods: Likelihoods, label: str) -> float:
    """Probability of a label; 0 where it is too unlikely to be kept."""
    return next((p for name, p in likelihoods if name == label), 0.0)


def tells(event: EventWord | None) -> float:
    """Probability that a word tells an event."""
    return 0.0 if event is None or not event.types else 1.0 - probability(event.types, NONE)


def counts(events: Iterable[EventWord]) -> float:
    """Probability that one of some words counts somebody; 0 where the reader says nothing of them."""
    return max((1.0 - probability(event.measures, NONE) for event in events), default=0.0)


def likeliest(scores: Mapping[int, float]) -> int | None:
    """The head or index with the highest score; None where there is none."""
    return max(scores, key=lambda i: scores[i], default=None)


class Told:
    """What is said of the words of one happening together; of several words the surer one counts."""

    def __init__(self, events: Mapping[int, EventWord], words: Iterable[int]) -> None:
        self.events: Sequence[EventWord] = [events[w] for w in words if w in events]
        self.main = max(self.events, key=tells, default=None)
        self.slots: dict[str, dict[int, float]] = {}
        for event in self.events:
            share = tells(event) / max(tells(self.main), 1e-9)
            for slot in event.slots:
                scores = self.slots.setdefault(slot.role, {})
                scores[slot.head] = max(scores.get(slot.head, 0.0), slot.score * share)

    @property
    def score(self) -> float:
        """Probability that the happening is one."""
        return tells(self.main)

    def slot(self, name: str) -> Mapping[int, float]:
        """Heads that may fill a slot, with their probabilities."""
        return self.slots.get(name, {})

    def over(self, name: str, words: Iterable[int]) -> float:
        """The highest probability that one of some words fills a slot."""
        scores = self.slot(name)
        return max((scores.get(i, 0.0) for i in words), default=0.0)

    def status(self, name: str) -> float:
        """Probability of a status."""
        return 0.0 if self.main is None else probability(self.main.statuses, name)

    def said(self, name: str) -> float:
        """Probability that it is told by the "outlet", by a speaker "here" in the sentence, or by the one of a sentence "before"."""
        return 0.0 if self.main is None else probability(self.main.said, name)

    def placed(self, name: str) -> float:
        """Probability that its place is told "here" in the sentence, in one "before", or not at all ("none")."""
        return 0.0 if self.main is None else probability(self.main.placed, name)

    def dated(self, name: str) -> float:
        """The same for its time."""
        return 0.0 if self.main is None else probability(self.main.dated, name)

    def change(self, name: str) -> float:
        """Probability of a change of control."""
        return 0.0 if self.main is None else probability(self.main.changes, name)

    @property
    def background(self) -> float:
        """Probability that it is told as history."""
        return 0.0 if self.main is None else self.main.background


SURE = 0.3
"""From what probability on the reader fills a slot by itself."""
KEPT = 0.1
"""The same for a word that the parse proposes."""
SEEN = 0.2
"""Below this probability the reader hardly sees a happening that the ontology knows."""


def chosen(proposed: Sequence[int], told: Told, slot: str) -> list[int]:
    """Heads that fill a slot, left to right: those the reader is sure of, and those of the parse that it does not rule out.

    Of a happening that the reader hardly sees it rules nothing out.
    """
    scores = told.slot(slot)
    least = KEPT if told.score >= SEEN else 0.0
    return sorted({i for i, p in scores.items() if p >= SURE} | {i for i in proposed if scores.get(i, 0.0) >= least})
