"""How many words of people's names are left out where names may not be shown, and how many others go with them.

    python -m benchmarks.names

The text is the test part of UNER English EWT (CC BY-SA 4.0), web text with persons marked by hand; the reader was trained on its train
part. It lies in the shared folder, which DATELINE_SHARED names.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline.annotate.annotator import Annotator
from dateline.model.names import Names
from dateline.model.text import Report, Span
from dateline.model.walked import Walked
from dateline.review import name_spans
from dateline.review.names import names_of

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
Word = tuple[str, str]
"""A word and its label."""


def main() -> None:
    """Print one table."""
    file = SHARED / "data" / "ner" / "uner-ewt-test.iob2"
    if not file.is_file():
        sys.exit(f"{file} is not there: this benchmark needs the shared folder (DATELINE_SHARED)")
    counts, annotator = Counter[str](), Annotator()
    for document in documents(file.read_text(encoding="utf-8").splitlines()):
        counts += counted(document, annotator)
    persons, others = (sum(counts[f"{kind} {what}"] for what in ("gone", "kept", "missed")) for kind in ("person", "other"))
    print(f"{'words of persons names':<28} {persons:>7,}")
    for what, told in (("gone", "left out"), ("kept", "kept, official or known"), ("missed", "missed")):
        print(f"  {told:<26} {counts[f'person {what}']:>7,} {counts[f'person {what}'] / persons:>7.1%}")
    print(f"{'other words':<28} {others:>7,}")
    print(f"  {'left out':<26} {counts['other gone']:>7,} {counts['other gone'] / others:>7.2%}")


def documents(lines: list[str]) -> Iterator[list[list[Word]]]:
    """Documents as sentences of words with their labels."""
    document: list[list[Word]] = []
    sentence: list[Word] = []
    for line in [*lines, "# newdoc"]:
        if line.startswith("# newdoc") and document:
            yield document
            document = []
        elif not line and sentence:
            document.append(sentence)
            sentence = []
        elif line and not line.startswith("#"):
            _, word, label, *_ = line.split("\t")
            sentence.append((word, label))


def counted(document: list[list[Word]], annotator: Annotator) -> Counter[str]:
    """Words of persons and others by what becomes of them."""
    text, spans = "", []
    for sentence in document:
        for word, label in sentence:
            spans.append((Span(len(text), len(text) + len(word)), label))
            text += f"{word} "
        text = f"{text[:-1]}\n"
    report = Report(text=text, original="0" * 64)
    names = names_of(annotator.annotate(report), Walked(report=report, claims=(), resolutions=()))
    gone = name_spans(text, names)
    found = Counter[str]()
    for span, label in spans:
        if any(map(str.isalnum, span.of(text))):
            found[f"{'person' if label.endswith('PER') else 'other'} {became(span, text, gone, names)}"] += 1
    return found


def became(span: Span, text: str, gone: tuple[Span, ...], names: Names) -> str:
    """What becomes of a word."""
    if any(other.overlaps(span) for other in gone):
        return "gone"
    return "kept" if any(span.of(text) in name.split() for name in names.kept) else "missed"


if __name__ == "__main__":
    main()
