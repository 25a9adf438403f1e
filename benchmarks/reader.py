"""Measure the shipped reader on one core: syntax, names and roles with gold words, the same from raw text, and speed. One table.

    python -m benchmarks.reader [--shared FOLDER] [--model FILE]

Scores of syntax count punctuation. Roles are measured on gold predicates other than auxiliaries, by the head word of each argument.
From raw text a word is right when its characters are those of a gold word (the CoNLL 2018 way), and its relation when its head's are too.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.reader import corpora
from training.reader.labels import ROLES

from dateline.annotate.name_tags import NAMED
from dateline.annotate.reader import Reader

FLOORS = {"EWT LAS": 88.0, "EWT UPOS": 96.5, "PropBank-EWT roles F1": 75.0, "UNER-EWT names F1": 78.0}
SPEED_WORDS = 20_000


@dataclass
class Score:
    """Counts behind an F1."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: Iterable[Hashable], gold: Iterable[Hashable]) -> None:
        """Count what one sentence or document has."""
        mine, theirs = set(found), set(gold)
        self.right += len(mine & theirs)
        self.found += len(mine)
        self.gold += len(theirs)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in per cent."""
        return 200 * self.right / max(1, self.found + self.gold)


@dataclass
class Document:
    """A text of a treebank: bounds of its sentences; words by bounds, with part of speech, bounds of the head (None: root), relation."""

    text: str
    sentences: set[tuple[int, int]]
    words: dict[tuple[int, int], tuple[str, tuple[int, int] | None, str]]


def syntax(reader: Reader, path: Path) -> dict[str, float]:
    """UPOS, UAS and LAS with gold words."""
    sentences = [rows for _, rows in corpora.conllu(path)]
    analyses = reader.encode([[row[1] for row in rows] for rows in sentences])
    total = upos = heads = labelled = 0
    for rows, analysis in zip(sentences, analyses, strict=True):
        for row, tag, head, relation in zip(rows, analysis.upos, analysis.heads, analysis.relations, strict=True):
            total += 1
            upos += tag == row[3]
            heads += head + 1 == int(row[6])
            labelled += head + 1 == int(row[6]) and relation == row[7]
    return {"UPOS": 100 * upos / total, "UAS": 100 * heads / total, "LAS": 100 * labelled / total}


def roles(reader: Reader, data: Path) -> dict[str, float]:
    """F1 of argument heads on gold predicates, over the roles the reader knows, and of the four that matter most."""
    rows = [(row.words, row.predicates or (), row.upos or ()) for row in corpora.ewt(data, "test")]
    analyses = reader.encode([words for words, _, _ in rows], [[at for at, _ in predicates] for _, predicates, _ in rows])
    scores = {name: Score() for name in ("all", "ARG0", "ARG1", "ARGM-LOC", "ARGM-TMP")}
    for (_, predicates, upos), analysis in zip(rows, analyses, strict=True):
        found = {p.word: p.arguments for p in analysis.predicates}
        for at, arguments in predicates:
            if upos[at] == "AUX":
                continue
            mine = {(a.role, a.head) for a in found[at]}
            theirs = {(role, head) for role, head in arguments if role in ROLES}
            scores["all"].add(mine, theirs)
            for role in ("ARG0", "ARG1", "ARGM-LOC", "ARGM-TMP"):
                scores[role].add((a for a in mine if a[0] == role), (a for a in theirs if a[0] == role))
    return {name: score.f1 for name, score in scores.items()}


def predicates(reader: Reader, data: Path) -> float:
    """F1 of which words are predicates."""
    rows = corpora.ewt(data, "test")
    score = Score()
    for row, analysis in zip(rows, reader.encode([row.words for row in rows]), strict=True):
        score.add((p.word for p in analysis.predicates), (at for at, _ in row.predicates or ()))
    return score.f1


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First and last word and kind of each name in BIO tags."""
    first = None
    for at, tag in enumerate([*tags, "O"]):
        if first is not None and not tag.startswith("I-"):
            yield first, at - 1, tags[first][2:]
            first = None
        if tag.startswith("B-"):
            first = at


def names(reader: Reader, path: Path, *, merged: bool = False) -> dict[str, float]:
    """F1 of whole names of persons, organisations and places: by the layer made after this corpus, or by both."""
    rows = list(corpora.uner(path))
    return _by_kind(
        [
            [(n.first, n.last, n.kind.value) for n in (a.names if merged else a.proper) if n.kind in NAMED]
            for a in reader.encode([words for words, _ in rows])
        ],
        [list(spans(tags)) for _, tags in rows],
    )


def conflict_names(reader: Reader, data: Path) -> dict[str, float]:
    """F1 of whole names of all kinds in the held-out reports on Syria and Iraq, as the second layer marks them."""
    rows = corpora.re3d(data, held_out=True)
    return _by_kind(
        [[(n.first, n.last, n.kind.value) for n in a.gear] for a in reader.encode([row.words for row in rows])],
        [list(spans(row.gear or ())) for row in rows],
    )


def _by_kind(found: Sequence[list[tuple[int, int, str]]], gold: Sequence[list[tuple[int, int, str]]]) -> dict[str, float]:
    scores = {kind: Score() for kind in ["all", *sorted({name[2] for row in gold for name in row})]}
    for mine, theirs in zip(found, gold, strict=True):
        scores["all"].add(mine, theirs)
        for kind in scores.keys() - {"all"}:
            scores[kind].add((n for n in mine if n[2] == kind), (n for n in theirs if n[2] == kind))
    return {kind: score.f1 for kind, score in scores.items()}


def documents(path: Path) -> Iterator[Document]:
    """The documents of a treebank: sentences joined by blanks, paragraphs by line breaks."""
    for blocks in _blocks(path):
        document = Document("", set(), {})
        for new_paragraph, text, rows in blocks:
            if document.text:
                document.text += "\n" if new_paragraph else " "
            start = len(document.text)
            document.text += text
            document.sentences.add((start, start + len(text)))
            _place_words(document, start, rows)
        yield document


def _blocks(path: Path) -> Iterator[list[tuple[bool, str, list[list[str]]]]]:
    """The sentences of each document: whether a paragraph begins, the text, the rows with multi-word tokens."""
    found: list[tuple[bool, str, list[list[str]]]] = []
    new_paragraph, text, rows = False, "", list[list[str]]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and found:
            yield found
            found = []
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line[:1].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            found.append((new_paragraph, text, rows))
            new_paragraph, rows = False, []
    yield found


def _place_words(document: Document, start: int, rows: list[list[str]]) -> None:
    """Find the characters of each word; the rare word of a contraction that is not written out (I'm a -> am) takes no place."""
    bounds: dict[str, tuple[int, int]] = {}
    at = start
    inside, limit = 0, 0
    for row in rows:
        if "-" in row[0]:
            inside, limit = int(row[0].split("-")[1]), document.text.index(row[1], at) + len(row[1])
        elif row[0].isdigit():
            found = document.text.find(row[1], at, limit if int(row[0]) <= inside else len(document.text))
            if found >= 0:
                bounds[row[0]] = (found, found + len(row[1]))
                at = found + len(row[1])
    for row in rows:
        if row[0] in bounds:
            document.words[bounds[row[0]]] = (row[3], bounds.get(row[6]), row[7])


def raw_text(reader: Reader, path: Path) -> dict[str, float]:
    """F1 of sentences, words, parts of speech and labelled relations from the bare text."""
    scores = {name: Score() for name in ("sentences", "words", "UPOS", "LAS")}
    for document in documents(path):
        found = reader.read(document.text)
        scores["sentences"].add(((s.span.start, s.span.end) for s in found), document.sentences)
        mine: dict[tuple[int, int], tuple[str, tuple[int, int] | None, str]] = {}
        for sentence in found:
            places = [(word.start, word.end) for word in sentence.words]
            for place, tag, head, relation in zip(places, sentence.upos, sentence.heads, sentence.relations, strict=True):
                mine[place] = (tag, places[head] if head >= 0 else None, relation)
        scores["words"].add(mine, document.words)
        scores["UPOS"].add(((w, v[0]) for w, v in mine.items()), ((w, v[0]) for w, v in document.words.items()))
        scores["LAS"].add(((w, *v[1:]) for w, v in mine.items()), ((w, *v[1:]) for w, v in document.words.items()))
    return {name: score.f1 for name, score in scores.items()}


def speed(reader: Reader, path: Path) -> dict[str, float]:
    """Words a second of reading a text, and of the bare network on its sentences, both on one thread."""
    text = "\n".join(document.text for document in documents(path))[: SPEED_WORDS * 6]
    reader.read(text[:20_000])
    begun = time.perf_counter()
    sentences = reader.read(text)
    reading = time.perf_counter() - begun
    count = sum(len(sentence.words) for sentence in sentences)
    network = reader.network
    rows = [row for s in sentences for row in network.rows([word.of(text) for word in s.words])]
    begun = time.perf_counter()
    for _ in network.run(rows):
        pass
    bare = time.perf_counter() - begun
    return {"read words/s": count / reading, "network words/s": count / bare, "beyond network us/word": 1e6 * (reading - bare) / count}


def show(title: str, figures: dict[str, float]) -> None:
    print(f"{title:24}", "  ".join(f"{name} {value:,.1f}" for name, value in figures.items()), flush=True)


def main() -> None:
    root = Path(__file__).parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("DATELINE_SHARED", root.parent / "shared")))
    parser.add_argument("--model", type=Path, help="another model file than the one that ships")
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    begun = time.perf_counter()
    reader = Reader(arguments.model)
    print(f"{reader.version}, loaded in {time.perf_counter() - begun:.2f} s")
    ewt, argument_heads, uner = (
        syntax(reader, data / "ud/ewt-test.conllu"),
        roles(reader, data),
        names(reader, data / "ner/uner-ewt-test.iob2"),
    )
    show("EWT, gold words", ewt)
    show("GUM, gold words", syntax(reader, data / "ud/gum-test.conllu"))
    show("PropBank-EWT roles F1", argument_heads)
    show("PropBank-EWT predicates", {"F1": predicates(reader, data)})
    show("UNER-EWT names F1", uner)
    show("the same, both layers", names(reader, data / "ner/uner-ewt-test.iob2", merged=True))
    show("re3d held out F1", conflict_names(reader, data))
    for corpus in ("ewt", "gum"):
        show(f"{corpus.upper()}, raw text F1", raw_text(reader, data / f"ud/{corpus}-test.conllu"))
    show("GUM, one thread", speed(reader, data / "ud/gum-test.conllu"))
    show("memory", {"peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})
    measured = {
        "EWT LAS": ewt["LAS"],
        "EWT UPOS": ewt["UPOS"],
        "PropBank-EWT roles F1": argument_heads["all"],
        "UNER-EWT names F1": uner["all"],
    }
    for name, floor in FLOORS.items():
        print(f"{name:24} {measured[name]:.1f} (floor {floor}) {'reached' if measured[name] >= floor else 'MISSED'}")


if __name__ == "__main__":
    main()
