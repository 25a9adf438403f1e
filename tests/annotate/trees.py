"""Sentences with hand-made trees, so that the rules of saying are tested apart from any trained reader.

A word is written `form/UPOS/head/relation`, with `/name kind` after it for the words of a name; heads count from 1, 0 is the root. `//`
parts sentences, `///` paragraphs. Marks stand close to their words as in print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model.mention import Mention, NameKind, Sentence
from dateline.model.text import Span

CLOSE_BEFORE = frozenset([",", ".", ":", ";", "?", "!", ")", "”", "’", "'s", "’s", "n't", "n’t"])
CLOSE_AFTER = frozenset(["(", "“", "‘"])


def trees(notation: str) -> tuple[str, tuple[Sentence, ...]]:
    """The text that a notation spells, and its sentences."""
    text = ""
    out: list[Sentence] = []
    for n, paragraph in enumerate(notation.split(" /// ")):
        text += "\n\n" if n else ""
        for k, words in enumerate(paragraph.split(" // ")):
            text += " " if k else ""
            rows = [tuple(word.split("/")) for word in words.split()]
            start = len(text)
            spans = []
            for i, row in enumerate(rows):
                gap = i > 0 and row[0] not in CLOSE_BEFORE and rows[i - 1][0] not in CLOSE_AFTER
                text += " " if gap else ""
                spans.append(Span(len(text), len(text) + len(row[0])))
                text += row[0]
            out.append(_sentence(rows, spans, Span(start, len(text))))
    return text, tuple(out)


def _sentence(rows: Sequence[tuple[str, ...]], words: Sequence[Span], span: Span) -> Sentence:
    return Sentence(
        span=span,
        words=tuple(words),
        upos=tuple(row[1] for row in rows),
        heads=tuple(int(row[2]) - 1 for row in rows),
        relations=tuple(row[3] for row in rows),
        names=tuple(_names(rows, words)),
    )


def _names(rows: Sequence[tuple[str, ...]], words: Sequence[Span]) -> Iterator[Mention]:
    kinds = [row[4] if len(row) > 4 else None for row in rows]
    first = 0
    for i, kind in enumerate(kinds):
        if i == 0 or kinds[i - 1] != kind:
            first = i
        if kind is not None and (i + 1 == len(kinds) or kinds[i + 1] != kind):
            span = Span(words[first].start, words[i].end)
            yield Mention(kind=NameKind(kind), span=span, first=first, last=i, score=1.0)
