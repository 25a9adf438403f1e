"""Documentation that would go stale fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.cli.app import COMMANDS, load
from dateline.cli.reference import PAGES

LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")


def pages(root: Path) -> list[Path]:
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", PAGES)
def test_reference_page_is_current(root: Path, name: str) -> None:
    assert (root / "docs" / "reference" / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_teaches(name: str) -> None:
    text = load(name).help or ""
    assert "Examples:" in text
    assert f"dateline {name}" in text
    assert text.startswith(COMMANDS[name][1])


def test_links_lead_somewhere(root: Path) -> None:
    dead = [
        f"{page.relative_to(root)}: {target}"
        for page in pages(root)
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_room_has_a_page(root: Path) -> None:
    rooms = {"read", "annotate", "extract", "resolve", "link", "reconcile", "store"}
    told = " ".join(page.read_text(encoding="utf-8") for page in (root / "docs" / "rooms").glob("*.md"))
    assert {room for room in rooms if f"`{room}`" not in told and f"dateline.{room}" not in told} == set()


def test_decisions_are_numbered_without_a_gap(root: Path) -> None:
    numbers = sorted(int(page.name[:4]) for page in (root / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
