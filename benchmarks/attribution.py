"""How well sayings are found: PolNeAR's source, cue and content, and the speakers of the project's claim cards.

    python benchmarks/attribution.py [--polnear FOLDER] [--gold FOLDER] [--show]

PolNeAR (Newell et al. 2018, LREC) is a development measure only; nothing is trained on it. It also marks attitudes ("hopes to win") and
acts that Dateline does not take for sayings, so recall has a ceiling. A token counts once a class, punctuation left out; a source is
exact when its words are, punctuation at its rims aside. A card's speaker is found when a saying whose content overlaps the card's quote, or
whose cue stands in it, has a speaker with the same words.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.annotate.quotations import find_quotations
from dateline.annotate.reader import Reader
from dateline.annotate.speech import find_sayings
from dateline.model.mention import Saying
from dateline.model.text import Phrase, Span

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[2] / "shared"))
CLASSES = ("Source", "Cue", "Content")
_WORD = re.compile(r"\w+")
_EMPTY = frozenset(re.findall(r"\w+", "a an the of in on at to for and or by with from s its his her their this that these those some any"))


@dataclass(slots=True)
class Tally:
    """Right, in gold, and found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: set[Any], found: set[Any]) -> None:
        """Count what two sets share."""
        self.right += len(gold & found)
        self.gold += len(gold)
        self.found += len(found)

    def row(self, name: str) -> str:
        """One line of the table."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"{name:24} F1 {100 * f1:5.1f}  P {100 * precision:5.1f}  R {100 * recall:5.1f}   (gold {self.gold}, found {self.found})"


@dataclass(slots=True)
class Clock:
    """Processor seconds spent on sayings alone, and words read."""

    seconds: float = 0.0
    words: int = 0


@dataclass(slots=True)
class Attributions:
    """Spans of one document by class."""

    spans: dict[str, set[tuple[Span, ...]]] = field(default_factory=lambda: {name: set() for name in CLASSES})


def sayings_of(text: str, reader: Reader, clock: Clock) -> tuple[Saying, ...]:
    sentences = reader.read(text)
    start = time.process_time()
    sayings = find_sayings(text, sentences, find_quotations(text))
    clock.seconds += time.process_time() - start
    clock.words += sum(len(s.words) for s in sentences)
    return sayings


def read_brat(path: Path) -> Attributions:
    """Source, cue and content spans of a brat file; a span may have several parts."""
    out = Attributions()
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        name, _, places = columns[1].partition(" ")
        if line[0] == "T" and name in CLASSES:
            out.spans[name].add(tuple(sorted(Span(*map(int, place.split())) for place in places.split(";"))))
    return out


def found_in(sayings: Iterable[Saying]) -> Attributions:
    out = Attributions()
    for saying in sayings:
        if saying.speaker is not None:
            out.spans["Source"].add((saying.speaker.stand_in or saying.speaker.span,))
        out.spans["Cue"].add((saying.cue,))
        out.spans["Content"].add(saying.content)
    return out


def words_in(text: str, spans: Iterable[Sequence[Span]]) -> set[int]:
    return {m.start() for parts in spans for part in parts for m in _WORD.finditer(text, part.start, part.end)}


def exact(text: str, spans: Iterable[Sequence[Span]]) -> set[tuple[int, ...]]:
    return {tuple(m.start() for part in parts for m in _WORD.finditer(text, part.start, part.end)) for parts in spans}


def score_polnear(folder: Path, reader: Reader, *, show: bool) -> None:
    tallies = {name: Tally() for name in (*CLASSES, "exact Source", "exact Cue", "exact Content")}
    clock = Clock()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, _, _annotator = path.stem.rpartition("_")
        text = (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")
        gold, found = read_brat(path), found_in(sayings_of(text, reader, clock))
        for kind in CLASSES:
            tallies[kind].add(words_in(text, gold.spans[kind]), words_in(text, found.spans[kind]))
            tallies[f"exact {kind}"].add(exact(text, gold.spans[kind]), exact(text, found.spans[kind]))
        if show:
            show_sources(name, text, gold, found)
    for name, tally in tallies.items():
        print(tally.row(f"PolNeAR {name}"))
    print(f"{1e6 * clock.seconds / max(1, clock.words):.1f} microseconds a word over {clock.words} words")


def show_sources(name: str, text: str, gold: Attributions, found: Attributions) -> None:
    for sign, mine, theirs in (("-", gold, found), ("+", found, gold)):
        have = exact(text, theirs.spans["Source"])
        for parts in sorted(mine.spans["Source"]):
            if not exact(text, [parts]) <= have:
                around = text[max(0, parts[0].start - 60) : parts[-1].end + 60].replace("\n", " / ")
                print(f"{sign} {name[:24]} {' '.join(p.of(text) for p in parts)!r}  in  {around!r}")


def same_words(a: str, b: str) -> bool:
    """Whether one wording's words lie in the other's, or half of all are shared: as the claim cards are scored."""
    x, y = (set(_WORD.findall(s.casefold().replace("’", "'").replace("'s", ""))) - _EMPTY for s in (a, b))
    if not x or not y:
        return a.strip().casefold() == b.strip().casefold()
    return x <= y or y <= x or len(x & y) / len(x | y) >= 0.5


def options(value: Any) -> list[str | None]:
    return value["any"] if isinstance(value, dict) else [value]


def agrees(value: Any, phrase: Phrase | None) -> bool:
    wording = None if phrase is None else phrase.text
    return any(
        (o is None and wording is None) or (o is not None and wording is not None and same_words(o, wording)) for o in options(value)
    )


def over(sayings: Iterable[Saying], start: int, end: int) -> Iterator[Saying]:
    """Sayings whose content overlaps a stretch of text."""
    quote = Span(start, end)
    return (s for s in sayings if any(c.overlaps(quote) for c in s.content))


def shown_in(sayings: Iterable[Saying], start: int, end: int) -> Iterator[Saying]:
    """Sayings whose cue stands in a stretch of text: the card of a denial or an appeal quotes the act, not what was said."""
    quote = Span(start, end)
    return (s for s in sayings if quote.covers(s.cue))


def score_gold(folder: Path, reader: Reader, *, show: bool) -> None:
    speakers, media, quiet = Tally(), Tally(), Tally()
    clock = Clock()
    for path in sorted(folder.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / report["text_file"]).read_text(encoding="utf-8")
        sayings = sayings_of(text, reader, clock)
        for card in report["cards"]:
            place = re.search(r"\s+".join(map(re.escape, card["quote"].split())), text)
            if place is None:
                raise ValueError(f"{path.name}: the quote of {card['id']} is not in the text")
            telling = list(over(sayings, *place.span()))
            wrong = [f"{s.tone} {None if s.speaker is None else s.speaker.text!r}" for s in telling]
            if None not in options(card["source"]):
                telling += shown_in(sayings, *place.span())
                right = any(s.speaker is not None and agrees(card["source"], s.speaker) for s in telling)
                speakers.add({card["id"]}, {card["id"]} if right else {"wrong"} if telling else set())
                if show and not right:
                    print(f"- {path.stem} {card['id']} {card['source']}: {card['quote'][:110]!r}  found {wrong}")
                if right and None not in options(card["via"]):
                    relayed = any(agrees(card["via"], s.via) for s in telling)
                    media.add({card["id"]}, {card["id"]} if relayed else set())
                    if show and not relayed:
                        print(f"- {path.stem} {card['id']} via {card['via']}: {card['quote'][:110]!r}")
            elif options(card["source"]) == [None]:
                spoken = any(s.speaker is not None for s in telling)
                quiet.add({card["id"]}, set() if spoken else {card["id"]})
                if show and spoken:
                    print(f"+ {path.stem} {card['id']} the outlet itself: {card['quote'][:110]!r}  found {wrong}")
    print(speakers.row("cards: speaker"))
    print(media.row("cards: medium"))
    print(quiet.row("cards: told by outlet"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, default=SHARED / "data" / "polnear" / "dev")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "dev")
    parser.add_argument("--show", action="store_true", help="print every miss")
    options_given = parser.parse_args()
    for folder in (options_given.polnear, options_given.gold):
        if not folder.is_dir():
            print(f"no such folder: {folder}; name it with --polnear or --gold", file=sys.stderr)
            return 2
    reader = Reader()
    score_gold(options_given.gold, reader, show=options_given.show)
    score_polnear(options_given.polnear, reader, show=options_given.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
