"""Who speaks, as every page names them: the shape of their kind, and the verb of how they tell it."""

from __future__ import annotations

import re
from enum import StrEnum

from dateline.model.claim import Status
from dateline.model.grounded import AFTER_HEAD, is_unnamed
from dateline.model.world import Actor


class Shape(StrEnum):
    """The kinds of speakers that a shape tells apart; `parts.html` draws and words them."""

    PARTY = "party"
    ORGANISATION = "org"
    PEOPLE = "people"
    NAMED = "named"
    REPORT = "out"
    DATASET = "data"


PARTIES = frozenset(
    {"state forces", "police", "government", "rebel group", "militia", "communal militia", "armed group", "foreign forces", "rioters"}
)
"""Kinds of the list of actors that take part in the conflict."""

CROWDS = frozenset({"civilians", "protesters"})
"""Kinds that are people, and no body of them."""


def shape_of(words: str, actor: Actor | None) -> Shape:
    """The shape of a speaker who is worded so and taken for this actor; named, where the list of actors does not know the name."""
    if actor is None:
        return Shape.PEOPLE if is_unnamed(words) else Shape.NAMED
    if actor.kind in PARTIES:
        return Shape.PARTY
    if actor.kind in CROWDS or actor.id.startswith("unspecified-"):
        return Shape.PEOPLE
    return Shape.ORGANISATION


def bare(words: str) -> str:
    """Words without the article before them: "the Observatory" is named "Observatory"."""
    return ARTICLE.sub("", words)


def verb(status: Status, type_: str, words: str | None) -> str:
    """What a speaker does: "says", "denies", "intends", "hedges", or the act itself, in the number that the words ask for."""
    done = VERBS[status] if status in (Status.DENIED, Status.UNCONFIRMED) else ACTS.get(type_, VERBS[status])
    return done if words is not None and is_plural(words) else _third(done)


def relayed(via: str) -> str:
    """Through what a speaker is heard: "told Reuters", "through a statement"."""
    named = any(map(str.isupper, bare(via)))
    return f"told {via}" if named else f"through {via}"


def is_plural(words: str) -> bool:
    """Whether words speak of several ("residents", "two officials in Aleppo"); a name counts as one ("Reuters", "the Local Councils")."""
    head = AFTER_HEAD.sub("", bare(words)).split()
    if not head:
        return False
    last = head[-1].casefold()
    one_of_many = len(head) == 1 and is_unnamed(words)
    return (head[-1].islower() or one_of_many) and (last in MANY or (last.endswith("s") and not last.endswith("ss")))


def _third(verb_: str) -> str:
    return f"{verb_[:-1]}ies" if verb_.endswith("y") and verb_[-2] not in "aeiou" else f"{verb_}s"


ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)

MANY = frozenset({"people", "police", "media"})

ACTS = {"appeal": "call", "pledge": "promise", "threat": "threaten", "accusation": "accuse", "condemnation": "condemn"}
"""Types of claims that are done by speaking -> what is then done."""

VERBS = {Status.ASSERTED: "say", Status.DENIED: "deny", Status.PLANNED: "intend", Status.UNCONFIRMED: "hedge"}
