"""Which names of a report are those of people whom it could harm to be named: victims, witnesses, and everybody who holds no office.

The reader marks persons; what it marks for one and what slots of claims name without being known as a party, an organisation or a place is
left out, unless an office stands beside it. Where in doubt a name goes: an organisation that is taken for a person is left out too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.model.mention import Annotated, NameKind, Sentence
from dateline.model.names import Names
from dateline.model.text import Phrase, Report, Span
from dateline.model.walked import Walked
from dateline.model.world import Actor, Slot
from dateline.resolve.actors import ActorList
from dateline.resolve.gazetteer import demonyms

VERSION: Final = "names-1"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


OFFICES: Final = _set(
    "president presidents vice-president premier minister ministers secretary secretary-general ambassador envoy representative spokesman "
    "spokeswoman spokesperson spokesmen governor mayor king queen prince princess emir sultan general gen colonel col lieutenant lt major "
    "maj captain brigadier brig admiral marshal commander commanders commissioner chancellor senator congressman congresswoman lawmaker "
    "parliamentarian mp pope patriarch archbishop ayatollah negotiator chairman chairwoman chairperson leader leaders"
)
"""Words beside a name that make its bearer an official, who is named as such."""
POSTS: Final = _set("director head chief coordinator adviser advisor deputy official officer member")
"""Words that do so where an organisation is named beside them."""
CARING: Final = _set("hospital clinic school university camp ambulance mosque church")
"""Where those who work are witnesses, whatever their post."""
BEFORE, AFTER = 5, 7
"""Words beside a name among which an office is looked for."""
OTHERS: Final = frozenset({NameKind.ORGANISATION, NameKind.PLACE, NameKind.NATIONALITY, NameKind.WEAPON, NameKind.PLATFORM, NameKind.TIME})
NAME_WORD: Final = re.compile(r"(?:(?:al|el|as|ash|ad|an|ar|at|az)-)?[A-Z][\w'’.]*(?:-(?:[A-Z]|al|el|ul|ud)[\w'’.]*)*")
"""A word of a name; "State-run" and "British-based" are none."""
PARTICLES: Final = _set("al el bin ibn abu umm um oum abd de van von der da la le")
INTRODUCED: Final = re.compile(
    r"\b(?:named|called|identified as|known as|Abu|Umm|Oum|Mrs?|Ms|Miss|Dr)\b\.?\s+((?:(?:al|el|bin|ibn|abu|de)[\s-])?[A-Z][\w'’-]+"
    r"(?:\s+(?:(?:al|el|bin|ibn|abu|de)[\s-])?[A-Z][\w'’-]+)*)"
)
AGED: Final = re.compile(r"\b([A-Z][\w'’-]+(?:\s+(?:(?:al|el|bin|ibn|abu|de)[\s-])?[A-Z][\w'’-]+)+)\s*,?\s+\(?\d{1,2}\)?(?=\s*,|\s+years)")
SMALL_WORD: Final = re.compile(r"\b[a-z][a-z'’-]+")
COMMON: Final = _set(
    "activist activists all both civilian civilians dozens eight fighters five four hundreds many media most nine official officials one "
    "rebels residents scores security seven several six some state ten the these those thousands three troops two witness witnesses"
)
"""Words that begin sentences, and so are written large, about people whom nobody names."""
SHORTEST: Final = 3
"""Letters from which on a part of a name is left out by itself."""


def names_of(annotated: Annotated, walk: Walked) -> Names:
    """The names of a report, from the reader's marks and from its claims."""
    found = _Found(annotated.report, _known(annotated, walk))
    for sentence in annotated.sentences:
        for first, last in _persons(sentence, annotated.report.text):
            found.take(annotated.report.text, sentence, first, last)
    for pattern in (INTRODUCED, AGED):
        for match in pattern.finditer(annotated.report.text):
            found.take_words(match[1], is_target=False)
    for phrase, is_target in _unknown_parties(walk):
        found.take_words(phrase, is_target=is_target)
    return found.names()


class _Found:
    """Names gathered over a report; whoever is once told to hold an office keeps his name in all of it, but a victim never does."""

    def __init__(self, report: Report, known: frozenset[str]) -> None:
        self._actors = ActorList()
        self._known = known
        self._source = f" {report.source or ''} "
        self._small = set(SMALL_WORD.findall(report.text)) | COMMON
        self._gone: set[str] = set()
        self._officials: set[str] = set()
        self._victims: set[str] = set()

    def take(self, text: str, sentence: Sentence, first: int, last: int) -> None:
        """A name that the reader marks as a person's."""
        name = Span(sentence.words[first].start, sentence.words[last].end).of(text)
        if self._is_public(name) or _holds_office(sentence, text, first, last):
            self._officials.add(name)
        else:
            self._gone.add(name)

    def take_words(self, words: str, *, is_target: bool) -> None:
        """Capitalised words of a slot that nothing is known of; a victim's name goes whatever his office.

        Words that the report also writes small are no name ("Activists said"), and a people's name makes an organisation of its run.
        """
        in_office = not is_target and not OFFICES.isdisjoint(words.casefold().split())
        for name in filter(None, map(self._without_small, _runs(words))):
            if in_office:
                self._officials.add(name)
            elif not self._is_public(name) and demonyms().keys().isdisjoint(name.casefold().split()):
                (self._victims if is_target else self._gone).add(name)

    def _without_small(self, name: str) -> str:
        words = name.split()
        while words and words[0].casefold() in self._small:
            words = words[1:]
        return " ".join(words)

    def names(self) -> Names:
        """What goes: victims, and those who hold no office; each also by the parts of his name."""
        victims = {part for name in self._victims for part in _parts(name)}
        officials = {name for name in self._officials if not victims & set(_parts(name))}
        held = {part for name in officials for part in _parts(name)}
        gone = self._victims | {name for name in self._gone - officials if not set(_parts(name)) <= held}
        parts = {part for name in gone for part in _parts(name)} - self._known
        return Names(gone=frozenset(gone | parts), kept=frozenset((officials | self._known) - gone - parts))

    def _is_public(self, name: str) -> bool:
        """Whether a name is that of a party, a place, a people or an outlet, or an acronym."""
        is_acronym = name.isupper() and len(name) <= 6
        return is_acronym or name in self._known or f" {name} " in self._source or self._actors.resolve(name).chosen is not None


def _persons(sentence: Sentence, text: str) -> Iterator[tuple[int, int]]:
    """Names that the reader marks as those of persons, without lower-case words and offices at their ends, and with names that go on."""
    other = {n for mention in sentence.names if mention.kind in OTHERS for n in range(mention.first, mention.last + 1)}
    for mention in sentence.names:
        if mention.kind is not NameKind.PERSON:
            continue
        first, last = mention.first, mention.last
        while first <= last and not _is_name(sentence.words[first].of(text)):
            first += 1
        while last >= first and not _is_name(sentence.words[last].of(text)):
            last -= 1
        while first <= last and last + 1 < len(sentence.words) and last + 1 not in other and _goes_on(sentence, text, last + 1):
            last += 1
        if first <= last:
            yield first, last


def _is_name(word: str) -> bool:
    return NAME_WORD.fullmatch(word) is not None and word.casefold().rstrip(".") not in OFFICES | POSTS | {
        "the",
        "a",
        "an",
        "mr",
        "mrs",
        "dr",
    }


def _goes_on(sentence: Sentence, text: str, n: int) -> bool:
    return sentence.upos[n] == "PROPN" and _is_name(sentence.words[n].of(text))


def _holds_office(sentence: Sentence, text: str, first: int, last: int) -> bool:
    """Whether an office stands before a name, or behind it before the next verb."""
    after = range(last + 1, min(len(sentence.words), last + 1 + AFTER))
    stop = next((n for n in after if sentence.upos[n] == "VERB"), after.stop)
    near = [*range(max(0, first - BEFORE), first), *range(last + 1, stop)]
    words = {sentence.words[n].of(text).casefold().rstrip(".,") for n in near}
    organised = {n for mention in sentence.names if mention.kind is NameKind.ORGANISATION for n in range(mention.first, mention.last + 1)}
    return not words & CARING and (bool(words & OFFICES) or (bool(words & POSTS) and not organised.isdisjoint(near)))


def _known(annotated: Annotated, walk: Walked) -> frozenset[str]:
    """Words that name no person: places and parties of the claims, and what the reader marks as something else oftener than as a person."""
    text = annotated.report.text
    marked: Counter[str] = Counter()
    for mention in (mention for sentence in annotated.sentences for mention in sentence.names):
        if mention.kind in OTHERS or mention.kind is NameKind.PERSON:
            marked[mention.span.of(text)] += 1 if mention.kind in OTHERS else -1
    places = {claim.place.text for claim in walk.claims if claim.place is not None}
    parties = {r.wording for r in walk.resolutions if isinstance(r.chosen, Actor)}
    return frozenset({name for name, count in marked.items() if count > 0} | {run for words in places | parties for run in _runs(words)})


def _unknown_parties(walk: Walked) -> Iterator[tuple[str, bool]]:
    """The wordings of speakers, actors and targets that are taken for no party, and whether each is a target."""
    met = {(r.claim, r.slot, r.index) for r in walk.resolutions if isinstance(r.chosen, Actor)}
    for claim in walk.claims:
        slots: Iterable[tuple[Slot, Sequence[Phrase]]] = (
            (Slot.SPEAKER, () if claim.speaker is None else (claim.speaker,)),
            (Slot.ACTOR, claim.actors),
            (Slot.TARGET, claim.targets),
        )
        for slot, phrases in slots:
            for n, phrase in enumerate(phrases):
                if (claim.id, slot, n) not in met:
                    yield phrase.text, slot is Slot.TARGET


def _runs(words: str) -> Iterator[str]:
    """Runs of capitalised words, particles between them included; none that leads up to an office, as "Foreign" does to "Minister"."""
    run: list[str] = []
    for token in [*words.split(), ""]:
        bare = token.strip(".,;:()\"“”'’")
        goes_on = _is_name(bare) or (run and bare.casefold() in PARTICLES)
        if goes_on:
            run.append(bare)
        if not goes_on or token[-1:] in ",;:":
            while run and run[-1].casefold() in PARTICLES:
                run.pop()
            if run and bare.casefold() not in OFFICES:
                yield " ".join(run)
            run = []


def _parts(name: str) -> list[str]:
    """The words of a name that stand for its bearer by themselves."""
    return [part for part in name.split() if "-" in part or (len(part) >= SHORTEST and part.casefold() not in PARTICLES)]
