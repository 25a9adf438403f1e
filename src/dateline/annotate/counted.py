"""The noun phrase that a number counts: by syntax where it is known, by the words that follow otherwise."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from dateline.model.mention import Sentence
from dateline.model.text import Span

_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_GAP: Final = re.compile(r"(?: \([^)\n]{1,24}\))?[ \u00a0\n][\"“‘']?")
_LONGEST: Final = 6


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PLURALS: Final = _set(
    "people children men women police personnel others civilians troops persons members youths families girls boys "
    "schoolchildren servicemen policemen policewomen gunmen crew aircraft fishermen militiamen cattle sheep hostages"
)
_NOT_PLURAL: Final = _set("was has is as its his this us thus plus across less yes towards perhaps sometimes always previous")
_LEADING: Final = _set("of the those these its their his her our more other")
_STATES: Final = _set("dead wounded injured missing homeless besieged displaced")
_STOP: Final = _set(
    "a an the of in on at to for and or by with from into near after before during since as when while who whom which that were was is "
    "are be been have has had will would could may might can killed wounded injured died die hurt dead missing besieged displaced "
    "it he she they we i you "
    "them us him there but not also including among mostly per than if so because since until over under between through against around "
    "about said says say were lost fled"
)


def count_noun(text: str, end: int, *, single: bool = False) -> Span | None:
    """The counted noun phrase right after `end`, by its words alone; None where none stands there. `single` allows a singular noun."""
    words = _following(text, end)
    first = last = None
    for word, after in zip_longest(words, words[1:]):
        if first is None and word.of(text).lower() in _LEADING:
            continue
        goes_on = after is not None and _looks_plural(after.of(text))
        if _stops(word.of(text).lower(), first=first is None) and not (word.of(text) in _STATES and goes_on):
            break
        first, last = first or word, word
        if _looks_plural(word.of(text)) and not goes_on:
            return Span(first.start, word.end)
    return Span(first.start, last.end) if single and first is not None and last is not None else None


def _stops(token: str, *, first: bool) -> bool:
    return token in _STOP or (first and token.endswith("ing"))


def _looks_plural(word: str) -> bool:
    token = word.lower()
    endings = ("ss", "ous", "'s", "’s", "us")
    regular = token.endswith("s") and len(token) > 3 and not token.endswith(endings) and token not in _NOT_PLURAL and not word.isupper()
    return token in _PLURALS or regular


def _following(text: str, end: int) -> list[Span]:
    """The next words as long as only blanks stand between them."""
    words: list[Span] = []
    while len(words) < _LONGEST and (gap := _GAP.match(text, end)) and (word := _WORD.match(text, gap.end())):
        words.append(Span(word.start(), word.end()))
        end = word.end()
    return words


class Syntax:
    """The sentences of a report, asked for the noun that a number depends on."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.span.start for sentence in sentences]

    def counted(self, span: Span) -> Span | None:
        """The noun phrase counted by the number at `span`, from the word after the number to its head; None where syntax shows none."""
        place = bisect_right(self._starts, span.start) - 1
        if place < 0 or not self._sentences[place].span.covers(span):
            return None
        sentence = self._sentences[place]
        inside = [n for n, word in enumerate(sentence.words) if span.covers(word)]
        for n in reversed(inside):
            head = self._head(sentence, n)
            if head is not None and self._stands_near(sentence, inside[-1], head):
                return Span(sentence.words[self._first_after(sentence, inside[-1], head)].start, sentence.words[head].end)
        return None

    @staticmethod
    def _head(sentence: Sentence, n: int) -> int | None:
        """The word counted by word `n`: its head ("45 <- people"), or what follows its "of" ("dozens -> of people")."""
        relation = sentence.relations[n]
        if relation.startswith(("nummod", "amod", "det")) and sentence.heads[n] >= 0:
            return sentence.heads[n]
        dependents = (m for m, head in enumerate(sentence.heads) if head == n and m > n and sentence.relations[m].startswith("nmod"))
        return next(dependents, None)

    def _stands_near(self, sentence: Sentence, last: int, head: int) -> bool:
        """Whether a noun shortly follows the number, with no verb between them and no preposition but "of"."""
        between = range(last + 1, head)
        if not last < head <= last + _LONGEST or sentence.upos[head] in {"PRON", "VERB", "AUX"}:
            return False
        parting = [sentence.words[m] for m in between if sentence.upos[m] in {"VERB", "AUX", "ADP"}]
        return all(word == sentence.words[last + 1] and word.of(self._text).lower() == "of" for word in parting)

    @staticmethod
    def _first_after(sentence: Sentence, last: int, head: int) -> int:
        """The first word of the phrase behind the number, without "of", articles and "more"."""
        skipped = ("ADP", "DET", "PRON", "PUNCT", "NUM")
        return next((m for m in range(last + 1, head) if sentence.upos[m] not in skipped), head)
