"""Control of places: who is said to hold what, read off claims about territory."""

from __future__ import annotations

from dateline.extract.draft import Draft
from dateline.extract.tree import Tree
from dateline.extract.words import word_class
from dateline.model.claim import Change, Control, Extent
from dateline.model.text import Phrase

TERRITORY = frozenset({"capture", "withdrawal", "hold", "siege"})
LOSING = word_class("losing")
BREAKING = frozenset({"break", "broke", "broken", "lift", "lifted"})
PART = word_class("part")


NO_HOLD = frozenset({"advance", "sweep", "push", "make", "drive", "expel", "gain+ground", "tighten", "march", "enter"})
"""Lemmas that tell movement or pressure, but not who holds the place."""


def control_of(draft: Draft) -> Control | None:
    """The control that a claim of territory speaks of; None for other types, and when place or holder or the change itself is not told."""
    if draft.type not in TERRITORY or all(t.lemma in NO_HOLD for t in draft.happening.triggers):
        return None
    words = {draft.tree.lower[i] for i in draft.happening.words}
    holder = draft.actors[0] if draft.actors else None
    place = draft.place
    if place is None or (holder is None and draft.type in {"siege", "hold"}):
        return None
    return Control(place=place, holder=holder, change=_change(draft.type, words, holder), extent=_extent(draft.tree, place))


def _change(type_id: str, words: set[str], holder: Phrase | None) -> Change:
    if type_id == "hold":
        return Change.HELD
    if type_id == "withdrawal":
        return Change.LOST
    if type_id == "siege":
        return Change.GAINED if words & BREAKING else Change.CONTESTED
    return Change.LOST if words & LOSING and holder is None else Change.GAINED


def _extent(tree: Tree, place: Phrase) -> Extent:
    """All of the place unless the words speak of a part of it, or leave it open."""
    words = set(place.text.lower().split())
    index = tree.word_at(place.span.start)
    before = set(tree.lower[max(0, index - 4) : index]) if index is not None else set()
    if {"some", "or"} <= before:
        return Extent.UNCLEAR
    return Extent.PART if (words | before) & PART else Extent.ALL
