"""The ontology: types of events, the words that tell them, and the words of harm, from `ontology.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dateline.extract.morphology import noun_forms, verb_forms
from dateline.model.figure import Measure


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to tell a type: the lemma whose forms index it, and forms of further words; `direct` ones must hang on it themselves."""

    type: str
    lemma: str
    needs: tuple[frozenset[str], ...] = ()
    direct: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class HarmPattern:
    """One way to tell harm: the measure it counts, and forms of further words it needs."""

    measure: Measure
    lemma: str
    needs: tuple[frozenset[str], ...] = ()
    direct: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """Types, families and the dictionaries from word forms to what they tell; the most demanding pattern stands first."""

    version: str
    labels: Mapping[str, str]
    family_of: Mapping[str, str]
    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    harm_verbs: Mapping[str, tuple[HarmPattern, ...]]
    harm_nouns: Mapping[str, tuple[HarmPattern, ...]]
    means: Mapping[str, str]
    means_order: tuple[str, ...]
    noun_classes: Mapping[str, frozenset[str]]

    @property
    def types(self) -> tuple[str, ...]:
        """All type ids, in the order of the file."""
        return tuple(self.labels)


def _forms(word: str) -> frozenset[str]:
    """Forms of a word that may be a verb or a noun."""
    return verb_forms(word) | noun_forms(word)


Needs = tuple[frozenset[str], ...]


def _split(entry: str) -> tuple[str, Needs, Needs]:
    """Lemma, words needed near it, words that must hang on it."""
    lemma, *needed = re.split(r"(?=[+>])", entry)
    near = tuple(_forms(n[1:]) for n in needed if n[0] == "+")
    direct = tuple(_forms(n[1:]) for n in needed if n[0] == ">")
    return lemma, near, direct


def _index(entries: Iterable[tuple[str, Any]], forms_of: Any) -> dict[str, tuple[Any, ...]]:
    """Word form -> patterns, most demanding first (ties keep the order of the file)."""
    out: dict[str, list[Any]] = {}
    for lemma, pattern in entries:
        for form in forms_of(lemma):
            out.setdefault(form, []).append(pattern)
    return {form: tuple(sorted(found, key=lambda p: -len(p.needs) - len(p.direct))) for form, found in out.items()}


@cache
def load_ontology() -> Ontology:
    """The bundled ontology, read once a process."""
    data = tomllib.loads(resources.files("dateline.extract").joinpath("ontology.toml").read_text(encoding="utf-8"))

    def patterns(column: str) -> Iterable[tuple[str, Pattern]]:
        for type_id, entry in data["type"].items():
            for word in entry[column]:
                lemma, *needs = _split(word)
                yield lemma, Pattern(type_id, lemma, *needs)

    def harm(column: str) -> Iterable[tuple[str, HarmPattern]]:
        for measure, entry in data["harm"].items():
            for word in entry[column]:
                lemma, *needs = _split(word)
                yield lemma, HarmPattern(Measure(measure), lemma, *needs)

    return Ontology(
        version=data["version"],
        labels={type_id: entry["label"] for type_id, entry in data["type"].items()},
        family_of={type_id: family for family, members in data["families"].items() for type_id in members},
        verbs=_index(patterns("verbs"), verb_forms),
        nouns=_index(patterns("nouns"), noun_forms),
        harm_verbs=_index(harm("verbs"), verb_forms),
        harm_nouns=_index(harm("nouns"), noun_forms),
        means={form: means for means, words in reversed(data["means"].items()) for word in words for form in noun_forms(word)},
        means_order=tuple(data["means"]),
        noun_classes={name: frozenset(f for w in words for f in noun_forms(w.lower())) for name, words in data["nouns"].items()},
    )
