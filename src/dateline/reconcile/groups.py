"""Who is counted: the common groups, how they lie to each other, and which of them a speaker's words are taken for.

A speaker's own category stays his ("terrorists", "martyrs"): it counts among all people, from below only, and is mapped to no other group.
A word that narrows a common group ("schoolgirls", "foreign journalists") counts inside it, from below only as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

VERSION: Final = "groups-1"
PEOPLE: Final = "people"
CIVILIANS: Final = "civilians"
COMBATANTS: Final = "combatants"


@dataclass(frozen=True, slots=True)
class Group:
    """A common group: the wider one it lies in, words that mean all of it, and words that mean some of it."""

    name: str
    inside: str | None
    words: str
    narrower: str = ""


GROUPS: Final = (
    Group(
        PEOPLE,
        None,
        "people person persons individual individuals human humans victim victims dead death deaths fatality fatalities casualty "
        "casualties body bodies corpse corpses life lives soul souls toll total",
    ),
    Group(
        CIVILIANS,
        PEOPLE,
        "civilian civilians noncombatant noncombatants non-combatant non-combatants",
        "resident residents villager villagers inhabitant inhabitants bystander bystanders passer-by passers-by shopper shoppers "
        "worshipper worshippers passenger passengers pilgrim pilgrims student students pupil pupils teacher teachers patient "
        "patients refugee refugees farmer farmers shepherd shepherds",
    ),
    Group(
        "children",
        CIVILIANS,
        "child children minor minors kid kids",
        "boy boys girl girls baby babies infant infants toddler toddlers newborn newborns schoolchildren schoolgirls schoolboys",
    ),
    Group("women", CIVILIANS, "woman women", "mother mothers housewife housewives grandmother grandmothers"),
    Group("men", PEOPLE, "man men", "father fathers grandfather grandfathers"),
    Group("journalists", CIVILIANS, "journalist journalists", "reporter reporters photographer photographers cameraman cameramen"),
    Group(
        "medical workers",
        CIVILIANS,
        "medic medics medical worker workers staff personnel",
        "doctor doctors nurse nurses paramedic paramedics",
    ),
    Group("aid workers", CIVILIANS, "aid humanitarian worker workers staff"),
    Group("rescuers", CIVILIANS, "rescuer rescuers rescue worker workers", "firefighter firefighters"),
    Group(
        COMBATANTS,
        PEOPLE,
        "combatant combatants",
        "fighter fighters militant militants gunman gunmen militiaman militiamen jihadist jihadists jihadi jihadis commander commanders",
    ),
    Group(
        "soldiers",
        COMBATANTS,
        "soldier soldiers troop troops serviceman servicemen",
        "officer conscript conscripts trooper troopers recruit recruits marine marines",
    ),
    Group("insurgents", COMBATANTS, "rebel rebels insurgent insurgents"),
    Group("police", PEOPLE, "police policeman policemen policewoman policewomen officer officers"),
)
"""The group tree. Children and women count as civilians, as in the practice of casualty recorders."""

DISJOINT: Final = (
    frozenset({CIVILIANS, COMBATANTS}),
    frozenset({"children", "women", "men"}),
    frozenset({"soldiers", "insurgents"}),
)
"""Groups that share nobody."""

OWN_COMBATANTS: Final = frozenset(["terrorist", "terrorists", "mercenary", "mercenaries", "takfiri", "takfiris", "extremist", "extremists"])
OWN: Final = OWN_COMBATANTS | frozenset(["martyr", "martyrs", "infidel", "infidels", "element", "elements", "traitor", "traitors"])
"""Categories of one side: they stay the speaker's."""

_NEUTRAL: Final = frozenset(["all", "of", "innocent", "unarmed"])
"""Words that narrow nobody."""
_SHARED: Final = frozenset(["worker", "workers", "staff", "personnel", "officer", "officers"])
"""Words that by themselves do not tell one group from another."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AFTER_HEAD: Final = re.compile(r"\s+(?:of|from|in|at|on|with|who|inside|near|for|to|among)\s.*$", re.IGNORECASE | re.DOTALL)
_BY_NAME: Final = {group.name: group for group in GROUPS}
NAMES: Final = tuple(_BY_NAME)


class CivilStatus(StrEnum):
    """What a word says of those it counts."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"


@dataclass(frozen=True, slots=True)
class Reading:
    """The common group that words are taken for; not `is_whole` where they may mean only some of it. `reason` says why."""

    group: str
    is_whole: bool
    reason: str
    status: CivilStatus | None = None


@cache
def read_group(words: str | None) -> Reading:
    """The common group of "people", "civilians", "Palestinian children", None (nobody in particular is named)."""
    if words is None or not _tokens(words):
        return Reading(PEOPLE, is_whole=True, reason="nobody in particular is named")
    tokens = _tokens(words)
    whole = next((group for group in GROUPS if _means_all(group, tokens)), None)
    if whole is not None:
        return Reading(whole.name, is_whole=True, reason=f"{words!r} are {whole.name}", status=_status(whole.name))
    head = (_tokens(_AFTER_HEAD.sub("", words)) or tokens)[-1]
    if head in OWN:
        status = CivilStatus.COMBATANT if head in OWN_COMBATANTS else None
        return Reading(PEOPLE, is_whole=False, reason=f"{words!r} is the speaker's own category", status=status)
    inner = next((group for group in reversed(GROUPS) if head in _all_words(group)), None)
    if inner is not None and inner.name == PEOPLE and "civilian" in tokens:
        inner = _BY_NAME[CIVILIANS]
    if inner is None:
        return Reading(PEOPLE, is_whole=False, reason=f"{words!r} is in no common group")
    return Reading(inner.name, is_whole=False, reason=f"{words!r} are some of the {inner.name}", status=_status(inner.name))


def holds(outer: str, inner: str) -> bool:
    """Whether everyone in `inner` is in `outer`."""
    return outer in _line(inner)


def apart(a: str, b: str) -> bool:
    """Whether nobody is in both."""
    return any(x != y and x in pair and y in pair for pair in DISJOINT for x in _line(a) for y in _line(b))


@cache
def _line(name: str) -> tuple[str, ...]:
    """A group and all that hold it."""
    inside = _BY_NAME[name].inside
    return (name,) if inside is None else (name, *_line(inside))


def _means_all(group: Group, tokens: tuple[str, ...]) -> bool:
    """Whether the words name the group with nothing that narrows it: "civilian deaths" are civilians, "Kurdish civilians" are not all."""
    own = frozenset(group.words.split())
    company = _NEUTRAL | ({"civilian"} if holds(CIVILIANS, group.name) else set())
    if group.name == CIVILIANS:
        company |= frozenset(_BY_NAME[PEOPLE].words.split())
    return bool((own - _SHARED) & set(tokens)) and set(tokens) <= own | company


def _status(name: str) -> CivilStatus | None:
    if holds(CIVILIANS, name):
        return CivilStatus.CIVILIAN
    return CivilStatus.COMBATANT if holds(COMBATANTS, name) else None


@cache
def _all_words(group: Group) -> frozenset[str]:
    return frozenset((*group.words.split(), *group.narrower.split())) - _SHARED


def _tokens(words: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(words.casefold()) if word not in {"the", "a", "an"})
