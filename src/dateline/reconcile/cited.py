"""Who is cited in a ledger, under how many names: which witnesses are one, and the name each is shown by.

All of it rests on the distinct ways in which claims cite somebody, however many claims there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.model.grounded import Grounded, Witness
from dateline.model.voice import Dependence, Tie, tie_of
from dateline.reconcile.reprinted import root

ROLE = (
    r"(?:spokes(?:man|woman|person)|head|director|chief|leader|president|chair(?:man|woman|person)?|founder|secretary[- ]general|"
    r"representative|official|commander|coordinator|office|statement)"
)
SPEAKS_FOR = re.compile(rf"^(?:\w+[- ]){{0,3}}?{ROLE}s?\s+(?:for|of|from|at|with|in)\s+(?:the\s+)?(?P<body>\S.*)$", re.IGNORECASE)
"""A spokesman for the Civil Defence speaks with its voice."""

HEADED = re.compile(rf"^(?P<body>\S.*?)(?:['’]?s)?\s+{ROLE}\s+(?P<person>[A-Z]\S*(?:\s+\S+){{0,3}})$")
"""Observatory chief Rami Abdel Rahman."""

HEADING = re.compile(
    rf"^(?P<person>[A-Z]\S*(?:\s+[A-Z]\S*){{1,3}}),?\s+(?:the\s+|a\s+)?(?:\w+\s+)?{ROLE}\s+(?:for|of|at)\s+(?P<body>\S.*)$"
)
"""Rami Abdel Rahman, director of the Observatory."""

DOCUMENTS = "account|claim|count|evidence|figure|footage|picture|release|report|statement|tally|toll|video"
ISSUED = re.compile(rf"^(?:[\w-]+ ){{0,3}}?(?:{DOCUMENTS})s?\s+(?:by|from|of)\s+(?:the\s+)?(?P<body>\S.*)$", re.IGNORECASE)
ITS_PAPER = re.compile(rf"^(?P<body>\S.*?)(?:['’]s?)?\s+(?:[a-z]+ )?(?:{DOCUMENTS})s?$")
"""A toll from the Observatory, an Observatory toll: the body speaks, not the paper."""

FORMS = (HEADED, HEADING, ISSUED, ITS_PAPER, SPEAKS_FOR)

ARTICLE = re.compile(r"^(?:the|al|el)[- ]|[- ](?:tv|news agency|agency|channel|newspaper|network|radio|website)$", re.IGNORECASE)
BRACKETED = re.compile(r"\(([^)]+)\)")
SEPARATORS = re.compile(r"[^\w]+")

REMEMBERED = 1 << 16
"""Wordings of which it is remembered what they say: most are asked about again with the next claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Who is cited for a claim.

    `words` are those that name the speaker, None where the outlet tells it in its own voice; `medium` relays the speaker to the outlet.
    """

    witness: Witness
    words: str | None = None
    outlet: Witness | None = None
    medium: Witness | None = None

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """All who stand between the claim and its reader."""
        return tuple(witness for witness in (self.witness, self.outlet, self.medium) if witness is not None)


def cited_by(grounded: Grounded) -> Cited:
    """Who is cited for a claim."""
    speaker = grounded.claim.speaker
    words = None if speaker is None else speaker.text
    return Cited(witness=grounded.witness, words=words, outlet=grounded.outlet, medium=grounded.medium)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everybody who is cited.

    `names` gives the name that every key is shown by. `bodies` maps what a body is called, in letters alone, to its key; `same` a key to
    the key of the witness it is one with, as `ties` say, which here show no claim. `own` maps an outlet that tells anything in its own
    voice to whom it is then heard as.
    """

    names: Mapping[str, str]
    bodies: Mapping[str, str]
    same: Mapping[str, str] = field(default_factory=dict)
    ties: tuple[Dependence, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)

    def named(self, witness: Witness) -> Witness:
        """A witness under the one name of its one key."""
        key = self.same.get(witness.key, witness.key)
        return Witness(key=key, name=self.names[key])

    def agency(self, name: str) -> Witness:
        """The witness that an agency is, whose words are reprinted."""
        return self.named(Witness(key=_agency_key(name, self.names, self.bodies), name=name))

    def names_agency(self, name: str) -> Witness | None:
        """The witness that an agency is; None for one that nobody knows."""
        return self.agency(name) if _agency_key(name, self.names, self.bodies) in self.names else None

    def unlike(self, other: Known) -> frozenset[str]:
        """The keys that are shown, taken for another or tied otherwise in the other."""
        shown = ((self.names, other.names), (self.same, other.same), (self.own, other.own), (self._tied(), other._tied()))
        return frozenset(key for a, b in shown for key in a.keys() | b.keys() if a.get(key) != b.get(key))

    def _tied(self) -> Mapping[str, frozenset[Dependence]]:
        tied: dict[str, set[Dependence]] = {}
        for tie in self.ties:
            tied.setdefault(tie.follower, set()).add(tie)
        return {key: frozenset(ties) for key, ties in tied.items()}


def known_of(cited: Iterable[Cited], agencies: Iterable[str]) -> Known:
    """Everybody who is cited, and the agencies whose words are reprinted; the order never matters."""
    told = tuple(set(cited))
    names = _names(told)
    names = {**_agencies(agencies, names, _bodies(told, names)), **names}
    bodies = _bodies(told, names)
    same, ties = _one_witness(told, names, bodies)
    voiced = sorted((c.outlet.key, c.witness.key) for c in told if c.words is None and c.outlet is not None)
    own = {outlet: same.get(witness, witness) for outlet, witness in voiced}
    return Known(names=names, bodies=bodies, same=same, ties=tuple(ties), own=own)


def _names(cited: Iterable[Cited]) -> dict[str, str]:
    """The name every key is shown by: the first in sorted order, where reports word it differently."""
    names: dict[str, str] = {}
    for witness in {witness for told in cited for witness in told.witnesses}:
        name = _unnamed(witness.key) if witness.key.startswith("unnamed:") else witness.name
        names[witness.key] = min(names.get(witness.key, name), name)
    return names


def _unnamed(key: str) -> str:
    """People of one kind who stay unnamed are one witness, whoever they are."""
    kind = key.split(":", 1)[1]
    if kind.endswith(("s", "media", "police", "people")):
        return f"{kind} (unnamed)"
    if kind.endswith(("man", "woman")):
        return f"{kind[:-2]}en (unnamed)"
    many = f"{kind[:-1]}ies" if kind.endswith("y") and not kind.endswith(("ay", "ey", "oy")) else f"{kind}s"
    return f"{many} (unnamed)"


def _bodies(cited: Iterable[Cited], names: Mapping[str, str]) -> dict[str, str]:
    """What a body is called, in letters alone -> its key: names in the reports, names of known actors, and wordings taken for them."""
    bodies = {plain(key.split(":", 1)[1]): key for key in sorted(names) if key.startswith("name:")}
    bodies |= {plain(name): key for key, name in sorted(names.items()) if key.startswith("actor:")}
    worded = {(told.words, told.witness.key) for told in cited if told.words is not None and told.witness.key.startswith("actor:")}
    return bodies | {plain(words): key for words, key in sorted(worded)}


def _one_witness(cited: Iterable[Cited], names: Mapping[str, str], bodies: Mapping[str, str]) -> tuple[dict[str, str], list[Dependence]]:
    """Key -> the key of the witness it is one with, and why: people with the bodies they speak for, agencies with outlets of their name."""
    same: dict[str, str] = {}
    ties: list[Dependence] = []
    for key, (body, person) in _said_to_speak(cited, names).items():
        leader = key if key.startswith("actor:") else bodies.get(plain(body))
        if leader is None:
            continue
        for follower in (key, f"name:{person}"):
            if follower != leader and follower in names and follower not in same:
                same[follower] = leader
                why = f"{names[follower]} speaks for {names[leader]}"
                ties.append(tie_of(follower, leader, Tie.SPEAKS_FOR, why, ()))
    outlets = {form: key for key, name in sorted(names.items()) if key.startswith("outlet:") for form in _forms(key, name)}
    for key, name in sorted(names.items()):
        outlet = next((outlets[form] for form in _forms(key, name) if form in outlets), None)
        if outlet is not None and outlet != key and not key.startswith(("outlet:", "unnamed:")):
            same[outlet] = same.get(key, key)
            ties.append(tie_of(outlet, same[outlet], Tie.IS, f"the outlet {names[outlet]} is {name}", ()))
    return {key: root(key, same) for key in same}, ties


def _said_to_speak(cited: Iterable[Cited], names: Mapping[str, str]) -> dict[str, tuple[str, str | None]]:
    """Key of a speaker -> the body that its own words say it speaks for, and the person it names."""
    found: dict[str, tuple[str, str | None]] = {}
    for key, words in sorted({(told.witness.key, told.words) for told in cited if told.words is not None}):
        said = None if key.startswith("unnamed:") or key not in names else _speaks_for(words)
        if said is not None:
            found.setdefault(key, said)
    return found


@lru_cache(maxsize=REMEMBERED)
def _speaks_for(words: str) -> tuple[str, str | None] | None:
    """The body that words say somebody speaks for, and the person they name; None where they say nothing of the kind."""
    match = next((fits for form in FORMS if (fits := form.match(words)) is not None), None)
    if match is None:
        return None
    person = match.groupdict().get("person")
    return match["body"], None if person is None else _spaced(person)


@lru_cache(maxsize=REMEMBERED)
def _forms(key: str, name: str) -> frozenset[str]:
    """What an outlet may be called: its id, its name, the letters it is known by, all without articles and words like "agency"."""
    tail = key.split(":", 1)[1]
    forms = {tail, name, BRACKETED.sub("", name).strip(), *BRACKETED.findall(name)}
    return frozenset(bare for form in forms if (bare := plain(ARTICLE.sub("", ARTICLE.sub("", form)))))


@lru_cache(maxsize=REMEMBERED)
def plain(words: str) -> str:
    """Letters and digits alone, in lower case, without a leading article."""
    return SEPARATORS.sub("", re.sub(r"^(?:the|a|an)\s+", "", words.strip(), flags=re.IGNORECASE).casefold())


def _agencies(credited: Iterable[str], names: Mapping[str, str], bodies: Mapping[str, str]) -> dict[str, str]:
    """Key -> name of the agencies whose words are reprinted and whom no report names."""
    keys = {agency: _agency_key(agency, names, bodies) for agency in sorted(set(credited))}
    return {key: agency for agency, key in keys.items() if key not in names}


def _agency_key(agency: str, names: Mapping[str, str], bodies: Mapping[str, str]) -> str:
    """Who an agency is among all who are named: a known actor, by name or by id, else a name of its own."""
    letters = plain(agency)
    known = bodies.get(letters, f"actor:{letters}")
    return known if known in names else f"name:{agency.casefold()}"


def _spaced(words: str) -> str:
    return " ".join(words.casefold().split())
