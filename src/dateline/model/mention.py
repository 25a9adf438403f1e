"""What `annotate` finds in a report: layers of spans over its text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.text import Phrase, Report, Span


class NameKind(StrEnum):
    """Kinds of names the reader marks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NATIONALITY = "nationality"
    WEAPON = "weapon"
    PLATFORM = "platform"
    QUANTITY = "quantity"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text: `first` to `last` (inclusive) are word indices in its sentence, `score` is in 0..1."""

    kind: NameKind
    span: Span
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Argument:
    """A role of a predicate: PropBank label ("ARG0", "ARGM-LOC"), index of the head word in the sentence, score in 0..1."""

    role: str
    head: int
    score: float


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells an event or a state, and its roles."""

    word: int
    arguments: tuple[Argument, ...]


Likelihoods = tuple[tuple[str, float], ...]
"""Labels with their probabilities in 0..1, the likeliest first; unlikely ones are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWord:
    """A word that may tell an event or count somebody, as the reader sees it.

    `types` are ids of the ontology, "O" for no event; `measures` what a counting word counts, "O" for nothing. `said` tells who tells it:
    the "outlet", a speaker "here" in the sentence, or the one of a sentence "before". `placed` and `dated` tell whether it has a place and
    a time ("none"), "here" in the sentence or from one "before". `background` is a probability. `slots` are what belongs to it: "actor",
    "target", "place", "time", "holder", "source", "cue", "via", "count" (the word that counts its victims), and of a counting word
    "counted" (who is counted).
    """

    word: int
    types: Likelihoods
    measures: Likelihoods
    statuses: Likelihoods
    changes: Likelihoods
    said: Likelihoods
    placed: Likelihoods
    dated: Likelihoods
    background: float
    slots: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, column by column: all tuples but `names`, `predicates` and `events` have one item a word.

    `words` are character spans of the report; `upos` are UD part-of-speech tags; `heads` are word indices in this sentence, -1 for the
    root; `relations` are UD relations with subtypes ("nsubj:pass").
    """

    span: Span
    words: tuple[Span, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    names: tuple[Mention, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    events: tuple[EventWord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A counted quantity as published, with bounds by FIGURES.md rules 1-3.

    `span` covers the wording with its hedge ("at least 45"); `low`/`high` are None where a side is open or the word is vague;
    `head` is the span of the counted noun phrase where it stands next to the number ("people"), None where it is elided.
    `words` is the vague word of the rule columns ("dozens"), None for plain numbers.
    """

    span: Span
    low: int | None
    high: int | None
    head: Span | None = None
    vague: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time in the text, parsed but not yet placed on the calendar.

    `rule` names the grammar rule; `value` is that rule's anchor-free form (e.g. "weekday:5", "ago:P3D", "date:XXXX-09-23");
    `modifier` is what narrows or opens it ("since", "early", "until", "night"), None without one. `told` marks a time beside a verb of
    saying ("said on Thursday"): it dates the saying, not what is said.
    """

    span: Span
    rule: str
    value: str
    modifier: str | None = None
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words between quotation marks, marks included in `span`, `inner` without them."""

    span: Span
    inner: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Somebody says something: who, by what cue, what is said, and which medium relays it.

    `speaker` is resolved to the words that name the speaker ("he" -> "a senior rebel official"), None where the text names nobody.
    `content` may be several spans (a quotation interrupted by "he said"). `cue` is the words that show it ("told", "according to").
    `tone` is the neutral "say", or what the cue does beyond saying: "deny", "hedge", "appeal", "pledge", "threat", "accuse", "condemn",
    "support", "claim" (of responsibility).
    """

    speaker: Phrase | None
    cue: Span
    content: tuple[Span, ...]
    via: Phrase | None = None
    tone: str = "say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A report with its layers; every span lies inside `report.text`."""

    report: Report
    sentences: tuple[Sentence, ...]
    numbers: tuple[Number, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    sayings: tuple[Saying, ...] = ()
