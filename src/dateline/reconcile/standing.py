"""How well an event is carried: by how many independent speakers, whether it happened and who did it each judged apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.model.claim import Status
from dateline.model.dispute import Blame, Carried, Dispute, Matter, Standing
from dateline.model.grounded import Grounded, Party, Witness

WHO_NOT_WHETHER = frozenset({"accusation", "denial", "responsibility"})
"""Types whose denial touches who did it, not whether it happened (rule 11 of the figures' rules)."""

DEEDS = frozenset({"airstrike", "shelling", "bombing", "attack", "chemical", "execution", "abduction", "abuse"})
"""Types of which the actor is the one to blame; in a clash both sides act, and a toll is nobody's deed."""

BLAMING = DEEDS | {"accusation", "responsibility"}
"""Types whose actor is who is said to have done it: of an accusation the accused, of a claim of responsibility the claimer."""

Voices = Mapping[str, Witness]


def occurrence_of(claims: Sequence[Grounded], voices: Voices) -> Carried:
    """Whether it happened: equal witnesses count once."""
    told = {status: witnesses_of([g for g in claims if g.claim.status is status], voices) for status in Status}
    deniers = witnesses_of([g for g in claims if is_denial(g)], voices)
    asserted, hedged = told[Status.ASSERTED], told[Status.UNCONFIRMED]
    if deniers and (asserted or hedged):
        return Carried(standing=Standing.CONTESTED, reasons=(f"told by {_list(asserted | hedged)}", f"denied by {_list(deniers)}"))
    if len(asserted) > 1:
        why = f"asserted by {len(asserted)} independent speakers: {_list(asserted)}"
        return Carried(standing=Standing.CORROBORATED, reasons=(why,))
    if asserted or hedged:
        return Carried(standing=Standing.SINGLE, reasons=(_single(asserted, hedged),))
    if told[Status.DENIED]:
        return Carried(standing=Standing.DENIED, reasons=(f"denied by {_list(told[Status.DENIED])}; nobody here asserts it",))
    why = f"announced by {_list(told[Status.PLANNED])}; nobody here says that it happened"
    return Carried(standing=Standing.PLANNED, reasons=(why,))


def is_denial(grounded: Grounded) -> bool:
    """Whether a claim denies that it happened at all.

    "Russia denied that it bombed the town" denies a deed of Russia's; whether anybody bombed the town stays open. A denial that does not
    say what it denies contests nothing.
    """
    claim = grounded.claim
    return claim.status is Status.DENIED and claim.type not in WHO_NOT_WHETHER and not denied_parties(grounded)


def denied_parties(grounded: Grounded) -> tuple[Party, ...]:
    """The parties whose part in a deed a claim denies."""
    claim = grounded.claim
    return grounded.actors if claim.status is Status.DENIED and claim.type in DEEDS | WHO_NOT_WHETHER else ()


def blame_of(claims: Sequence[Grounded], voices: Voices) -> tuple[Blame, ...]:
    """Every party that is said to have done a deed, or not to have done it, and by whom; those most blamed first."""
    told: dict[str, dict[str, str]] = {}
    parties: dict[str, Party] = {}
    admitted: set[str] = set()
    if not any(g.claim.type in DEEDS | {"accusation"} for g in claims):
        return ()
    for grounded in claims:
        if grounded.claim.status in (Status.ASSERTED, Status.UNCONFIRMED):
            voice = voices[grounded.claim.id]
            for party in blamed_by(grounded, voice):
                parties.setdefault(party.key, party)
                told.setdefault(party.key, {})[voice.key] = voice.name
                if grounded.claim.type == "responsibility" or party.key == voice.key:
                    admitted.add(party.key)
    for grounded in claims:
        for party in denied_parties(grounded):
            parties.setdefault(party.key, party)
            told.setdefault(party.key, {})
    denied = _denied(claims, voices)
    found = [_blame(parties[key], told[key], denied.get(key, {}), is_admitted=key in admitted) for key in told]
    return tuple(sorted(found, key=lambda blame: (-len(blame.told), blame.name)))


def blamed_by(grounded: Grounded, voice: Witness) -> tuple[Party, ...]:
    """The parties that a claim blames. Who stands among them as the voice itself accuses the others, and does not blame himself."""
    if grounded.claim.type not in BLAMING:
        return ()
    own = next((party for party in grounded.actors if party.key == voice.key), None)
    others = tuple(party for party in grounded.actors if party.key != voice.key)
    is_accuser = own is not None and (grounded.claim.type == "accusation" or any(party.camp != own.camp for party in others))
    return others if is_accuser else grounded.actors


def _blame(party: Party, told: Mapping[str, str], denied: Mapping[str, str], *, is_admitted: bool) -> Blame:
    return Blame(key=party.key, name=party.name, side=party.side, told=_sorted(told), denied=_sorted(denied), admitted=is_admitted)


def _denied(claims: Iterable[Grounded], voices: Voices) -> dict[str, dict[str, str]]:
    """Party -> who denies that it did it: itself, or another that denies it for the party the words name."""
    denied: dict[str, dict[str, str]] = {}
    for grounded in claims:
        voice = voices[grounded.claim.id]
        for party in denied_parties(grounded):
            denied.setdefault(party.key, {})[voice.key] = voice.name
        if grounded.claim.status is Status.DENIED and grounded.claim.type in WHO_NOT_WHETHER:
            denied.setdefault(voice.key, {})[voice.key] = voice.name
    return denied


def responsibility_of(blamed: Sequence[Blame], disputes: Sequence[Dispute]) -> Carried | None:
    """Who did it, as far as anybody is named; `disputes` are those of the event."""
    if not blamed:
        return None
    reasons = tuple(_blamed(blame) for blame in blamed)
    if any(dispute.matter is Matter.RESPONSIBILITY for dispute in disputes):
        return Carried(standing=Standing.CONTESTED, reasons=reasons)
    voices = {name for blame in blamed for name in blame.told}
    if not voices:
        return Carried(standing=Standing.DENIED, reasons=reasons)
    return Carried(standing=Standing.CORROBORATED if len(voices) > 1 else Standing.SINGLE, reasons=reasons)


def _blamed(blame: Blame) -> str:
    if not blame.told:
        return f"{blame.name} is not blamed here; denied by {', '.join(blame.denied)}"
    own = " (by its own word)" if blame.admitted else ""
    denied = f"; denied by {', '.join(blame.denied)}" if blame.denied else ""
    return f"{blame.name}{own}, as {', '.join(blame.told)} {'says' if len(blame.told) == 1 else 'say'}{denied}"


def standing_of(occurrence: Carried, disputes: Sequence[Dispute]) -> tuple[Standing, tuple[str, ...]]:
    """The standing of the event as a whole: contested as soon as anything about it is."""
    contested = tuple(f"contested, {dispute.matter.value}: {dispute.reason}" for dispute in disputes)
    if contested:
        return Standing.CONTESTED, (*occurrence.reasons, *(why for why in contested if not why.startswith(OCCURRENCE)))
    return occurrence.standing, occurrence.reasons


OCCURRENCE = f"contested, {Matter.OCCURRENCE.value}"


def witnesses_of(claims: Iterable[Grounded], voices: Voices) -> dict[str, str]:
    """Witness key -> the name it is shown by (the first in sorted order, where reports word it differently)."""
    found: dict[str, str] = {}
    for grounded in claims:
        witness = voices[grounded.claim.id]
        found[witness.key] = min(found.get(witness.key, witness.name), witness.name)
    return found


def _single(asserted: Mapping[str, str], hedged: Mapping[str, str]) -> str:
    if asserted and hedged:
        return f"asserted by {_list(asserted)}; others only hedge: {_list(hedged)}"
    return f"asserted by {_list(asserted)} alone" if asserted else f"only told with a hedge, by {_list(hedged)}"


def _sorted(witnesses: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(witnesses.values()))


def _list(witnesses: Mapping[str, str]) -> str:
    return ", ".join(_sorted(witnesses))
