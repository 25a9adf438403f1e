"""The words that show that somebody says something, read from `data/cues.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbCue:
    """One use of a verb of saying: its tone, what it can take as content, and what its object or subject must be about."""

    tone: str
    takes: frozenset[str]
    mark: frozenset[str] | None
    subject: frozenset[str] | None
    addressee: bool
    unnamed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NounCue:
    """A noun that carries what somebody says, and the words that join it to its content."""

    tone: str
    takes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The lexicon: every key is a lower-cased word form."""

    verbs: Mapping[str, tuple[VerbCue, ...]]
    relays: frozenset[str]
    nouns: Mapping[str, NounCue]
    phrases: tuple[tuple[str, ...], ...]
    outlets: frozenset[str]
    trailing: tuple[str, ...]
    classes: Mapping[str, frozenset[str]]


@cache
def load_cues() -> Cues:
    """The lexicon that ships with the package."""
    data = tomllib.loads(resources.files("dateline.annotate").joinpath("data/cues.toml").read_text(encoding="utf-8"))
    classes = {name: frozenset(words.split()) for name, words in (data["nouns"] | data["words"]).items() if isinstance(words, str)}
    classes["pronouns_all"] = frozenset().union(*(words for name, words in classes.items() if name.startswith("pronouns_")))
    classes["speaking"] = frozenset().union(*(classes[name] for name in ("persons", "bodies", "media", "headline")))
    classes["refusal"] = frozenset(data["refusal"]["words"].split())
    return Cues(
        verbs=_verbs(data, classes),
        relays=frozenset(form for lemma in data["relay"]["words"] for form in forms_of(lemma, data["forms"])),
        nouns={word: NounCue(tone=n["tone"], takes=frozenset(n["takes"].split())) for n in data["noun"] for word in n["words"].split()},
        phrases=tuple(tuple(p.split()) for p in data["phrases"]["sources"]),
        outlets=frozenset(data["nouns"]["outlets"]),
        trailing=tuple(sorted(data["nouns"]["trailing"], key=len, reverse=True)),
        classes=classes,
    )


def _verbs(data: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> dict[str, tuple[VerbCue, ...]]:
    """Uses by word form, in the order of the file."""
    uses: dict[str, list[VerbCue]] = {}
    for entry in data["verb"]:
        for lemma in entry["words"]:
            cue = VerbCue(
                tone=entry.get("tone", "say"),
                takes=frozenset(entry["takes"]),
                mark=classes[entry["mark"]] if "mark" in entry else None,
                subject=classes[entry["subject"]] if "subject" in entry else None,
                addressee=entry.get("addressee", False),
                unnamed=lemma in entry.get("unnamed", ()),
            )
            for form in forms_of(lemma, data["forms"]):
                uses.setdefault(form, []).append(cue)
    return {form: tuple(cues) for form, cues in uses.items()}


def forms_of(lemma: str, irregular: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """A verb's forms: the dictionary form, then the irregular ones, or -s, -ed and -ing by the rules of spelling."""
    if lemma in irregular:
        return tuple(dict.fromkeys((lemma, *irregular[lemma])))
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith("e"):
        return lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"
    sibilant = lemma.endswith(("s", "x", "z", "ch", "sh"))
    return lemma, lemma + ("es" if sibilant else "s"), lemma + "ed", lemma + "ing"
