"""What an event and a dispute are called: from type, place and days alone, so that no headline says more than the claims do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.model.dispute import Matter, Standing
from dateline.model.figure import Measure
from dateline.web.wording import days


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of events in words: its noun, and the word that ties a place to it."""

    noun: str
    tie: str = "in"


KINDS: Final = {
    "clash": Kind("Fighting"),
    "airstrike": Kind("Air attack"),
    "shelling": Kind("Shelling"),
    "bombing": Kind("Bombing"),
    "attack": Kind("Attack"),
    "chemical": Kind("Chemical attack"),
    "execution": Kind("Killing of captives"),
    "abduction": Kind("Abduction"),
    "detention": Kind("Arrests"),
    "abuse": Kind("Abuse"),
    "interception": Kind("Downing of an aircraft or missile", "over"),
    "toll": Kind("Count of people harmed"),
    "capture": Kind("Capture", "of"),
    "withdrawal": Kind("Withdrawal", "from"),
    "siege": Kind("Siege", "of"),
    "hold": Kind("Hold", "on"),
    "offensive": Kind("Offensive"),
    "deployment": Kind("Deployment"),
    "ceasefire": Kind("Ceasefire"),
    "damage": Kind("Damage"),
    "displacement": Kind("Displacement"),
    "evacuation": Kind("Evacuation", "from"),
    "aid": Kind("Aid", "to"),
    "obstruction": Kind("Obstruction of aid"),
    "rescue": Kind("Rescue"),
    "talks": Kind("Talks", "over"),
    "appeal": Kind("Appeal", "over"),
    "pledge": Kind("Pledge", "over"),
    "threat": Kind("Threat", "over"),
    "accusation": Kind("Accusation", "over"),
    "denial": Kind("Denial", "over"),
    "responsibility": Kind("Claim of responsibility", "for"),
    "condemnation": Kind("Condemnation", "over"),
    "support": Kind("Support", "over"),
    "sanction": Kind("Sanction or vote", "over"),
    "protest": Kind("Protest"),
    "other": Kind("Other event"),
}
"""Type of claim or event -> its words; the types are those of the ontology."""

UNKNOWN_PLACE: Final = "place unknown"

HOW_MANY: Final = {
    Measure.CASUALTIES: "How many casualties, killed and injured not told apart",
    Measure.MISSING: "How many are missing",
    Measure.DESTROYED: "How much was destroyed",
    Measure.SURRENDERED: "How many surrendered",
    Measure.RETURNED: "How many returned",
}
"""Measure -> the question it answers, where that is not "How many were killed"."""


def noun_of(type_: str) -> str:
    """What a type of events is called; a type that is not of the ontology stays as it is."""
    return KINDS[type_].noun if type_ in KINDS else type_


def headline(type_: str, place: str | None, earliest: date | None, latest: date | None, standing: Standing | str | None = None) -> str:
    """The event in one line: "Air attack in Handarat, 23 Sept 2016"; what is unknown is said to be."""
    announced = ", announced" if standing == Standing.PLANNED else ""
    return f"{noun_of(type_)}{_where(type_, place)}{announced}, {days(earliest, latest)}"


def how_many(measure: Measure) -> str:
    """The question that counts of a measure answer: "How many were killed"."""
    return HOW_MANY.get(measure, f"How many were {measure.value}")


def question(matter: Matter, type_: str, place: str | None, measure: Measure | None = None) -> str:
    """What a dispute is about, as the question that its sides answer."""
    where = _where(type_, place)
    match matter:
        case Matter.OCCURRENCE:
            return f"{noun_of(type_)}{where}: did it happen?"
        case Matter.RESPONSIBILITY:
            return f"{noun_of(type_)}{where}: whose doing?"
        case Matter.CONTROL:
            return f"Who holds {place or 'the place, which is not named'}?"
        case Matter.FIGURES:
            return f"{'How many' if measure is None else how_many(measure)}?"


def _where(type_: str, place: str | None) -> str:
    if place is None:
        return f", {UNKNOWN_PLACE}"
    return f" {KINDS[type_].tie if type_ in KINDS else 'in'} {place}"
