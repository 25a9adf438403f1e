"""Packed cards put back into words, as the folder of gold files that `dateline score` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from training.cards.texts import Source, sources

HERE = Path(__file__).parent
WORDINGS = ("quote", "trigger", "source", "cue", "via", "place", "when")
LISTS = ("actors", "targets")
EMPTY: dict[str, Any] = dict.fromkeys(("source", "via", "place", "start", "end", "control", "denies"))
EMPTY |= {"status": "asserted", "background": False}

Row = dict[str, Any]


def rows(reading: str = "first") -> list[Row]:
    """The packed cards of a reading ("first" or "second"), one row a report."""
    return [json.loads(line) for line in (HERE / f"{reading}.jsonl").read_text(encoding="utf-8").splitlines()]


def unpacked(card: Row, text: str) -> Row:
    """A card with its wordings in place of the offsets, every slot filled."""
    out = EMPTY | card | {key: _words(text, card[key]) for key in WORDINGS if key in card}
    out |= {key: [_words(text, span) for span in card.get(key, ())] for key in LISTS}
    tolls = card.get("tolls", ())
    out["tolls"] = [{"group": None, "of": None} | t | {k: _words(text, t.get(k)) for k in ("published", "group")} for t in tolls]
    if card.get("control"):
        out["control"] = card["control"] | {k: _words(text, card["control"].get(k)) for k in ("place", "holder")}
    return out


def _words(text: str, span: Sequence[int] | None) -> str | None:
    return None if span is None else text[span[0] : span[1]]


def write_gold(chosen: Iterable[Row], data: Path, folder: Path) -> None:
    """Write one gold file and one text file a report into `folder`."""
    texts = sources(data)
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for row in chosen:
        source = texts[row["report"]]
        (folder / "texts" / f"{source.id}.txt").write_text(source.text, encoding="utf-8")
        (folder / f"{source.id}.json").write_text(json.dumps(_document(row, source), ensure_ascii=False), encoding="utf-8")


def _document(row: Row, source: Source) -> Row:
    return {
        "report": source.id,
        "text_file": f"texts/{source.id}.txt",
        "title": source.title,
        "outlet": source.outlet,
        "published": None if source.published is None else source.published.isoformat(),
        "cards": [unpacked(card, source.text) for card in row["cards"]],
    }
