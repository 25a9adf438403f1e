"""WordPiece of the reader's uncased vocabulary, word by word and cached, so that no tokenizer library is needed at run time."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

SHAPES = 8
"""Number of word shapes; 0 stands for the marks around a sentence."""
MAX_PIECE = 100
"""Longest run of characters that is split; a longer one is unknown, as in the published algorithm."""
CACHE = 200_000


def shape(word: str) -> int:
    """How a word is written, which the vocabulary cannot see: 1 lower, 2 upper, 3 one capital, 4 title, 5 digits, 6 mixed, 7 other."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 4
    if any(c.isdigit() for c in word):
        return 5
    return 6 if word[0].isupper() else 7


def basic_tokens(word: str) -> list[str]:
    """Lower case without accents, split at punctuation and at Chinese characters, control characters left out."""
    out: list[str] = []
    current: list[str] = []
    for c in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(c)
        if category == "Mn" or c in "\0\ufffd" or (category[0] == "C" and c not in "\t\n\r"):
            continue
        splits = category[0] == "P" or (c.isascii() and not c.isalnum() and not c.isspace()) or "\u4e00" <= c <= "\u9fff"
        if splits or c.isspace():
            if current:
                out.append("".join(current))
            current = []
            if splits:
                out.append(c)
        else:
            current.append(c)
    if current:
        out.append("".join(current))
    return out


class WordPiece:
    """Word -> ids of its pieces, longest match first."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Take the vocabulary in the order of its ids."""
        self.ids = {piece: n for n, piece in enumerate(vocabulary)}
        self.unknown, self.start, self.end = (self.ids[m] for m in ("[UNK]", "[CLS]", "[SEP]"))
        self._cache: dict[str, tuple[int, ...]] = {}

    def pieces(self, word: str) -> tuple[int, ...]:
        """Ids of one word's pieces; a word that holds nothing readable is one unknown piece."""
        known = self._cache.get(word)
        if known is None:
            known = tuple(i for token in basic_tokens(word) for i in self._split(token)) or (self.unknown,)
            if len(self._cache) < CACHE:
                self._cache[word] = known
        return known

    def _split(self, token: str) -> Sequence[int]:
        if len(token) > MAX_PIECE:
            return (self.unknown,)
        out: list[int] = []
        at = 0
        while at < len(token):
            end = len(token)
            while end > at:
                piece = self.ids.get(token[at:end] if at == 0 else "##" + token[at:end])
                if piece is not None:
                    break
                end -= 1
            else:
                return (self.unknown,)
            out.append(piece)
            at = end
        return out
