"""The reader: sentences, words, parts of speech, syntax, names, predicates and their roles, from one small network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.name_tags import Name, NameTags, merge
from dateline.annotate.network import Network, Output, Row
from dateline.annotate.sentences import iterate_sentences
from dateline.annotate.tree import are_trees, best_tree
from dateline.annotate.words import word_spans
from dateline.model.mention import Argument, EventWord, Likelihoods, Mention, Predicate, Sentence
from dateline.model.text import Span

MODEL = Path(__file__).parent / "data" / "reader.onnx"
"""The model that ships with the package."""
LEAST_LIKELY = 0.05
"""A label of an event word that is less likely than this is not kept."""
SENTENCES_AT_ONCE = 1024
"""Sentences read in one go: enough for batches of like length, few enough for little memory."""


@dataclass(slots=True)
class Analysis:
    """What the network says of one sentence, in word indices; `heads` hold -1 for the root.

    `names` is what a sentence carries, merged from two layers. `proper` is the first alone: proper names of persons, organisations and
    places. `gear` is the second alone: all kinds as intelligence analysts mark them, articles and common nouns included.
    """

    upos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    names: tuple[Name, ...]
    proper: tuple[Name, ...]
    gear: tuple[Name, ...]
    predicates: tuple[Predicate, ...]
    events: tuple[EventWord, ...]


class Reader:
    """Holds the loaded network; reading is a function of the text alone."""

    def __init__(self, model: Path | None = None, *, threads: int = 1) -> None:
        """Load `model`, by default the one that ships with the package; one thread is best where several processes share the machine."""
        self.network = Network(MODEL if model is None else model, threads=threads)
        self._tags = NameTags(self.network.labels.names)
        self.version = f"reader-{self.network.hash[:12]}"

    def read(self, text: str) -> tuple[Sentence, ...]:
        """All sentences of a text with their layers."""
        return tuple(self.sentences(text))

    def sentences(self, text: str) -> Iterator[Sentence]:
        """The sentences of a text one after the other, in little memory however long the text is."""
        spans = iterate_sentences(text)
        while chunk := list(islice(spans, SENTENCES_AT_ONCE)):
            words = [word_spans(text, span.start, span.end) for span in chunk]
            analyses = self._analyse([[text[word.start : word.end] for word in row] for row in words])
            for span, row, analysis in zip(chunk, words, analyses, strict=True):
                yield _sentence(span, tuple(row), analysis)

    def encode(self, words: Sequence[Sequence[str]], asked: Sequence[Sequence[int]] | None = None) -> list[Analysis]:
        """Analyses of sentences that are cut into words already; `asked` lists words of each to treat as predicates in any case."""
        found: list[Analysis] = []
        for start in range(0, len(words), SENTENCES_AT_ONCE):
            chunk = slice(start, start + SENTENCES_AT_ONCE)
            found += self._analyse(words[chunk], None if asked is None else asked[chunk])
        return found

    def _analyse(self, words: Sequence[Sequence[str]], asked: Sequence[Sequence[int]] | None = None) -> list[Analysis]:
        rows: list[Row] = []
        counts: list[int] = []
        for at, sentence in enumerate(words):
            own = self.network.rows(sentence, _marks(len(sentence), asked[at]) if asked else ())
            rows += own
            counts.append(len(own))
        found: list[Analysis | None] = [None] * len(rows)
        for output in self.network.run(rows):
            for row, analysis in zip(output.rows, self._decode(output), strict=True):
                found[row] = analysis
        parts = iter(analysis for analysis in found if analysis is not None)
        return [_joined(list(islice(parts, count))) for count in counts]

    def _decode(self, output: Output) -> Iterator[Analysis]:
        labels = self.network.labels
        heads = _heads(output)
        relations = np.take_along_axis(output.relations, heads[:, :, None], axis=2)[:, :, 0]
        names = self._tags.decode(output.names, output.lengths)
        gear = self._tags.decode(output.gear, output.lengths)
        predicates = self._predicates(output)
        events = self._events(output)
        columns = (output.lengths.tolist(), output.upos.tolist(), (heads - 1).tolist(), relations.tolist())
        for at, (length, upos_row, heads_row, relations_row) in enumerate(zip(*columns, strict=True)):
            upos = tuple([labels.upos[tag] for tag in upos_row[:length]])
            yield Analysis(
                upos=upos,
                heads=tuple(heads_row[:length]),
                relations=tuple([labels.relations[relation] for relation in relations_row[:length]]),
                names=merge(names[at], gear[at], upos),
                proper=tuple(names[at]),
                gear=tuple(gear[at]),
                predicates=tuple(predicates[at]),
                events=tuple(events[at]),
            )

    def _predicates(self, output: Output) -> list[list[Predicate]]:
        """Predicates of each row of a batch with their arguments in the order of the words."""
        roles = self.network.labels.roles
        arguments: list[list[Argument]] = [[] for _ in output.predicates]
        columns = (output.arguments.tolist(), output.roles.tolist(), output.role_scores.tolist())
        for (predicate, word), role, score in zip(*columns, strict=True):
            arguments[predicate].append(Argument(roles[role], word, score))
        found: list[list[Predicate]] = [[] for _ in output.rows]
        for (row, word), own in zip(output.predicates.tolist(), arguments, strict=True):
            found[row].append(Predicate(word, tuple(own)))
        return found

    def _events(self, output: Output) -> list[list[EventWord]]:
        """Event words of each row of a batch with what belongs to them, in the order of the words."""
        labels = self.network.labels
        slots: list[list[Argument]] = [[] for _ in output.events]
        for (event, word, slot), score in zip(output.slots.tolist(), output.slot_scores.tolist(), strict=True):
            slots[event].append(Argument(labels.slots[slot], word, score))
        columns = zip(
            output.events.tolist(),
            _likelihoods(output.types, labels.events),
            _likelihoods(output.measures, labels.measures),
            _likelihoods(output.statuses, labels.statuses),
            _likelihoods(output.changes, labels.changes),
            _likelihoods(output.said, labels.said),
            _likelihoods(output.placed, labels.carried),
            _likelihoods(output.dated, labels.carried),
            output.background.tolist(),
            slots,
            strict=True,
        )
        found: list[list[EventWord]] = [[] for _ in output.rows]
        for (row, word), types, measures, statuses, changes, said, placed, dated, background, own in columns:
            found[row].append(
                EventWord(
                    word=word,
                    types=types,
                    measures=measures,
                    statuses=statuses,
                    changes=changes,
                    said=said,
                    placed=placed,
                    dated=dated,
                    background=background,
                    slots=tuple(own),
                )
            )
        return found


def _likelihoods(scores: NDArray[np.float32], labels: Sequence[str]) -> Iterator[Likelihoods]:
    """For each row the labels that are not too unlikely, the likeliest first; two in any case."""
    order = np.argsort(-scores, axis=1)
    for row, best in zip(scores.tolist(), order.tolist(), strict=True):
        yield tuple([(labels[i], row[i]) for n, i in enumerate(best) if n < 2 or row[i] >= LEAST_LIKELY])


def _marks(length: int, positions: Sequence[int]) -> list[int]:
    marks = [0] * length
    for position in positions:
        marks[position] = 1
    return marks


def _heads(output: Output) -> NDArray[np.intp]:
    """1-based heads: each word's best one, and where these form no tree, those of the best tree."""
    heads: NDArray[np.intp] = output.arcs.argmax(axis=2)
    for row in np.flatnonzero(~are_trees(heads, output.lengths)):
        length = output.lengths[row]
        heads[row, :length] = best_tree(output.arcs[row, :length, : length + 1])
    return heads


def _joined(parts: Sequence[Analysis]) -> Analysis:
    """One analysis from the parts of a long sentence: roots of later parts hang on the first root."""
    whole = parts[0]
    for part in parts[1:]:
        shift = len(whole.upos)
        root = whole.heads.index(-1)
        whole = Analysis(
            upos=whole.upos + part.upos,
            heads=whole.heads + tuple(root if head < 0 else head + shift for head in part.heads),
            relations=whole.relations + tuple("parataxis" if head < 0 else r for head, r in zip(part.heads, part.relations, strict=True)),
            names=whole.names + tuple(_shifted(name, shift) for name in part.names),
            proper=whole.proper + tuple(_shifted(name, shift) for name in part.proper),
            gear=whole.gear + tuple(_shifted(name, shift) for name in part.gear),
            predicates=whole.predicates + tuple(_moved(predicate, shift) for predicate in part.predicates),
            events=whole.events + tuple(_later(event, shift) for event in part.events),
        )
    return whole


def _shifted(name: Name, shift: int) -> Name:
    return Name(name.kind, name.first + shift, name.last + shift, name.score)


def _later(event: EventWord, shift: int) -> EventWord:
    return replace(event, word=event.word + shift, slots=tuple(Argument(a.role, a.head + shift, a.score) for a in event.slots))


def _moved(predicate: Predicate, shift: int) -> Predicate:
    return Predicate(predicate.word + shift, tuple(Argument(a.role, a.head + shift, a.score) for a in predicate.arguments))


def _sentence(span: Span, words: tuple[Span, ...], analysis: Analysis) -> Sentence:
    return Sentence(
        span=span,
        words=words,
        upos=analysis.upos,
        heads=analysis.heads,
        relations=analysis.relations,
        names=tuple(
            [
                Mention(kind=kind, span=Span(words[first].start, words[last].end), first=first, last=last, score=score)
                for kind, first, last, score in analysis.names
            ]
        ),
        predicates=analysis.predicates,
        events=analysis.events,
    )
