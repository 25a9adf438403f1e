"""Single people as a report words them: a name, an age, a man or a woman, a child; and whether two wordings can mean one person."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum


class Fate(IntEnum):
    """What is said to have become of somebody; the graver outweighs the lesser."""

    HIT = 1
    INJURED = 2
    KILLED = 3


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MALE = _set(
    "man boy father son husband brother grandfather grandson uncle nephew boyfriend ex-husband ex-boyfriend gunman policeman fiance "
    "stepfather stepson dad male himself businessman fireman fisherman serviceman guy gentleman"
)
FEMALE = _set(
    "woman girl mother daughter wife sister grandmother granddaughter aunt niece girlfriend ex-wife ex-girlfriend mom female policewoman "
    "fiancee stepmother stepdaughter grandma herself lady housewife"
)
GROWN = _set("man woman father mother husband wife grandfather grandmother officer deputy gunman adult")
SMALL = _set("boy girl child toddler baby infant kid newborn")
ARMED = _set("suspect gunman shooter attacker assailant intruder robber")
OTHERS = _set(
    "person victim teen teenager youth juvenile minor student pupil adult resident villager passenger driver bystander motorist pedestrian "
    "patient employee worker clerk customer guard detective trooper sergeant lieutenant marshal agent soldier civilian fighter militant "
    "rebel commander reporter journalist activist protester neighbor neighbour friend relative cousin sibling one owner homeowner partner "
    "roommate officer deputy chief sheriff teacher nurse doctor medic paramedic firefighter cop pastor priest imam farmer inmate prisoner "
    "burglar individual member coach player singer veteran volunteer manager"
)
PERSONS = MALE | FEMALE | SMALL | ARMED | OTHERS
"""Words for one person, in the singular."""

NO_NAME = _set(
    "street st avenue ave road rd drive lane county city town park school club hospital center centre church mall highway boulevard blvd "
    "court block apartments apartment neighborhood neighbourhood side district department police army station bar restaurant store house "
    "home university college news elementary medical area village building complex hotel motel front brigade forces"
)
"""Words that show a name to be no person's."""

TITLES = _set("mr mrs ms dr officer sgt detective deputy chief capt captain lt lieutenant rev pastor sheriff trooper sergeant jr sr ii iii")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
AGE = re.compile(rf"\b(\d{{1,3}}|{'|'.join(NUMBERS)})[- ]years?[- ]?old\b", re.IGNORECASE)
OF_AGE = frozenset(["year", "years", "old", "year-old", "years-old"])
WORD = re.compile(r"[^\W\d_][\w’'-]*")
OWNER = re.compile(r"(?:['’]s|s['’])$")
CUT = re.compile(
    r"\s+(?:who|whose|that|charged|accused|suspected|wanted|in|at|with|from|near|inside|outside|killed|shot|found|of|on|during|after|and)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""What only tells more about the person before it."""

BODY_OF = re.compile(r"^(?:the )?(?:body|bodies|death|shooting|killing) of (?:a |an |the )?", re.IGNORECASE)
ADULT_FROM, YOUNG_UNTIL = 16, 19
"""Ages at which somebody may be called a man or a woman, and a boy or a girl as well."""

LONGEST_LETTERS = 3
"""Capitals in a row up to which they may be a name ("TJ"); more are a dateline or a headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who came to harm, as one claim words him; None where it does not tell."""

    fate: Fate = Fate.HIT
    names: frozenset[str] = frozenset()
    age: int | None = None
    is_male: bool | None = None
    is_small: bool | None = None
    is_armed: bool = False
    claim: str = ""

    def may_be(self, other: Person) -> bool:
        """Whether two wordings can mean one person; one claim words a person once."""
        if self.claim == other.claim and self.names != other.names:
            return False
        two_names = bool(self.names and other.names) and not self.names & other.names
        two_sides = self.is_armed != other.is_armed and not (self.names or other.names)
        pairs = ((self.age, other.age), (self.is_male, other.is_male), (self.is_small, other.is_small))
        return not (two_names or two_sides or any(None not in pair and pair[0] != pair[1] for pair in pairs))

    def joined(self, other: Person) -> Person:
        """Both wordings of one person together."""
        return replace(
            self,
            names=self.names | other.names,
            age=other.age if self.age is None else self.age,
            is_male=other.is_male if self.is_male is None else self.is_male,
            is_small=other.is_small if self.is_small is None else self.is_small,
            is_armed=self.is_armed or other.is_armed,
        )


def person_of(words: str) -> Person | None:
    """The person that a phrase means; None for several people, for things and for places."""
    tokens = WORD.findall(CUT.sub("", BODY_OF.sub("", words.strip())))
    bare = [OWNER.sub("", token).casefold() for token in tokens]
    at = max((n for n, word in enumerate(bare) if word in PERSONS), default=None)
    names = frozenset(b for token, b in list(zip(tokens, bare, strict=True))[0 if at is None else at + 1 :] if _is_name(token, b))
    if at is None and not (names and _is_all_name(tokens, bare)):
        return None
    if at is not None and at < len(bare) - 1 and not names:
        return None
    kind, age = None if at is None else bare[at], _age(words)
    return Person(
        names=frozenset() if any(OWNER.search(token) for token in tokens) else names,
        age=age,
        is_male=True if kind in MALE else False if kind in FEMALE else None,
        is_small=_is_small(kind, age),
        is_armed=kind in ARMED,
    )


def _is_name(token: str, bare: str) -> bool:
    shouted = token.isupper() and len(token) > LONGEST_LETTERS
    return token[:1].isupper() and not shouted and len(bare) > 1 and bare not in TITLES


def _is_all_name(tokens: list[str], bare: list[str]) -> bool:
    """Whether a phrase without a word for a person is a person's name and nothing else."""
    small = [b for token, b in zip(tokens, bare, strict=True) if not token[:1].isupper() and b not in OF_AGE]
    return not small and not NO_NAME & set(bare)


def _age(words: str) -> int | None:
    found = AGE.search(words)
    if found is None:
        return None
    word = found[1].casefold()
    return NUMBERS.index(word) + 1 if word in NUMBERS else int(word)


def _is_small(kind: str | None, age: int | None) -> bool | None:
    if age is not None:
        return None if ADULT_FROM <= age <= YOUNG_UNTIL else age < ADULT_FROM
    return True if kind in SMALL else False if kind in GROWN else None
