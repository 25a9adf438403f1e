"""The list of actors as data: names, countries, head words and loaded words, each in the form in which wordings are compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from dateline.model.world import Actor

Words = tuple[str, ...]

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_INITIALS: Final = re.compile(r"\b(?:[A-Z]\.){2,}|\b(?:[A-Z]\.)+[A-Z]\b")
_ARTICLES: Final = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a report ready to be compared: `folded` without case, accents, articles and possessives; `shown` as they were written."""

    folded: Words
    shown: Words


def wording_of(text: str) -> Wording:
    """Fold a wording: "the Syrian regime’s army" -> ("syrian", "regime", "army")."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("`", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    shown = [word.removesuffix("'s") for word in _WORD.findall(plain)]
    kept = [word for word in shown if word.lower() not in _ARTICLES]
    return Wording(tuple(word.lower() for word in kept), tuple(kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The list, indexed by folded words; the longest name has `longest` words. `acronyms` match in capitals only ("IS", never "is")."""

    version: str
    kinds: Mapping[str, int]
    actors: Mapping[str, Actor]
    country_of: Mapping[str, str]
    by_name: Mapping[Words, str]
    longest: int
    acronyms: frozenset[Words]
    country_names: Mapping[str, str]
    country_words: Mapping[Words, str]
    heads: Mapping[Words, str]
    loaded: frozenset[Words]
    opponents: frozenset[Words]
    occupiers: frozenset[Words]
    dead: frozenset[Words]
    occupied_by: Mapping[str, str]
    outlets: Mapping[Words, str]

    def named(self, wording: Wording, start: int, end: int) -> str | None:
        """The id of the actor whose name is exactly the words `start:end`; None where it is nobody's."""
        key = wording.folded[start:end]
        if key in self.acronyms and not all(word.isupper() for word in wording.shown[start:end]):
            return None
        return self.by_name.get(key)

    def country(self, words: Wording) -> str | None:
        """The code of the country that the words name; "us" is the pronoun, "US" the country."""
        code = self.country_words.get(words.folded)
        short = len(words.folded) == 1 and len(words.folded[0]) <= 3
        return None if short and not words.shown[0].isupper() else code

    def country_forces(self, country: str, kind: str, *, air: bool = False) -> Actor:
        """The state forces, government, police or people of a country: the listed actor, or one made by rule."""
        if kind == "state forces" and air and (flying := self._listed(country, "-air-force")):
            return flying
        suffix = {"state forces": "-state-forces", "government": "-government", "rebel group": "-rebels"}.get(kind)
        listed = self._listed(country, suffix) if suffix is not None else None
        if listed is not None:
            return listed
        name = self.country_names[country]
        side = name if kind in {"state forces", "government", "police"} else None
        return Actor(id=f"{country.lower()}-{kind.replace(' ', '-')}", name=f"{kind.capitalize()} of {name}", kind=kind, side=side)

    def _listed(self, country: str, suffix: str) -> Actor | None:
        ids = (id_ for id_, home in self.country_of.items() if home == country and id_.endswith(suffix))
        found = next(ids, None)
        return None if found is None else self.actors[found]


@cache
def load_names() -> Names:
    """The list that ships with the package, read once."""
    data = tomllib.loads(files("dateline").joinpath("resolve/data/actors.toml").read_text(encoding="utf-8"))
    records: Mapping[str, Mapping[str, Any]] = data["actors"]
    names = [(wording_of(name), id_) for id_, record in records.items() for name in (*record["names"], record["name"])]
    return Names(
        version=data["version"],
        kinds=data["kinds"],
        actors={id_: Actor(id=id_, name=r["name"], kind=r["kind"], side=r.get("side")) for id_, r in records.items()},
        country_of={id_: record["country"] for id_, record in records.items() if "country" in record},
        by_name={name.folded: id_ for name, id_ in reversed(names)},
        longest=max(len(name.folded) for name, _ in names),
        acronyms=frozenset(name.folded for name, _ in names if all(w.isupper() for w in name.shown) and len("".join(name.shown)) <= 6),
        country_names={code: country["name"] for code, country in data["countries"].items()},
        country_words={wording_of(w).folded: code for code, country in data["countries"].items() for w in country["words"]},
        heads={wording_of(word).folded: kind for kind, words in data["heads"].items() for word in words},
        loaded=_folded(data["loaded"]["words"]),
        opponents=_folded(data["loaded"]["opponents"]),
        occupiers=_folded(data["loaded"]["occupiers"]),
        dead=_folded(data["loaded"]["dead"]),
        occupied_by=data["occupiers"],
        outlets={wording_of(name).folded: code for name, code in data["outlets"].items()},
    )


def _folded(words: Iterable[str]) -> frozenset[Words]:
    return frozenset(wording_of(word).folded for word in words)
