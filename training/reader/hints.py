"""What a word by itself can tell, by the ontology: a first guess that the event heads learn on. The table travels in the model file."""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

from dateline.extract.ontology import load_ontology
from training.reader.labels import EVENTS, MEASURES

Features = frozenset[int]


@cache
def hint_table() -> tuple[dict[str, int], tuple[Features, ...]]:
    """Word form -> hint, and the features of each hint: types as a verb, types as a noun, measures of harm; hint 0 has none."""
    ontology = load_ontology()
    found: dict[str, set[int]] = {}
    verbs, nouns, measures = 0, len(EVENTS), 2 * len(EVENTS)
    for shift, table in ((verbs, ontology.verbs), (nouns, ontology.nouns)):
        for form, patterns in table.items():
            found.setdefault(form, set()).update(shift + EVENTS.index(p.type) for p in patterns)
    for harms in (ontology.harm_verbs, ontology.harm_nouns):
        for form, counted in harms.items():
            found.setdefault(form, set()).update(measures + MEASURES.index(p.measure) for p in counted)
    distinct = (frozenset[int](), *sorted({frozenset(f) for f in found.values()}, key=sorted))
    return {form: distinct.index(frozenset(features)) for form, features in sorted(found.items())}, distinct


def hint_of(word: str) -> int:
    """The hint of a word as it stands in the text."""
    return hint_table()[0].get(word.lower(), 0)


def hint_features() -> Tensor:
    """One row a hint: 1 for each feature it has."""
    _, distinct = hint_table()
    out = torch.zeros(len(distinct), 2 * len(EVENTS) + len(MEASURES))
    for n, features in enumerate(distinct):
        for feature in features:
            out[n, feature] = 1.0
    return out
