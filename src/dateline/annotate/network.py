"""The reader's network: sentences in, arrays out, in batches of like length through onnxruntime."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.wordpiece import WordPiece, shape
from dateline.errors import UsageError

BATCH_PIECES = 512
"""Padded word pieces in one batch: more fall out of the processor's cache and are slower."""
MAX_PIECES = 400
"""Longest row of pieces; a longer sentence is cut between words."""
MAX_WORD_PIECES = 64
"""Pieces of one word that are looked at: only an unbroken run of some hundred characters has more."""

REMEMBERED_WORDS = 100_000


class Labels(NamedTuple):
    """What the numbers of the network mean."""

    upos: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[str, ...]
    events: tuple[str, ...]
    statuses: tuple[str, ...]
    changes: tuple[str, ...]
    said: tuple[str, ...]
    carried: tuple[str, ...]
    measures: tuple[str, ...]
    slots: tuple[str, ...]


class Row(NamedTuple):
    """A sentence, or a part of a long one, as the network takes it."""

    ids: list[int]
    shapes: list[int]
    first: list[int]
    asked: Sequence[int]
    hinted: list[int]


@dataclass(frozen=True, slots=True)
class Output:
    """One batch: which rows it holds, their lengths in words, and what the network says.

    `predicates` are pairs (row of the batch, word); `arguments` pairs (index in `predicates`, word) with `roles` and `role_scores` beside.
    `events` are pairs (row of the batch, word) with probabilities of every label beside; `slots` triples (index in `events`, word, slot).
    """

    rows: list[int]
    lengths: NDArray[np.intp]
    upos: NDArray[np.uint8]
    arcs: NDArray[np.float32]
    relations: NDArray[np.uint8]
    names: NDArray[np.float32]
    gear: NDArray[np.float32]
    predicates: NDArray[np.int64]
    arguments: NDArray[np.int64]
    roles: NDArray[np.uint8]
    role_scores: NDArray[np.float32]
    events: NDArray[np.int64]
    types: NDArray[np.float32]
    measures: NDArray[np.float32]
    statuses: NDArray[np.float32]
    background: NDArray[np.float32]
    changes: NDArray[np.float32]
    said: NDArray[np.float32]
    placed: NDArray[np.float32]
    dated: NDArray[np.float32]
    slots: NDArray[np.int64]
    slot_scores: NDArray[np.float32]


class Network:
    """A model file, loaded; labels and vocabulary come from inside it."""

    def __init__(self, path: Path, *, threads: int) -> None:
        import onnxruntime

        if not path.is_file():
            raise UsageError(f"no reader model at {path}: install the package with its data, or train one (training/reader/README.md)")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        content = path.read_bytes()
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        properties = self._session.get_modelmeta().custom_metadata_map
        self.labels = Labels(**{name: tuple(values) for name, values in json.loads(properties["labels"]).items()})
        self._hints: dict[str, int] = json.loads(properties["hints"])
        self._wordpiece = WordPiece(properties["vocabulary"].split("\n"))
        self._known: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self.hash = hashlib.sha256(content).hexdigest()

    def rows(self, words: Sequence[str], asked: Sequence[int] = ()) -> list[Row]:
        """The row of a sentence, or its parts when it is longer than the network sees; `asked` marks words by 1."""
        found: list[Row] = []
        wordpiece = self._wordpiece
        ids, shapes, first = [wordpiece.start], [0], list[int]()
        hinted = [self._hints.get(word.lower(), 0) for word in words]
        begun = 0
        for at, word in enumerate(words):
            pieces, own_shapes = self._known.get(word) or self._pieces(word)
            if len(ids) + len(pieces) >= MAX_PIECES:
                found.append(Row([*ids, wordpiece.end], [*shapes, 0], first, asked[begun:at], hinted[begun:at]))
                ids, shapes, first, begun = [wordpiece.start], [0], [], at
            first.append(len(ids))
            ids += pieces
            shapes += own_shapes
        ids.append(wordpiece.end)
        shapes.append(0)
        found.append(Row(ids, shapes, first, asked[begun:], hinted[begun:]))
        return found

    def _pieces(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Pieces of a word and the shape of each, remembered."""
        pieces = self._wordpiece.pieces(word)[:MAX_WORD_PIECES]
        if len(self._known) >= REMEMBERED_WORDS:
            self._known.clear()
        self._known[word] = found = (pieces, (shape(word),) * len(pieces))
        return found

    def run(self, rows: Sequence[Row]) -> Iterator[Output]:
        """What the network says of each row, batch by batch, rows of like length together."""
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and len(rows[order[end]].ids) * (end + 1 - start) <= BATCH_PIECES:
                end += 1
            yield self._batch(rows, order[start:end])
            start = end

    def _batch(self, rows: Sequence[Row], chosen: list[int]) -> Output:
        batch = [rows[i] for i in chosen]
        lengths = np.array([len(row.first) for row in batch], dtype=np.intp)
        inputs = {
            "ids": _padded([row.ids for row in batch]),
            "mask": _padded([[1] * len(row.ids) for row in batch]),
            "shapes": _padded([row.shapes for row in batch]),
            "first": _padded([row.first for row in batch]),
            "hinted": _padded([row.hinted for row in batch]),
            "words": (np.arange(lengths.max()) < lengths[:, None]).astype(np.int64),
        }
        inputs["asked"] = np.zeros_like(inputs["first"])
        for at, row in enumerate(batch):
            inputs["asked"][at, : len(row.asked)] = row.asked
        return Output(chosen, lengths, *self._session.run(None, inputs))


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    table = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table
