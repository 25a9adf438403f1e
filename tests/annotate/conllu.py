"""Sentences with trees from CoNLL-U text, so that the rules of saying can be tested without a trained reader."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.mention import Mention, NameKind, Sentence
from dateline.model.text import Span


def sentences_of(conllu: str) -> tuple[str, tuple[Sentence, ...]]:
    """The text and the sentences of CoNLL-U blocks; sentences are joined by a blank, or by a blank line before `# newpar`."""
    text = ""
    out: list[Sentence] = []
    for block in conllu.strip().split("\n\n"):
        lines = block.splitlines()
        if out:
            text += "\n\n" if any(line.startswith("# newpar") for line in lines) else " "
        start = len(text)
        rows = [line.split("\t") for line in lines if line and line[0].isdigit()]
        spans = []
        for form, space in _tokens(rows):
            spans.append(Span(len(text), len(text) + len(form)))
            text += form + space
        text = text.rstrip(" ")
        out.append(_sentence([row for row in rows if row[0].isdigit()], spans, Span(start, len(text))))
    return text, tuple(out)


def _tokens(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Word forms with the blank after them; words of a multi-word token stand close."""
    closed: dict[int, str] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            closed |= dict.fromkeys(range(first, last), "") | {last: "" if "SpaceAfter=No" in row[9] else " "}
        elif row[0].isdigit():
            yield row[1], closed.get(int(row[0]), "" if "SpaceAfter=No" in row[9] else " ")


def _sentence(rows: list[list[str]], words: list[Span], span: Span) -> Sentence:
    return Sentence(
        span=span,
        words=tuple(words),
        upos=tuple(row[3] for row in rows),
        heads=tuple(int(row[6]) - 1 for row in rows),
        relations=tuple(row[7] for row in rows),
        names=tuple(_names(rows, words)),
    )


def _names(rows: list[list[str]], words: list[Span]) -> Iterator[Mention]:
    """Names given in the last column as `Name=person` on each of their words."""
    first: int | None = None
    kinds = [next((f.removeprefix("Name=") for f in row[9].split("|") if f.startswith("Name=")), None) for row in rows]
    for i, kind in enumerate(kinds):
        if kind is not None and first is None:
            first = i
        if first is not None and (i + 1 == len(kinds) or kinds[i + 1] != kinds[first]):
            span = Span(words[first].start, words[i].end)
            yield Mention(kind=NameKind(str(kinds[first])), span=span, first=first, last=i, score=1.0)
            first = None
