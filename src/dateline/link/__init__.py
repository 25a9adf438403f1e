"""Which claims speak of the same happening, each link with its weights; and which reports are the same text again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.link.features import Features, features_of
from dateline.link.lineage import lineage
from dateline.link.linking import Engine, Linking, Part
from dateline.link.reprints import Printed, ReprintIndex, find_passages, find_reprints, index_of
from dateline.link.score import Scorer
from dateline.link.weights import FIXED, Weights
from dateline.link.wording import Vocabulary, wording_of
from dateline.model.event import Group, Linked
from dateline.model.grounded import Grounded
from dateline.model.reprint import Reprint
from dateline.model.text import Report

__all__ = [
    "FIXED",
    "Engine",
    "Features",
    "Linking",
    "Pair",
    "Part",
    "Printed",
    "ReprintIndex",
    "Vocabulary",
    "Weights",
    "features_of",
    "find_passages",
    "find_reprints",
    "group_claims",
    "index_of",
    "lineage",
    "link",
    "start_linking",
    "wording_of",
]

Pair = tuple[str, str]


def link(
    claims: Sequence[Grounded],
    reports: Iterable[Report],
    *,
    families: Mapping[str, str],
    weights: Weights = FIXED,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> Linked:
    """Groups of claims with the links that make them, and reprints; `families` maps each type of the ontology to its family.

    `together` and `apart` are pairs of claims, by id, that people judged; they outrank every score. `weights` are the fixed ones unless
    `dateline.link.learning` learnt them from this ledger.
    """
    texts = list(reports)
    found = start_linking(texts, families=families, weights=weights, together=together, apart=apart)
    found.add(claims, texts, reprints=find_reprints(texts))
    return found.linked()


def start_linking(
    reports: Iterable[Report],
    *,
    families: Mapping[str, str],
    weights: Weights = FIXED,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> Linking:
    """A linking without claims, to which they can be added a report at a time; words are as rare as they are in `reports`."""
    ordered = (frozenset((min(a, b), max(a, b)) for a, b in pairs) for pairs in (together, apart))
    joined, parted = ordered
    return Linking(scorer=Scorer(weights), vocabulary=Vocabulary.of(reports), families=families, together=joined, apart=parted)


def group_claims(claims: Sequence[Grounded], reprints: Iterable[Reprint], *, families: Mapping[str, str]) -> tuple[Group, ...]:
    """Every claim in exactly one group, sorted by the first id, by what the claims tell alone, without the words of their reports."""
    found = start_linking((), families=families)
    found.add(claims, (), reprints=reprints)
    return found.linked().groups
