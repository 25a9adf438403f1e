"""The project's own claim cards as layers over sentences: event words, their slots, the counts and who is counted."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.annotate.annotator import title_apart
from dateline.annotate.name_tags import Name
from dateline.annotate.reader import Analysis, Reader
from dateline.model.mention import Sentence
from dateline.model.text import Report, Span
from training.cards.texts import Source, sources
from training.reader.corpora import EventLabel, Events, Example
from training.reader.labels import SLOTS

FOLDS = 4
"""Parts of the annotated reports for testing on reports that were not trained on."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})


def fold_of(report: str) -> int:
    """The fold a report belongs to, by its id alone."""
    return int(hashlib.sha256(report.encode()).hexdigest(), 16) % FOLDS


def cards(data: Path, reader: Reader, rows: Sequence[dict[str, Any]]) -> list[Example]:
    """Every sentence of the annotated reports, those without an event included; the reader's parse finds the heads of spans."""
    texts = sources(data)
    return [example for row in rows for example in cards_of_report(texts[row["report"]], row["cards"], reader)]


def cards_of_report(source: Source, annotated: Sequence[dict[str, Any]], reader: Reader) -> list[Example]:
    """The sentences of one annotated report with their events and counts."""
    report = Report(text=source.text, original="", title=source.title, source=source.outlet)
    found = reader.read(title_apart(report))
    events: dict[int, list[EventLabel]] = defaultdict(list)
    counts: dict[int, dict[int, tuple[int, str, int | None]]] = defaultdict(dict)
    for card in annotated:
        at = _sentence_of(found, card["trigger"])
        if at is None:
            continue
        event = _event(found[at], card)
        if event is not None:
            events[at].append(event)
        for toll in card.get("tolls", ()):
            where = _sentence_of(found, toll["published"]) if toll.get("published") else None
            count = None if where is None else _count(found[where], toll)
            if where is not None and count is not None:
                counts[where][count[0]] = count
    words = [tuple(w.of(source.text) for w in sentence.words) for sentence in found]
    return [
        _as_read(own, analysis, Events(events=tuple(_merged(events[at])), counts=tuple(counts[at].values())))
        for at, (own, analysis) in enumerate(zip(words, reader.encode(words), strict=True))
    ]


def _as_read(words: tuple[str, ...], analysis: Analysis, events: Events) -> Example:
    """A sentence with its events, and with what the reader says of its grammar and names: unlearnt on such text otherwise."""
    return Example(
        words=words,
        upos=analysis.upos,
        heads=tuple(head + 1 for head in analysis.heads),
        relations=analysis.relations,
        names=_tags(analysis.proper, len(words)),
        gear=_tags(analysis.gear, len(words)),
        predicates=tuple((p.word, tuple((a.role, a.head) for a in p.arguments)) for p in analysis.predicates),
        events=events,
    )


def _tags(names: Sequence[Name], length: int) -> tuple[str, ...]:
    tags = ["O"] * length
    for name in names:
        tags[name.first : name.last + 1] = [f"B-{name.kind}", *[f"I-{name.kind}"] * (name.last - name.first)]
    return tuple(tags)


def _count(sentence: Sentence, toll: dict[str, Any]) -> tuple[int, str, int | None] | None:
    """The word that counts, what it measures, and who is counted where the sentence says so in other words."""
    word, group = _count_word(sentence, toll["published"]), toll.get("group")
    counted = _head(sentence, group) if group is not None and sentence.span.covers(Span(*group)) else None
    return None if word is None else (word, toll["measure"], counted if counted != word else None)


def _sentence_of(sentences: Sequence[Sentence], span: Sequence[int]) -> int | None:
    return next((n for n, s in enumerate(sentences) if s.span.start <= span[0] < s.span.end), None)


def _words(sentence: Sentence, span: Sequence[int]) -> list[int]:
    return [i for i, w in enumerate(sentence.words) if w.start < span[1] and span[0] < w.end]


def _head(sentence: Sentence, span: Sequence[int]) -> int | None:
    """The word of a span that hangs on a word outside it; a nominal one if there are several."""
    inside = _words(sentence, span)
    tops = [i for i in inside if sentence.heads[i] not in inside]
    return next((i for i in tops if sentence.upos[i] in NOMINAL), tops[0] if tops else None)


def _count_word(sentence: Sentence, span: Sequence[int]) -> int | None:
    """The numeral of a published figure, else its head ("dozens", "a boy")."""
    numerals = [i for i in _words(sentence, span) if sentence.upos[i] == "NUM"]
    return numerals[-1] if numerals else _head(sentence, span)


def _event(sentence: Sentence, card: dict[str, Any]) -> EventLabel | None:
    inside = _words(sentence, card["trigger"])
    tops = [i for i in inside if sentence.heads[i] not in inside]
    if not tops:
        return None
    slots = [(slot, span) for slot, key in SINGLE if (span := card.get(key))]
    slots += [("actor", span) for span in card.get("actors", ())] + [("target", span) for span in card.get("targets", ())]
    slots += [("count", toll["published"]) for toll in card.get("tolls", ()) if toll.get("published")]
    control = card.get("control") or {}
    slots += [("holder", control["holder"])] if control.get("holder") else []
    filled = set()
    for slot, span in slots:
        if sentence.span.start <= span[0] < sentence.span.end:
            word = _count_word(sentence, span) if slot == "count" else _head(sentence, span)
            if word is not None:
                filled.add((slot, word))
    cue = card.get("cue") or card.get("source")
    said = "outlet" if not card.get("source") else "here" if cue and sentence.span.start <= cue[0] < sentence.span.end else "before"
    return EventLabel(
        word=tops[0],
        type=card["type"],
        status=card.get("status", "asserted"),
        background=bool(card.get("background")),
        change=control.get("change") or "none",
        said=said,
        placed=_carried(sentence, card.get("place"), has=card.get("place")),
        dated=_carried(sentence, card.get("when"), has=card.get("start") or card.get("end")),
        slots=tuple(sorted(filled, key=lambda s: (SLOTS.index(s[0]), s[1]))),
    )


def _carried(sentence: Sentence, words: Sequence[int] | None, *, has: object) -> str:
    """Whether a slot is filled at all, and whether by words of the sentence."""
    if not has:
        return "none"
    return "here" if words is not None and sentence.span.start <= words[0] < sentence.span.end else "before"


SINGLE = (("source", "source"), ("cue", "cue"), ("via", "via"), ("place", "place"), ("time", "when"))


def _merged(events: Sequence[EventLabel]) -> Iterator[EventLabel]:
    """One event a word: the first card told by it, with the slots of all."""
    by_word: dict[int, list[EventLabel]] = defaultdict(list)
    for event in events:
        by_word[event.word].append(event)
    for word, told in sorted(by_word.items()):
        first = told[0]
        slots = tuple(dict.fromkeys(slot for event in told for slot in event.slots))
        yield EventLabel(
            word=word,
            type=first.type,
            status=first.status,
            background=first.background,
            change=first.change,
            said=first.said,
            placed=first.placed,
            dated=first.dated,
            slots=slots,
        )
