"""The packed cards: words to offsets and back, checks that find what is wrong, and the layers that the reader learns from them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from training.cards.__main__ import complaints, digest, pack, packed
from training.cards.texts import Source
from training.cards.unpacked import rows, unpacked
from training.reader.corpora import Example
from training.reader.events import FOLDS, cards_of_report, fold_of

from dateline.annotate.reader import Reader

TEXT = (
    "Shells hit the camp\n\nRebels shelled the camp on Monday, killing 12 people including two children, the army said."
    " It said 30 were wounded.\n"
)
SOURCE = Source(id="made-1", title="Shells hit the camp", text=TEXT, outlet="made", published=None)
CARD: dict[str, Any] = {
    "report": "made-1",
    "id": "c1",
    "type": "shelling",
    "quote": "Rebels shelled the camp on Monday, killing 12 people including two children",
    "trigger": "shelled",
    "source": "the army",
    "cue": "said",
    "actors": ["Rebels"],
    "place": "the camp",
    "when": "on Monday",
    "start": "2016-09-19",
    "end": "2016-09-19",
    "tolls": [
        {"measure": "killed", "low": 12, "high": 12, "published": "12", "group": "people", "of": None},
        {"measure": "killed", "low": 2, "high": 2, "published": "two", "group": "children", "of": 0},
    ],
}


def test_packing_keeps_every_wording() -> None:
    back = unpacked(packed(CARD, TEXT), TEXT)
    for key in ("quote", "trigger", "source", "cue", "place", "when", "actors"):
        assert back[key] == CARD[key]
    assert [(t["published"], t["group"], t["of"]) for t in back["tolls"]] == [("12", "people", None), ("two", "children", 0)]
    assert back["status"] == "asserted"
    assert back["targets"] == []


def test_packed_file_holds_no_words_and_passes_its_check(tmp_path: Path) -> None:
    loose, kept = tmp_path / "loose.jsonl", tmp_path / "kept.jsonl"
    loose.write_text(json.dumps(CARD) + "\n", encoding="utf-8")
    pack([loose], {"made-1": SOURCE}, kept)
    assert "Rebels" not in kept.read_text(encoding="utf-8")
    assert list(complaints(kept, {"made-1": SOURCE})) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"quote": [5, 9000]}, "lies outside the text"),
        ({"denies": "c9"}, "is no card of its report"),
    ],
)
def test_check_finds_what_is_wrong(tmp_path: Path, change: dict[str, Any], complaint: str) -> None:
    kept = tmp_path / "kept.jsonl"
    row = {"report": "made-1", "sha256": digest(TEXT), "cards": [packed(CARD, TEXT) | change]}
    kept.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert any(complaint in found for found in complaints(kept, {"made-1": SOURCE}))


def test_check_finds_a_changed_text(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text(json.dumps({"report": "made-1", "sha256": digest(TEXT), "cards": []}) + "\n", encoding="utf-8")
    changed = replace(SOURCE, text=TEXT + "More.\n")
    assert any("is not the one that was annotated" in found for found in complaints(kept, {"made-1": changed}))


def test_events_are_layers_over_the_sentences() -> None:
    examples = cards_of_report(SOURCE, [packed(CARD, TEXT)], Reader())
    told = next(e for e in examples if e.events is not None and e.events.events)
    event = told.events.events[0] if told.events is not None else None
    assert event is not None
    assert (told.words[event.word], event.type, event.said, event.dated) == ("shelled", "shelling", "here", "here")
    assert {slot: told.words[word] for slot, word in event.slots if slot != "count"} == {
        "actor": "Rebels", "place": "camp", "time": "Monday", "source": "army", "cue": "said",
    }  # fmt: skip
    assert counts_of(told) == [("12", "killed", "people"), ("two", "killed", "children")]
    assert all(e.events is not None for e in examples), "sentences without an event are annotated too"


def counts_of(example: Example) -> list[tuple[str, str, str | None]]:
    assert example.events is not None
    return [(example.words[w], measure, None if c is None else example.words[c]) for w, measure, c in example.events.counts]


def test_annotated_reports_are_many_and_every_fifth_was_read_twice() -> None:
    first, second = ({row["report"] for row in rows(name)} for name in ("first", "second"))
    assert len(first) >= 250
    assert len(first & second) >= len(first) / 6
    sizes = [sum(fold_of(report) == fold for report in first) for fold in range(FOLDS)]
    assert min(sizes) > len(first) / FOLDS / 2
