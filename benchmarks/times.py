"""Measure the times found and their values, and the days of weekdays: WikiWars (histories of wars), MEANTIME (Wikinews), claim cards.

    python -m benchmarks.times [--shared FOLDER] [--timeml NAME=FOLDER] [--errors NAME]

A found time matches a gold one when they overlap (relaxed) or are the same words less their preposition (strict); its value is right when
the TIMEX value is the same. `--timeml` measures any folder of TimeML files as well. HeidelTime's figures were measured with its standalone
release on the same WikiWars texts.

Where a corpus wants something else than a ledger of claims, this program maps and the package stays as it is:

* Corpora mark words that date nothing ("recent", "annual", "weeks of talks"): `find_times(..., undated=True)`. "Former" is a trigger of
  TIMEX2 and none of TIMEX3, so it counts in WikiWars alone.
* Ranges count as their two ends, as the corpora mark them; prepositions and what "since" adds to a value are left off.
* A time of day without a day ("in the morning") belongs to the report's day in a news corpus; the package leaves it open.
* WikiWars is read as a history: the years that its dates leave open follow the story (`with_story_years`).

Weekdays are right when the day is one that the gold gives: MEANTIME's values, and the days of the cards whose words of time hold a weekday
(`training/cards`, and the development reports, where a quote has one time only). The report's date is that of its printed dateline.
Times of computing are processor time of one core, finding and resolving together.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from training.cards.texts import sources

from dateline.annotate.times import find_times
from dateline.model.mention import TimeExpression
from dateline.model.world import When
from dateline.read.datelines import find_dateline
from dateline.resolve.time_story import with_story_years
from dateline.resolve.times import TimeContext, resolve_time, scene_after, story_years

HEIDELTIME = {"WikiWars": "HeidelTime 92.8 relaxed F1, 86.4 strict F1, 84.0 value F1"}
CARDS = Path(__file__).parent.parent / "training" / "cards" / "first.jsonl"


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


_INLINE = re.compile(r"<TIMEX3\b([^>]*)>|</TIMEX3>|<[^>]+>")


def timeml(folder: Path) -> Iterator[Document]:
    """The documents of a folder of TimeML files, as TempEval gives them: the times of the text, the day of its creation from `DCT`."""
    for path in sorted([*folder.glob("*.tml"), *folder.glob("*.xml")]):
        source = path.read_text(encoding="utf-8")
        created = re.search(r'<TIMEX3\b[^>]*functionInDocument="CREATION_TIME"[^>]*>', source)
        day = re.search(r'value="(\d{4})-?(\d\d)-?(\d\d)', created[0]) if created is not None else None
        body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
        if body is None:
            continue
        text, gold = _inline(body[1])
        published = date(*map(int, day.groups())) if day is not None else None
        yield Document(path.stem, text, published, gold, history=False)


def _inline(source: str) -> tuple[str, tuple[Timex, ...]]:
    """A text with its marked times taken out of it."""
    text, at = "", 0
    gold: list[Timex] = []
    opened: list[tuple[int, str]] = []
    for tag in _INLINE.finditer(source):
        text += html.unescape(source[at : tag.start()])
        at = tag.end()
        if tag[1] is not None:
            value = re.search(r'\bvalue="([^"]*)"', tag[1])
            opened.append((len(text), value[1] if value is not None else ""))
        elif tag[0] == "</TIMEX3>":
            gold.append(Timex(opened[-1][0], len(text), opened.pop()[1]))
    return text + html.unescape(source[at:]), tuple(sorted(gold, key=lambda each: each.start))


def found_in(document: Document) -> list[Timex]:
    """The times of a document with their values, ranges as two."""
    return [timex for expression, when in read(document) for timex in timexes(document.text, expression, when)]


def read(document: Document) -> Iterator[tuple[TimeExpression, When | None]]:
    """The times of a document and their days, the scene followed from one to the next."""
    expressions = [each for each in find_times(document.text, undated=True) if not _is_former(document, each)]
    if document.history:
        expressions = with_story_years(expressions)
    story = story_years(expressions) if document.history else None
    scene: When | None = None
    day = None if document.history or document.published is None else report_day(document.published)
    for expression in expressions:
        of_day = not document.history and expression.value.startswith(("scene:", "part:"))
        context = TimeContext(scene=day if of_day or scene is None else scene, history=document.history)
        wording, at = clause_around(document.text, expression)
        when = resolve_time(expression, anchor=document.published, wording=wording, context=context, at=at)
        scene = scene_after(scene, when, story=story)
        day = when if not document.history and when is not None and when.precision == 1 else day
        yield expression, when


def report_day(day: date) -> When:
    """The report's own day as a scene."""
    return When(value=day.isoformat(), earliest=day, latest=day, precision=1, anchor="absolute", rule="day")


def _is_former(document: Document, expression: TimeExpression) -> bool:
    """Whether a word is a trigger of TIMEX2 that TIMEX3 does not mark."""
    return not document.history and expression.span.of(document.text).lower() in {"former", "formerly"}


def clause_around(text: str, expression: TimeExpression) -> tuple[str, int]:
    """The sentence around a time, by full stops alone, and where in it the time stands."""
    start = max(text.rfind(mark, 0, expression.span.start) for mark in (". ", "\n", "; ")) + 1
    end = min((at for at in (text.find(mark, expression.span.end) for mark in (".", "\n", ";")) if at >= 0), default=len(text))
    return text[start:end], expression.span.start - start


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


_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """A weekday in a text, and the days that the gold allows for it."""

    document: Document
    start: int
    end: int
    days: frozenset[str]


def weekdays_of_gold(documents: Sequence[Document]) -> Iterator[Mention]:
    """The weekdays that a corpus marks with a day."""
    for document in documents:
        for gold in document.gold:
            if _WEEKDAY.search(document.text[gold.start : gold.end]) and re.match(r"\d{4}-\d\d-\d\d", gold.value):
                yield Mention(document, gold.start, gold.end, frozenset({gold.value[:10]}))


def weekdays_of_training_cards(data: Path) -> Iterator[Mention]:
    """The weekdays in the words of time of the training cards."""
    reports = sources(data)
    for line in CARDS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = reports.get(row["report"])
        if report is not None:
            document = reported(report.id, report.text, report.title, report.published)
            dated = (card for card in row["cards"] if card.get("when") and card.get("start"))
            yield from (Mention(document, card["when"][0], card["when"][1], _bounds(card["start"], card.get("end"))) for card in dated)


def weekdays_of_gold_cards(folder: Path) -> Iterator[Mention]:
    """The weekdays of quotes of the development reports that have one time and one day or more."""
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / row["text_file"]).read_text(encoding="utf-8")
        published = date.fromisoformat(row["published"]) if row["published"] else None
        document = reported(row["report"], text, row["title"], published)
        for card in row["cards"]:
            quote = card["quote"]["any"][0] if isinstance(card["quote"], dict) else card["quote"]
            at, days = text.find(quote), _bounds(card["start"], card["end"])
            times = find_times(quote)
            if at >= 0 and days and len(times) == 1:
                yield Mention(document, at + times[0].span.start, at + times[0].span.end, days)


def reported(name: str, text: str, title: str, published: date | None) -> Document:
    """A report with the day of its printed dateline, or the one that its data set gives."""
    body = text.removeprefix(title).strip()
    return Document(name, text, find_dateline(body, title=title, near=published).date or published, (), history=False)


def _bounds(*bounds: str | dict[str, list[str | None]] | None) -> frozenset[str]:
    """The days that the two bounds of a card may take."""
    values = (bound["any"] if isinstance(bound, dict) else [bound] for bound in bounds)
    return frozenset(day for value in values for day in value if day is not None)


def weekday_score(mentions: Sequence[Mention], errors: Counter[str]) -> tuple[int, int]:
    """How many weekdays were found, each once, and how many of them have a day that the gold allows."""
    days: dict[tuple[str, int], tuple[bool, str]] = {}
    answers = {mention.document.name: list(read(mention.document)) for mention in mentions}
    for mention in mentions:
        for expression, when in answers[mention.document.name]:
            span = expression.span
            inside = span.start < mention.end and mention.start < span.end
            if inside and "weekday:" in expression.value and "range:" not in expression.value and when is not None:
                right = (
                    bool({str(when.earliest), str(when.latest)} & mention.days)
                    or days.get((mention.document.name, span.start), (False,))[0]
                )
                words = mention.document.text[max(0, span.start - 50) : span.end + 20]
                days[mention.document.name, span.start] = right, f"weekday  {words!r} gold {sorted(mention.days)} found {when.value}"
    errors.update(words for right, words in days.values() if not right)
    return len(days), sum(right for right, _ in days.values())


_HEADS = (
    ("docs", 5),
    ("gold", 6),
    ("found", 6),
    ("relaxed F1", 11),
    ("strict F1", 10),
    ("value F1", 9),
    ("value acc.", 11),
    ("ms each", 8),
)


def measure(name: str, documents: Sequence[Document], errors: Counter[str]) -> str:
    """One line of the table."""
    total = Score()
    begun = time.process_time()
    answers = [found_in(document) for document in documents]
    spent = time.process_time() - begun
    for document, found in zip(documents, answers, strict=True):
        score(document, found, total, errors)
    return (
        f"{name:10} {len(documents):5} {total.gold:6} {total.found:6} {total.f1(total.relaxed):11.1f} {total.f1(total.strict):10.1f}"
        f" {total.f1(total.value):9.1f} {100 * total.value / max(1, total.relaxed):11.1f} {1000 * spent / max(1, total.found):8.2f}"
        f"   {HEIDELTIME.get(name, '')}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("DATELINE_SHARED", "../shared")))
    parser.add_argument("--timeml", metavar="NAME=FOLDER", action="append", default=[], help="measure a folder of TimeML files too")
    parser.add_argument("--errors", metavar="NAME", help="print what was missed or wrong in one corpus, or of weekdays: weekdays")
    options = parser.parse_args()
    data = options.shared / "data"
    corpora = {"WikiWars": list(wikiwars(data / "time" / "wikiwars")), "MEANTIME": list(meantime(data / "time" / "meantime"))}
    for named in options.timeml:
        name, _, folder = named.partition("=")
        corpora[name] = list(timeml(Path(folder)))
    errors = {name: Counter[str]() for name in (*corpora, "weekdays")}
    print(f"{'corpus':10} " + " ".join(f"{head:>{width}}" for head, width in _HEADS))
    for name, documents in corpora.items():
        print(measure(name, documents, errors[name]))
    weekdays = {
        "MEANTIME": list(weekdays_of_gold(corpora["MEANTIME"])),
        "training cards": list(weekdays_of_training_cards(data)),
        "development cards": list(weekdays_of_gold_cards(options.shared / "gold" / "dev")),
    }
    print("\nweekdays               found  right     %")
    counts = {name: weekday_score(mentions, errors["weekdays"]) for name, mentions in weekdays.items()}
    counts["all"] = (sum(found for found, _ in counts.values()), sum(right for _, right in counts.values()))
    for name, (found, right) in counts.items():
        print(f"{name:20} {found:7} {right:6} {100 * right / max(1, found):5.1f}")
    if options.errors is not None:
        print("\n".join(f"{count:4} {error}" for error, count in errors[options.errors].most_common()))


if __name__ == "__main__":
    main()
