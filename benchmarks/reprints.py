"""How well planted reprints are found again, and how time and memory grow: `python -m benchmarks.reprints [--sizes 1000 10000]`.

Reports of `data/reports/fakes.jsonl` (with their outlets) and `data/linking/shootings.jsonl` (without) are copied by a script with a fixed
seed: edited, shortened, given another title, printed with other punctuation, or a paragraph of one is put into another. The rest of each
set stays as it is: reports of the same war or the same shooting that nobody copied. Planted against the finder are the same quotation in
two stories and one paragraph of background in eight stories of an outlet.

Counted are pairs. Some of the reports carry each other's text already, since agencies serve many outlets: pairs whose originals share ten
words in a row are counted apart ("unsaid"), neither for nor against, because nobody has said what they are. Texts are split in two halves
by a hash of their id; thresholds were set on the first.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from math import log
from pathlib import Path

from dateline.link.reprints import Printed, ReprintIndex
from dateline.model.ids import digest
from dateline.model.reprint import Extent, Passage, reprint_sets

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SETS = {"fakes": "data/reports/fakes.jsonl", "shootings": "data/linking/shootings.jsonl"}
FLOORS = {"whole": (0.98, 0.95), "partial": (0.9, 0.9)}
RUN = 10
SHORTEST, PARAGRAPH = 60, 35
SENTENCE = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[\"“A-Z])")
WORD = re.compile(r"[a-z0-9]+")
PLANTS = 40

Pair = tuple[str, str]


@dataclass
class Planted:
    """Reports as the finder gets them, from which originals each was made, and which pairs are reprints."""

    reports: dict[str, Printed] = field(default_factory=dict)
    made_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    whole: set[Pair] = field(default_factory=set)
    partial: set[Pair] = field(default_factory=set)
    unscored: set[Pair] = field(default_factory=set)
    kinds: dict[Pair, str] = field(default_factory=dict)

    def put(self, report: Printed, *originals: str) -> str:
        """Add a report and say what it was made of."""
        self.reports[report.id] = report
        self.made_of[report.id] = originals
        return report.id


def load(path: Path, half: int) -> list[Printed]:
    """Reports of one half that are long enough to be worth copying."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    found = [
        Printed(id=row["id"], text=row["text"], outlet=row.get("outlet"), published=date.fromisoformat(row["published"]))
        for row in rows
        if len(row["text"].split()) >= SHORTEST and row.get("published")
    ]
    by_id = {report.id: report for report in found}
    return [report for report in by_id.values() if int(digest(report.id.encode())[:8], 16) % 2 == half]


def edited(text: str, rate: float, chance: random.Random, vocabulary: Sequence[str]) -> str:
    """Words replaced, lost or added, each at a third of `rate`."""
    out: list[str] = []
    for word in text.split(" "):
        drawn = chance.random() / rate if rate else 1.0
        if drawn >= 1:
            out.append(word)
        elif drawn >= 1 / 3:
            out += [chance.choice(vocabulary)] if drawn < 2 / 3 else [word, chance.choice(vocabulary)]
    return " ".join(out)


def other_punctuation(text: str, chance: random.Random) -> str:
    """One outlet's marks for another's: quotation marks, dashes, apostrophes, commas, full stops in initials."""
    opening, closing = chance.choice((("“", "”"), ("«", "»"), ("„", "“"), ("", ""), ("'", "'")))
    text = re.sub(r'(^|(?<=[\s(]))["“]', opening, text)
    text = re.sub(r'["”]', closing, text)
    text = re.sub(r"(?<=\w)['’](?=\w)", chance.choice(("", "’", "'")), text)
    text = re.sub(r"\s[-–—]+\s", chance.choice((" — ", "—", " ", " – ")), text)
    if chance.random() < 0.5:
        text = text.replace(",", "")
    return re.sub(r"\b([A-Z])\.([A-Z])\.", r"\1\2", text) if chance.random() < 0.5 else text


def shortened(text: str, share: float) -> str:
    """The first sentences, up to a share of the words and no fewer than 30."""
    words, kept = max(30, int(share * len(text.split()))), []
    for sentence in SENTENCE.split(text):
        kept.append(sentence)
        words -= len(sentence.split())
        if words <= 0:
            break
    return " ".join(kept)


def retitled(text: str, chance: random.Random, titles: Sequence[str]) -> str:
    """Another report's first sentence for a title."""
    return f"{chance.choice(titles)}\n\n{text}"


def copies(text: str, chance: random.Random, vocabulary: Sequence[str], titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each way of printing a report again."""
    yield "edited", edited(text, chance.uniform(0.02, 0.2), chance, vocabulary)
    yield "shortened", shortened(text, chance.uniform(0.3, 0.8))
    yield "re-titled", retitled(text, chance, titles)
    yield "punctuation", other_punctuation(text, chance)
    mixed = edited(shortened(text, chance.uniform(0.4, 0.9)), chance.uniform(0.02, 0.1), chance, vocabulary)
    yield "all of these", other_punctuation(retitled(mixed, chance, titles), chance)


def paragraph(text: str, chance: random.Random) -> str | None:
    """Two to five sentences in a row, at most half the report, with enough words outside quotation marks; None where there are none."""
    sentences = SENTENCE.split(text)
    for _ in range(20):
        start = chance.randrange(len(sentences))
        found = " ".join(sentences[start : start + chance.randint(2, 5)])
        outside = len(re.sub(r'["“][^"“”]*["”]', "", found).split())
        if outside >= PARAGRAPH and len(found.split()) <= len(text.split()) / 2:
            return found
    return None


def inserted(host: str, part: str, chance: random.Random) -> str:
    """A paragraph put between two sentences."""
    sentences = SENTENCE.split(host)
    at = chance.randint(1, len(sentences))
    return " ".join([*sentences[:at], part, *sentences[at:]])


def plant(originals: Sequence[Printed], seed: int) -> Planted:
    """Copies of some reports among all the others."""
    chance = random.Random(seed)
    shuffled = sorted(originals, key=lambda report: digest(f"{seed}{report.id}".encode()))
    vocabulary = [word for report in shuffled[:200] for word in report.text.split()]
    titles = [" ".join(SENTENCE.split(report.text)[0].split()[:10]) for report in shuffled]
    outlets: list[str | None] = [*sorted({report.outlet for report in originals if report.outlet is not None})] or [None]
    planted = Planted()
    copied, hosts, rest = shuffled[:PLANTS], shuffled[PLANTS : 3 * PLANTS], shuffled[3 * PLANTS :]
    for report in [*copied, *rest]:
        planted.put(report, report.id)
    for source in copied:
        family = [source.id]
        for kind, text in copies(source.text, chance, vocabulary, titles):
            made = Printed(id=f"{source.id}-{kind}", text=text, outlet=chance.choice(outlets), published=source.published)
            family.append(planted.put(made, source.id))
            planted.kinds[pair_of(source.id, made.id)] = kind
        planted.whole |= {pair_of(a, b) for a, b in combinations(family, 2)}
    insert_paragraphs(planted, hosts, copied, chance, vocabulary)
    repeat_quotations(planted, rest, chance)
    repeat_background(planted, rest, chance, vocabulary)
    return planted


def insert_paragraphs(
    planted: Planted, hosts: Sequence[Printed], sources: Sequence[Printed], chance: random.Random, vocabulary: Sequence[str]
) -> None:
    """A paragraph of each source in two other stories; whether the source's copies still have it is not asked."""
    for n, host in enumerate(hosts):
        source = sources[n % len(sources)]
        part = paragraph(source.text, chance)
        if part is None:
            continue
        text = other_punctuation(edited(part, chance.uniform(0, 0.08), chance, vocabulary), chance)
        made = Printed(id=f"{host.id}-with", text=inserted(host.text, text, chance), outlet=host.outlet, published=host.published)
        planted.put(made, host.id, source.id)
        pair = pair_of(source.id, made.id)
        planted.partial.add(pair)
        planted.kinds[pair] = "paragraph inside"
        planted.unscored |= {pair_of(made.id, other) for other, of in planted.made_of.items() if source.id in of and other not in pair}


def repeat_quotations(planted: Planted, rest: Sequence[Printed], chance: random.Random) -> None:
    """The same long quotation in two stories written apart: no reprint."""
    quotation = '"We will not leave this city until every one of the families who were driven from it has come back and the shelling ends" '
    for n in range(0, min(20, len(rest) - 1), 2):
        for report in rest[n : n + 2]:
            words = f'{quotation[:-2]} number {n} of the days we have counted" a spokesman said.'
            text = inserted(report.text, words, chance)
            planted.reports[report.id] = Printed(id=report.id, text=text, outlet=report.outlet, published=report.published)


def repeat_background(planted: Planted, rest: Sequence[Printed], chance: random.Random, vocabulary: Sequence[str]) -> None:
    """A paragraph of 60 words at the end of eight stories of one outlet, on different days: no reprint."""
    known = [report for report in rest[20:] if report.outlet is not None]
    for outlet in sorted({report.outlet for report in known if report.outlet is not None}):
        standing = " ".join(chance.choices(vocabulary, k=60))
        stories = [report for report in known if report.outlet == outlet][:8]
        for report in stories if len(stories) == 8 else ():
            text = f"{planted.reports[report.id].text} {standing}"
            planted.reports[report.id] = Printed(id=report.id, text=text, outlet=outlet, published=report.published)


def pair_of(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def natural_pairs(originals: Iterable[Printed]) -> set[Pair]:
    """Originals that share RUN words in a row."""
    holders: dict[int, set[str]] = {}
    for report in originals:
        words = WORD.findall(report.text.replace("'", "").replace("’", "").casefold())
        for n in range(len(words) - RUN + 1):
            holders.setdefault(hash(tuple(words[n : n + RUN])), set()).add(report.id)
    return {pair_of(a, b) for ids in holders.values() if len(ids) > 1 for a, b in combinations(ids, 2)}


@dataclass
class Score:
    """Pairs found, of which right, out of how many."""

    found: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the found that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted that are found."""
        return self.right / self.wanted if self.wanted else 1.0


def scored(found: set[Pair], wanted: set[Pair], left_out: set[Pair]) -> Score:
    counted = found - left_out
    return Score(len(counted), len(counted & wanted), len(wanted - left_out))


def left_out(planted: Planted, natural: set[Pair], found: Iterable[Pair]) -> set[Pair]:
    """Pairs that nobody has said anything about: their originals share text that was not planted."""
    truth = planted.whole | planted.partial
    apart = set(planted.unscored)
    for a, b in found:
        origins = ((x, y) for x in planted.made_of[a] for y in planted.made_of[b] if x != y)
        if (a, b) not in truth and any(pair_of(x, y) in natural for x, y in origins):
            apart.add((a, b))
    return apart


@dataclass
class Result:
    """Scores of one set of texts."""

    whole: Score
    partial: Score
    natural: int
    missed: dict[str, int]
    wrong: list[tuple[str, Pair]]


def measure(planted: Planted, originals: Sequence[Printed]) -> Result:
    index = ReprintIndex()
    for report in planted.reports.values():
        index.add(report)
    passages = index.passages()
    whole = {pair_of(a, b) for members in reprint_sets(passages) for a, b in combinations(members, 2)}
    partial = {(p.first, p.second) for p in passages if p.extent is Extent.PARTIAL} - whole
    natural = natural_pairs(originals)
    aside = left_out(planted, natural, whole | partial)
    missed: dict[str, int] = {}
    for pair in sorted((planted.whole - whole) | (planted.partial - partial)):
        kind = planted.kinds.get(pair, "two copies")
        missed[kind] = missed.get(kind, 0) + 1
    wrong = [("whole", pair) for pair in sorted(whole - planted.whole - aside)]
    wrong += [("partial", pair) for pair in sorted(partial - planted.partial - planted.whole - aside)]
    return Result(
        scored(whole, planted.whole, aside),
        scored(partial, planted.partial, aside | planted.whole),
        len(aside & (whole | partial)),
        missed,
        wrong,
    )


def generated(count: int, seed: int = 7) -> Iterator[Printed]:
    """Short reports of a language with Zipf's frequencies and 2,000 set phrases; a tenth are reprints, a tenth borrow a paragraph."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices("abcdefghiklmnoprstuvz", k=2 + int(n**0.2))) for n in range(30_000)]
    weights = [1 / (n + 10) for n in range(len(vocabulary))]
    totals = [0.0]
    for weight in weights:
        totals.append(totals[-1] + weight)
    phrases = [" ".join(chance.choices(vocabulary, cum_weights=totals[1:], k=9)) for _ in range(2_000)]
    recent: list[str] = []
    for n in range(count):
        words = chance.choices(vocabulary, cum_weights=totals[1:], k=chance.randint(60, 240))
        text = " ".join(words) + " " + " ".join(chance.choices(phrases, k=2))
        drawn = chance.random()
        if recent and drawn < 0.1:
            text = edited(chance.choice(recent), 0.08, chance, vocabulary)
        elif recent and drawn < 0.2:
            text += " " + " ".join(chance.choice(recent).split()[10:60])
        recent = [*recent[-499:], text]
        yield Printed(id=f"r{n:07}", text=text, outlet=f"outlet {n % 40}", published=date.fromordinal(736_000 + n // 200))


def grow(count: int) -> str:
    """One line on a run of its own: seconds of processor time, peak memory, and the cost of the last thousand."""
    reports = list(generated(count))
    empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    index = ReprintIndex()
    start = last = time.process_time()
    for n, report in enumerate(reports):
        if n == count - 1000:
            last = time.process_time()
        index.add(report)
    added = time.process_time()
    found: tuple[Passage, ...] = index.passages()
    whole = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return json.dumps({"reports": count, "seconds": whole, "last_ms": added - last, "peak": peak, "texts": empty, "passages": len(found)})


def growth(sizes: Sequence[int]) -> None:
    rows: list[Mapping[str, float]] = []
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.reprints", "--grow", str(size)], capture_output=True, text=True, check=True
        )
        row = json.loads(done.stdout)
        rows.append(row)
        exponent = ""
        if len(rows) > 1:
            before = rows[-2]
            exponent = f"{log(row['seconds'] / before['seconds']) / log(row['reports'] / before['reports']):.2f}"
        print(
            f"{row['reports']:>8,} reports  {row['seconds']:>7.1f} s  {row['last_ms']:>5.2f} ms for one more  {row['peak']:>6,.0f} MB "
            f"({row['texts']:,.0f} before)  {row['passages']:>7,} pairs  exponent {exponent}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--halves", type=int, nargs="*", default=[0, 1])
    parser.add_argument("--wrong", action="store_true", help="list the pairs that are wrong")
    parser.add_argument("--grow", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.grow:
        print(grow(asked.grow))
        return 0
    print(f"{'texts':<18} {'whole P':>8} {'R':>6} {'of':>5}   {'partial P':>9} {'R':>6} {'of':>5}   unsaid  missed")
    holds = True
    for name, path in SETS.items():
        for half in asked.halves:
            originals = load(asked.shared / path, half)
            for seed in asked.seeds:
                planted = plant(originals, seed)
                result = measure(planted, originals)
                whole, partial = result.whole, result.partial
                holds &= all(
                    score.precision >= FLOORS[kind][0] and score.recall >= FLOORS[kind][1]
                    for kind, score in (("whole", whole), ("partial", partial))
                )
                print(
                    f"{name + ', half ' + str(half + 1):<18} {whole.precision:>8.3f} {whole.recall:>6.3f} {whole.wanted:>5}   "
                    f"{partial.precision:>9.3f} {partial.recall:>6.3f} {partial.wanted:>5}   {result.natural:>6}  {result.missed or ''}"
                )
                if asked.wrong:
                    for kind, pair in result.wrong:
                        print("   ", kind, *pair)
    growth(asked.sizes)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
