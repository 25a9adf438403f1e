"""Who is heard, and who only passes on what another said: a graph of witnesses, of which only the unconnected corroborate each other.

One witness may stand under several names (a monitor and its director, an agency and the outlet of its name), and one text under several
outlets. Everything here makes witnesses fewer, never more: where in doubt, two are taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dateline.model.event import Linked
from dateline.model.grounded import Grounded, Witness
from dateline.model.voice import Dependence, Independence, Tie

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

NOBODY = frozenset(DOCUMENTS.split("|"))
"""A paper of nobody's that an outlet cites: only the outlet answers for it."""

EPITHET = re.compile(
    r"^(?:the|this|that)\s.*\b(?:agency|body|channel|group|monitor|network|organi[sz]ation|watchdog|ministry)$", re.IGNORECASE
)
"""The Britain-based group: whoever was named before."""

RUN = 3
ALIKE = 0.5
SHORTEST = 5
"""Two outlets share a text where half of the runs of three words of the shorter passage, of five words or more, stand in the other too."""

ARTICLE = re.compile(r"^(?:the|al|el)[- ]|[- ](?:tv|news agency|agency|channel|newspaper|network|radio|website)$", re.IGNORECASE)
BRACKETED = re.compile(r"\(([^)]+)\)")
SEPARATORS = re.compile(r"[^\w]+")

Keys = dict[str, str]


def independence_of(linked: Linked, claims: Sequence[Grounded]) -> Independence:
    """The voices behind all claims, and every tie between them; the order of the claims never matters."""
    ordered = sorted(claims, key=lambda g: (g.published or date.max, g.claim.report, g.claim.id))
    by_id = {grounded.claim.id: grounded for grounded in ordered}
    names = _names(ordered)
    bodies = _bodies(ordered, names)
    same, ties = _one_witness(ordered, names, bodies)
    said = _meant(ordered, bodies)
    voices = {g.claim.id: _named(said.get(g.claim.id, g.witness), same, names) for g in ordered}
    ties += _passed_on(ordered, voices)
    printed, again = _reprinted(linked, ordered, lambda witness: _named(witness, same, names))
    voices |= printed
    for group in linked.groups:
        inside = [by_id[key] for key in group.claims]
        ties += [*_in_the_same_words(inside, voices), *_heard_together(inside, voices)]
    ties = _merged([*ties, *again])
    known = {key: names[key] for tie in ties for key in (tie.follower, tie.leader)}
    return Independence(voices=voices, names=known, ties=tuple(sorted(ties, key=_order)))


def ties_by_claim(ties: Iterable[Dependence]) -> dict[str, list[Dependence]]:
    """Claim id -> the ties that it shows, so that those of one event are found without looking at all."""
    found: dict[str, list[Dependence]] = {}
    for tie in ties:
        for claim in tie.claims:
            found.setdefault(claim, []).append(tie)
    return found


def ties_in(by_claim: Mapping[str, Sequence[Dependence]], claims: Sequence[str]) -> tuple[Dependence, ...]:
    """The ties that some of these claims show, each with only those of its claims."""
    shown: dict[tuple[str, str, str], tuple[Dependence, list[str]]] = {}
    for claim in claims:
        for tie in by_claim.get(claim, ()):
            shown.setdefault(_order(tie), (tie, []))[1].append(claim)
    return tuple(
        _tie(tie.follower, tie.leader, tie.tie, tie.reason, inside) for _, (tie, inside) in sorted(shown.items(), key=lambda item: item[0])
    )


def _order(tie: Dependence) -> tuple[str, str, str]:
    return tie.leader, tie.tie.value, tie.follower


def _names(claims: Iterable[Grounded]) -> dict[str, str]:
    """The name every key is shown by: the first in sorted order, where reports word it differently."""
    names: dict[str, str] = {}
    for grounded in claims:
        for witness in (grounded.witness, grounded.outlet, grounded.medium):
            if witness is not None:
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


def _bodies(claims: Iterable[Grounded], names: Mapping[str, str]) -> dict[str, str]:
    """What a body is called, in letters alone -> its key: names in the reports, names of known actors, and wordings taken for them."""
    bodies = {_plain(key.split(":", 1)[1]): key for key in sorted(names) if key.startswith("name:")}
    bodies |= {_plain(name): key for key, name in sorted(names.items()) if key.startswith("actor:")}
    worded = {(g.claim.speaker.text, g.witness.key) for g in claims if g.claim.speaker is not None and g.witness.key.startswith("actor:")}
    return bodies | {_plain(words): key for words, key in sorted(worded)}


def _meant(claims: Iterable[Grounded], bodies: Mapping[str, str]) -> dict[str, Witness]:
    """Claim id -> who is meant by a body's paper (the body), nobody's paper (the outlet), "the group" (who spoke before in the report)."""
    meant: dict[str, Witness] = {}
    before: dict[str, Witness] = {}
    for grounded in sorted(claims, key=lambda g: (g.claim.report, g.claim.evidence)):
        speaker, witness = grounded.claim.speaker, grounded.witness
        if speaker is None:
            continue
        paper = ISSUED.match(speaker.text) or ITS_PAPER.match(speaker.text)
        body = None if paper is None or witness.key.startswith("actor:") else bodies.get(_plain(paper["body"]))
        if body is not None:
            meant[grounded.claim.id] = Witness(key=body, name=speaker.text)
        elif witness.key.removeprefix("unnamed:") in NOBODY and grounded.outlet is not None:
            meant[grounded.claim.id] = grounded.outlet
        elif EPITHET.match(speaker.text) and not witness.key.startswith("actor:"):
            if grounded.claim.report in before:
                meant[grounded.claim.id] = before[grounded.claim.report]
        elif not witness.key.startswith("unnamed:"):
            before[grounded.claim.report] = witness
    return meant


def _merged(ties: Iterable[Dependence]) -> list[Dependence]:
    """One tie for each pair and kind, with all its claims."""
    found: dict[tuple[str, str, Tie], Dependence] = {}
    for tie in ties:
        key = (tie.follower, tie.leader, tie.tie)
        claims = {*tie.claims, *(found[key].claims if key in found else ())}
        found[key] = _tie(tie.follower, tie.leader, tie.tie, tie.reason, claims)
    return list(found.values())


def _named(witness: Witness, same: Mapping[str, str], names: Mapping[str, str]) -> Witness:
    key = same.get(witness.key, witness.key)
    return Witness(key=key, name=names[key])


def _one_witness(claims: Sequence[Grounded], names: Mapping[str, str], bodies: Mapping[str, str]) -> tuple[Keys, list[Dependence]]:
    """Key -> the key of the witness it is one with, and why: people with the bodies they speak for, agencies with outlets of their name."""
    same: Keys = {}
    ties: list[Dependence] = []
    shown: dict[str, list[str]] = {}
    for grounded in claims:
        shown.setdefault(grounded.witness.key, []).append(grounded.claim.id)
    for key, (body, person) in _said_to_speak(claims, names).items():
        leader = key if key.startswith("actor:") else bodies.get(_plain(body))
        if leader is None:
            continue
        for follower in (key, f"name:{person}"):
            if follower != leader and follower in names and follower not in same:
                same[follower] = leader
                why = f"{names[follower]} speaks for {names[leader]}"
                ties.append(_tie(follower, leader, Tie.SPEAKS_FOR, why, shown.get(follower, ())))
    outlets = {form: key for key, name in sorted(names.items()) if key.startswith("outlet:") for form in _forms(key, name)}
    for key, name in sorted(names.items()):
        outlet = next((outlets[form] for form in _forms(key, name) if form in outlets), None)
        if outlet is not None and outlet != key and not key.startswith(("outlet:", "unnamed:")):
            same[outlet] = same.get(key, key)
            ties.append(_tie(outlet, same[outlet], Tie.IS, f"the outlet {names[outlet]} is {name}", shown.get(outlet, ())))
    return {key: _root(key, same) for key in same}, ties


def _root(key: str, same: Mapping[str, str]) -> str:
    """The end of the chain of names; a chain that comes back to its start ends where it was last new."""
    seen = {key}
    while key in same and same[key] not in seen:
        key = same[key]
        seen.add(key)
    return key


def _said_to_speak(claims: Iterable[Grounded], names: Mapping[str, str]) -> dict[str, tuple[str, str | None]]:
    """Key of a speaker -> the body that its own words say it speaks for, and the person it names."""
    found: dict[str, tuple[str, str | None]] = {}
    for key, words in sorted({(g.witness.key, g.claim.speaker.text) for g in claims if g.claim.speaker is not None}):
        match = next((fits for form in FORMS if (fits := form.match(words)) is not None), None)
        if match is not None and key in names and not key.startswith("unnamed:"):
            person = match.groupdict().get("person")
            found.setdefault(key, (match["body"], None if person is None else _spaced(person)))
    return found


def _forms(key: str, name: str) -> set[str]:
    """What an outlet may be called: its id, its name, the letters it is known by, all without articles and words like "agency"."""
    tail = key.split(":", 1)[1]
    forms = {tail, name, BRACKETED.sub("", name).strip(), *BRACKETED.findall(name)}
    return {plain for form in forms if (plain := _plain(ARTICLE.sub("", ARTICLE.sub("", form))))}


def _plain(words: str) -> str:
    """Letters and digits alone, in lower case, without a leading article."""
    return SEPARATORS.sub("", re.sub(r"^(?:the|a|an)\s+", "", words.strip(), flags=re.IGNORECASE).casefold())


def _spaced(words: str) -> str:
    return " ".join(words.casefold().split())


def _passed_on(claims: Iterable[Grounded], voices: Mapping[str, Witness]) -> list[Dependence]:
    """Outlets that quote a speaker, and media that relay him: neither adds a witness."""
    found: dict[tuple[str, str, Tie], list[str]] = {}
    own = {g.outlet.key: voices[g.claim.id].key for g in claims if g.claim.speaker is None and g.outlet is not None}
    for grounded in claims:
        if grounded.claim.speaker is None or grounded.outlet is None:
            continue
        speaker = voices[grounded.claim.id].key
        followers = [(grounded.outlet.key, Tie.QUOTES)]
        if grounded.medium is not None:
            followers.append((grounded.medium.key, Tie.RELAYS))
        for follower, tie in followers:
            if speaker not in (follower, own.get(follower)):
                found.setdefault((follower, speaker, tie), []).append(grounded.claim.id)
    reason = {Tie.QUOTES: "gives the speaker's words, not its own", Tie.RELAYS: "passed the speaker's words on"}
    return [_tie(follower, leader, tie, reason[tie], shown) for (follower, leader, tie), shown in found.items()]


def _in_the_same_words(claims: Sequence[Grounded], voices: dict[str, Witness]) -> list[Dependence]:
    """Outlets that tell one happening in one wording have it from one hand: each is heard as the one that printed it first."""
    ties = []
    own = [g for g in sorted(claims, key=lambda g: (g.published or date.max, g.claim.report, g.claim.id)) if g.claim.speaker is None]
    for n, later in enumerate(own):
        first = next(
            (g for g in own[:n] if voices[g.claim.id] != voices[later.claim.id] and is_alike(g.claim.quote, later.claim.quote)), None
        )
        if first is not None:
            again, origin = voices[later.claim.id], voices[first.claim.id]
            voices[later.claim.id] = origin
            ties.append(_tie(again.key, origin.key, Tie.REPRINTS, "tells it in the same words", (later.claim.id,)))
    return ties


def is_alike(a: str, b: str) -> bool:
    """Whether two passages are one wording with small changes."""
    first, second = _runs(a), _runs(b)
    shorter = min(len(first), len(second))
    return shorter > SHORTEST - RUN and len(first & second) >= ALIKE * shorter


def _runs(words: str) -> set[tuple[str, ...]]:
    found = [word for word in SEPARATORS.split(words.casefold()) if word]
    return {tuple(found[n : n + RUN]) for n in range(len(found) - RUN + 1)}


def _heard_together(claims: Sequence[Grounded], voices: dict[str, Witness]) -> list[Dependence]:
    """Speakers named together ("the Civil Defence and the Observatory") are no further witness beside one of them."""
    ties = []
    named = sorted({(voices[g.claim.id].key, voices[g.claim.id].name) for g in claims if not voices[g.claim.id].key.startswith("unnamed:")})
    for key, name in named:
        part = next((other for other in named if key.startswith("name:") and other[0] != key and _names_among_others(name, other[1])), None)
        if part is not None:
            shown = [g.claim.id for g in claims if voices[g.claim.id].key == key]
            voices.update(dict.fromkeys(shown, Witness(key=part[0], name=part[1])))
            ties.append(_tie(key, part[0], Tie.IS, f"{name} names {part[1]} among others", shown))
    return ties


def _names_among_others(words: str, name: str) -> bool:
    return " and " in words and len(_plain(name)) > SHORTEST and _plain(name) in _plain(words)


def _reprinted(
    linked: Linked, claims: Iterable[Grounded], named: Callable[[Witness], Witness]
) -> tuple[dict[str, Witness], list[Dependence]]:
    """What outlets say in their own voice in one reprinted text is heard as the outlet that had it first."""
    family = {report: reprint for reprint in linked.reprints for report in reprint}
    first: dict[tuple[str, ...], Witness] = {}
    heard: dict[str, Witness] = {}
    shown: dict[tuple[str, str], list[str]] = {}
    for grounded in claims:
        reprint = family.get(grounded.claim.report)
        outlet = grounded.outlet or (grounded.witness if grounded.claim.speaker is None else None)
        if reprint is None or outlet is None:
            continue
        origin = first.setdefault(reprint, outlet)
        if grounded.claim.speaker is None:
            heard[grounded.claim.id] = named(origin)
        if origin.key != outlet.key:
            shown.setdefault((outlet.key, origin.key), []).append(grounded.claim.id)
    return heard, [_tie(again, origin, Tie.REPRINTS, "prints the same text", ids) for (again, origin), ids in shown.items()]


def _tie(follower: str, leader: str, tie: Tie, reason: str, claims: Iterable[str]) -> Dependence:
    return Dependence(follower=follower, leader=leader, tie=tie, reason=reason, claims=tuple(sorted(claims)))
