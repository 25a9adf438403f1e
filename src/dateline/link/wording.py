"""Which words of a report tell it from others: those of the whole report, and the names around a claim.

The reader's own encoder gives one vector a token and none for a text that would be cheap to compare. Words weighted by how rare they are in
the ledger (TF-IDF) do as well, need no model, and can be shown to a person.

How rare a word is stands in the list itself: a rare word is several items. The number of items that two lists share is then the rarity they
share, which every database can count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log2
from zlib import crc32

from dateline.model.text import Report, Span

KEPT = 48
"""Words of a report that are compared: enough for a story's own words, few enough for a database to hold a list a claim."""

AROUND = 600
"""Characters before and after a claim's evidence in which names count as those of its happening."""

HEAD = 400
"""Characters of a text, title included, that are its head."""

NAMES = 24
"""Names around a claim that are compared, the rarest ones."""

WIDESPREAD = 0.2
"""Words in a larger share of the reports say nothing about which happening it is."""

RARE_SHARE, RARE_COUNT = 0.01, 10
"""A word in at most this share of the reports, or in so few reports, is rare enough to propose that they tell one happening."""

PROPOSING = 10
"""So many of the rare words around a claim, the most telling ones, propose pairs."""

FREQUENT_BITS, BITS_AN_ITEM = 4.5, 1.2
"""A word's items: its rarity above that of one report in 23, a step of bits an item; a town's name is none then, and a victim's several."""

OWN_BITS = 1.7
"""The same for the words of a claim's own sentence, where a town's name and a kind of weapon count too."""

LONGEST_SENTENCE = 300
"""Characters before and after a claim's evidence that its sentence takes in at most."""

SMALLEST_LEDGER = 1000
"""A ledger of fewer reports is taken as part of one of so many, in whose other reports a word does not stand."""

SHORTEST = 3
"""Letters of the shortest word that counts."""

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
BEGINS = re.compile(r"(?:^|[.!?:\"“”‘\n()])\s*$")
"""What stands before a word whose capital says nothing."""

ENDS = re.compile(r"(?<![A-Z])[.!?][\"”’')]*\s+(?=[A-Z“\"‘(])|\n+")
"""Where a sentence ends; not after the point of a single letter, as in "U.S."."""

FUNCTION = frozenset(
    # read as a sentence, not as a list
    "about after again all also and any are because been before being between both but can could did does down during each "  # noqa: SIM905
    "for from had has have her here him his how into its just like may more most not now off one only other our "
    "out over own said same say says she some such than that the their them then there these they this those through told two under "
    "until was were what when where which while who will with would you your".split()
)
"""English words too frequent to tell anything, for ledgers too small to show it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one report: how often each stands there, where each stands, and which of them are names."""

    counts: Mapping[str, int]
    places: tuple[tuple[int, str], ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """In how many of a ledger's reports each word stands."""

    reports: int
    held: Mapping[str, int]
    _made: dict[tuple[str, float], tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Vocabulary:
        """Count the words of reports; each report counts a word once."""
        held: Counter[str] = Counter()
        total = 0
        for report in reports:
            held.update(wording_of(report).counts.keys())
            total += 1
        return cls(total, held)

    def rarity(self, word: str) -> float:
        """How rarely a report holds the word, in bits: log2 of the inverse share, one report added."""
        return round(log2((1 + max(self.reports, SMALLEST_LEDGER)) / (1 + self.held.get(word, 0))), 6)

    def is_telling(self, word: str) -> bool:
        """Whether the word stands in few enough reports to tell one story from another."""
        return self.held.get(word, 0) <= max(WIDESPREAD * self.reports, min(RARE_COUNT, self.reports / 2))

    def is_rare(self, word: str) -> bool:
        """Whether the word stands in so few reports that those which share it are worth comparing."""
        return self.held.get(word, 0) <= max(RARE_COUNT, RARE_SHARE * self.reports)

    def is_singular(self, word: str) -> bool:
        """Whether the word stands in so few reports that those which share it are worth comparing whenever they were published."""
        return self.held.get(word, 0) <= RARE_COUNT

    def items(self, words: Iterable[str], *, frequent: float = FREQUENT_BITS) -> frozenset[int]:
        """Words as items that weigh what the words do, each a positive 31-bit number that is the same on every machine.

        A word of `frequent` bits of rarity or fewer has none.
        """
        return frozenset(item for word in words for item in self._items_of(word, frequent))

    def _items_of(self, word: str, frequent: float) -> tuple[int, ...]:
        """The items of one word, made once: words recur in thousands of sentences."""
        found = self._made.get((word, frequent))
        if found is None:
            count = max(0, round((self.rarity(word) - frequent) / BITS_AN_ITEM))
            found = self._made[word, frequent] = tuple(crc32(f"{word} {n}".encode()) & 0x7FFFFFFF for n in range(count))
        return found


def wording_of(report: Report) -> Wording:
    """Words of the title and the text but for those of the outlet's name; a name is capitalised inside some sentence of the report."""
    outlet = frozenset(map(_plain, WORD.findall(report.source or "")))
    counts: Counter[str] = Counter()
    places: list[tuple[int, str]] = []
    names: set[str] = set()
    for found in WORD.finditer(report.text):
        word = _plain(found.group())
        if _counts(word, outlet):
            counts[word] += 1
            places.append((found.start(), word))
            if found.group()[0].isupper() and BEGINS.search(report.text[max(0, found.start() - 3) : found.start()]) is None:
                names.add(word)
    counts.update(word for word in map(_plain, WORD.findall(report.title or "")) if _counts(word, outlet))
    return Wording(counts, tuple(places), frozenset(names))


def _plain(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")


def _counts(word: str, outlet: frozenset[str]) -> bool:
    return len(word) >= SHORTEST and word not in FUNCTION and word not in outlet


def telling_words(wording: Wording, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words that tell a report from others, most telling first (TF-IDF)."""
    return most_telling((word for word in wording.counts if vocabulary.is_telling(word)), wording, vocabulary)[:KEPT]


def head_words(report: Report, vocabulary: Vocabulary) -> frozenset[str]:
    """The telling words of the title and the first lines, where a report says in a nutshell what it tells."""
    outlet = frozenset(map(_plain, WORD.findall(report.source or "")))
    found = map(_plain, WORD.findall(f"{report.title or ''} {report.text[:HEAD]}"))
    return frozenset(word for word in found if _counts(word, outlet) and vocabulary.is_telling(word))


def words_around(evidence: Span, wording: Wording, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The telling words that stand close to a claim's evidence, most telling first."""
    start, end = evidence.start - AROUND, evidence.end + AROUND
    found = {word for at, word in wording.places if start <= at < end and vocabulary.is_telling(word)}
    return most_telling(found, wording, vocabulary)


def own_words(evidence: Span, report: Report, wording: Wording, vocabulary: Vocabulary) -> frozenset[str]:
    """The telling words of the sentence in which a claim's evidence stands."""
    start, end = sentence_around(evidence, report.text)
    first, after = bisect_left(wording.places, (start,)), bisect_left(wording.places, (end,))
    return frozenset(word for _, word in wording.places[first:after] if vocabulary.is_telling(word))


def sentence_around(evidence: Span, text: str) -> tuple[int, int]:
    """Where the sentence of a span begins and ends, as far as LONGEST_SENTENCE before and after it."""
    before = list(ENDS.finditer(text, max(0, evidence.start - LONGEST_SENTENCE), evidence.start + 1))
    after = ENDS.search(text, evidence.end, evidence.end + LONGEST_SENTENCE)
    start = before[-1].end() if before else max(0, evidence.start - LONGEST_SENTENCE)
    return start, evidence.end + LONGEST_SENTENCE if after is None else after.start()


def most_telling(words: Iterable[str], wording: Wording, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Words by term frequency and inverse document frequency, the highest first."""
    weights = {word: round((1 + log2(wording.counts[word])) * vocabulary.rarity(word), 6) for word in words}
    return tuple(sorted(weights, key=lambda word: (-weights[word], word)))
