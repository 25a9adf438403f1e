"""`dateline score`: cards are scored against gold, and what is no card is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.running import Dateline

CARD = {
    "report": "mill",
    "id": "a",
    "quote": "Rebels took the mill",
    "type": "capture",
    "source": None,
    "actors": ["Rebels"],
    "targets": [],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "mill.txt").write_text("Rebels took the mill on Friday.", encoding="utf-8")
    (folder / "mill.json").write_text(json.dumps({"report": "mill", "text_file": "mill.txt", "cards": [CARD]}), encoding="utf-8")
    return folder


def cards_file(folder: Path, *cards: object) -> Path:
    path = folder / "cards.jsonl"
    path.write_text("\n".join(map(json.dumps, cards)), encoding="utf-8")
    return path


def test_the_figures_are_a_table(dateline: Dateline, gold: Path, tmp_path: Path) -> None:
    said = dateline("score", gold, cards_file(tmp_path, CARD))
    assert said.code == 0
    assert said.out.startswith("slot           F1 1.000  P 1.000  R 1.000   (gold 2, predicted 2)\n")


def test_what_is_missed_is_shown(dateline: Dateline, gold: Path, tmp_path: Path) -> None:
    said = dateline("score", gold, cards_file(tmp_path, CARD | {"actors": ["Soldiers"]}), "--show")
    assert said.out.splitlines()[0] == "found    mill  capture: 'Rebels took the mill'  missed actors; wrong actors"


def test_the_figures_are_json(dateline: Dateline, gold: Path, tmp_path: Path) -> None:
    figures = json.loads(dateline("score", gold, cards_file(tmp_path), "--json").out)
    assert figures["slot"] == {"f1": 0.0, "precision": 0.0, "recall": 0.0, "right": 0, "gold": 2, "got": 0}
    assert figures["by_type"]["capture"]["gold"] == 1
    assert figures["by_outlet"]["no outlet"]["gold"] == 2


@pytest.mark.parametrize("line", ["{", "[1]"])
def test_a_line_that_is_no_card_is_named(dateline: Dateline, gold: Path, tmp_path: Path, line: str) -> None:
    path = tmp_path / "cards.jsonl"
    path.write_text(f"{json.dumps(CARD)}\n{line}\n", encoding="utf-8")
    said = dateline("score", gold, path)
    assert said.code == 2
    assert "cards.jsonl:2" in said.err
