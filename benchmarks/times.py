"""Measure the times found and their values on WikiWars (histories of wars) and MEANTIME (Wikinews reports): one table.

    python benchmarks/times.py [--shared FOLDER] [--errors CORPUS]

A found time matches a gold one when they overlap (relaxed) or are the same words less their preposition (strict); its value is right when
the TIMEX value is the same. WikiWars is read as a history: dates without a year follow the scene. Ranges count as their two ends, as both
corpora mark them. HeidelTime's figures were measured with its standalone release on the same WikiWars texts.
"""

from __future__ import annotations

import argparse
import os
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateline.annotate.times import find_times
from dateline.model.mention import TimeExpression
from dateline.model.world import When
from dateline.resolve.times import TimeContext, resolve_time, scene_after, story_years

HEIDELTIME = {"WikiWars": "HeidelTime 92.8 relaxed F1, 86.4 strict F1, 84.0 value F1"}


@dataclass(frozen=True, slots=True)
class Timex:
    """A time as a corpus marks it, or as it was found."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its gold times; `history` tells a story whose dates follow one another."""

    name: str
    text: str
    published: date | None
    gold: tuple[Timex, ...]
    history: bool


def wikiwars(folder: Path) -> Iterator[Document]:
    """The histories, their inner times where one lies in another."""
    for path in sorted((folder / "keyinline").glob("*.xml")):
        head, _, body = path.read_text(encoding="utf-8").partition("<TEXT>")
        source = body.partition("</TEXT>")[0]
        saved = re.search(r"\d{4}-\d\d-\d\d", head)
        text, gold, opened = "", [], []
        for piece in re.split(r"(<[^>]+>)", source):
            if piece.startswith("<TIMEX2"):
                value = re.search(r'\bval="([^"]*)"', piece)
                opened.append((len(text), value[1] if value else ""))
            elif piece == "</TIMEX2>":
                begun, marked = opened.pop()
                gold.append(Timex(begun, len(text), marked))
            elif not piece.startswith("<"):
                text += piece.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        published = date.fromisoformat(saved[0]) if saved is not None else None
        yield Document(path.name.partition(".")[0], text, published, tuple(sorted(gold, key=lambda g: (g.start, g.end))), history=True)


def meantime(folder: Path) -> Iterator[Document]:
    """The Wikinews reports with the date of their creation; only the sentences that were annotated (the first six) are kept."""
    for path in sorted((folder / "intra-doc_annotation").glob("*/*.xml")):
        root = ET.parse(path).getroot()
        text, spans = "", {}
        for token in root.iter("token"):
            if int(token.attrib["sentence"]) > 5:
                break
            word = token.text or ""
            text += "" if not text or word in {",", ".", "'s", ")"} or text.endswith("(") else " "
            spans[token.attrib["t_id"]] = (len(text), len(text) + len(word))
            text += word
        published, gold = None, []
        for timex in root.iter("TIMEX3"):
            if timex.attrib.get("functionInDocument") == "CREATION_TIME" and re.fullmatch(r"\d{4}-\d\d-\d\d", timex.attrib["value"]):
                published = date.fromisoformat(timex.attrib["value"])
            anchors = [spans[a.attrib["t_id"]] for a in timex.iter("token_anchor") if a.attrib["t_id"] in spans]
            if anchors:
                gold.append(Timex(anchors[0][0], anchors[-1][1], timex.attrib["value"]))
        yield Document(path.stem, text, published, tuple(sorted(gold, key=lambda g: g.start)), history=False)


def found_in(document: Document) -> list[Timex]:
    """The times of a document with their values, ranges as two."""
    scene: When | None = None
    found: list[Timex] = []
    expressions = find_times(document.text)
    story = story_years(expressions) if document.history else None
    for expression in expressions:
        sentence = clause_around(document.text, expression)
        context = TimeContext(scene=scene, history=document.history)
        when = resolve_time(expression, anchor=document.published, wording=sentence, context=context)
        scene = scene_after(scene, when, story=story)
        found += timexes(document.text, expression, when)
    return found


def clause_around(text: str, expression: TimeExpression) -> str:
    """The sentence up to and around a time, by full stops alone."""
    start = max(text.rfind(mark, 0, expression.span.start) for mark in (". ", "\n", "; ")) + 1
    end = min((at for at in (text.find(mark, expression.span.end) for mark in (".", "\n", ";")) if at >= 0), default=len(text))
    return text[start:end]


_LED = re.compile(r"(?:since|until|till|by|before|after|from|between|starting) ", re.I)
_TIE = re.compile(r"\s*(?:-|–|\bto\b|\band\b|\bthrough\b|\buntil\b)\s*")


def timexes(text: str, expression: TimeExpression, when: When | None) -> list[Timex]:
    start, end = expression.span.start, expression.span.end
    led = _LED.match(text, start, end)
    start = led.end() if led is not None else start
    value = when.value if when is not None else ""
    if expression.value.startswith("range:"):
        ties = list(_TIE.finditer(text, start, end))
        first, _, second = value.partition("/")
        if ties:
            return [Timex(start, ties[-1].start(), first), Timex(ties[-1].end(), end, second)]
    value = re.sub(r"^\.\./|/(?:\.\.|\d{4}-\d\d-\d\d)$", "", value)
    return [Timex(start, end, value)]


@dataclass(slots=True)
class Score:
    """Counts of gold and found times, and of those that match."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0

    def f1(self, right: int) -> float:
        """F1 in per cent for `right` of them."""
        return 200 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def score(document: Document, found: list[Timex], total: Score, errors: Counter[str]) -> None:
    free = list(found)
    total.gold += len(document.gold)
    total.found += len(found)
    for gold in document.gold:
        words = document.text[gold.start : gold.end]
        match = max(
            (f for f in free if f.start < gold.end and gold.start < f.end),
            key=lambda f: (f.value == gold.value, min(f.end, gold.end) - max(f.start, gold.start)),
            default=None,
        )
        if match is None:
            errors[f"missed   {words!r} {gold.value}"] += 1
            continue
        free.remove(match)
        total.relaxed += 1
        total.strict += (match.start, match.end) == (gold.start, gold.end)
        if match.value == gold.value:
            total.value += 1
        else:
            errors[f"value    {words!r} gold {gold.value} found {document.text[match.start : match.end]!r} {match.value}"] += 1
    for spare in free:
        errors[f"spurious {document.text[max(0, spare.start - 15) : spare.end + 15]!r} {spare.value}"] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("DATELINE_SHARED", "../shared")))
    parser.add_argument("--errors", metavar="CORPUS", help="print what was missed or wrong in one corpus")
    options = parser.parse_args()
    data = options.shared / "data" / "time"
    heads = (("docs", 5), ("gold", 6), ("found", 6), ("relaxed F1", 11), ("strict F1", 10), ("value F1", 9), ("value acc.", 11))
    print(f"{'corpus':10} " + " ".join(f"{head:>{width}}" for head, width in (*heads, ("ms/1000 chars", 14))))
    for name, documents in (("WikiWars", list(wikiwars(data / "wikiwars"))), ("MEANTIME", list(meantime(data / "meantime")))):
        total, errors = Score(), Counter[str]()
        begun = time.perf_counter()
        answers = [found_in(document) for document in documents]
        spent = time.perf_counter() - begun
        for document, found in zip(documents, answers, strict=True):
            score(document, found, total, errors)
        size = sum(len(document.text) for document in documents)
        print(
            f"{name:10} {len(documents):5} {total.gold:6} {total.found:6} {total.f1(total.relaxed):11.1f} {total.f1(total.strict):10.1f}"
            f" {total.f1(total.value):9.1f} {100 * total.value / max(1, total.relaxed):11.1f} {1e6 * spent / size:14.2f}"
            f"   {HEIDELTIME.get(name, '')}"
        )
        if options.errors == name:
            print("\n".join(f"{count:4} {error}" for error, count in errors.most_common()))


if __name__ == "__main__":
    main()
