"""The texts that the cards annotate, read from the data sets where they lie; the project keeps none of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report of a data set: `text` is its title, an empty line, its body and a line end."""

    id: str
    title: str
    text: str
    outlet: str
    published: date | None


def sources(data: Path) -> dict[str, Source]:
    """Every report of FA-KES and re3d by id; of two with one id the later one counts."""
    return {source.id: source for source in (*_fakes(data / "reports" / "fakes.jsonl"), *_re3d(data / "ner" / "re3d"))}


def _fakes(path: Path) -> Iterator[Source]:
    for row in _rows(path):
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        yield Source(id=row["id"], title=row["title"], text=_joined(row), outlet=row["outlet"], published=published)


def _re3d(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.glob("*/documents.json")):
        for row in _rows(path):
            yield Source(id=f"re3d-{row['_id'][:8]}", title=row["title"], text=_joined(row), outlet=path.parent.name, published=None)


def _joined(row: dict[str, str]) -> str:
    return f"{row['title']}\n\n{row['text'].strip()}\n"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip())
