"""The gate: claims read from gold reports stay at least as good as the pinned floors."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from benchmarks.claims import predicted_cards

from dateline.pipeline import Pipeline
from dateline.scoring import Scores, score

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
SHARED = Path(os.environ.get("DATELINE_SHARED", HERE.parents[2] / "shared")) / "gold" / "dev"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@cache
def _cards(gold: Path) -> tuple[dict[str, Any], ...]:
    return tuple(predicted_cards(gold, Pipeline()))


def _check(scores: Scores, floors: dict[str, float]) -> None:
    shown = "\n".join(scores.lines())
    assert scores.unverifiable == 0, shown
    assert scores.slot.f1 >= floors["slot"], shown
    assert scores.found.f1 >= floors["found"], shown
    assert scores.claim_to_fact <= floors["claim_to_fact"], shown


def test_golden_reports_of_the_project() -> None:
    _check(score(GOLDEN, _cards(GOLDEN)), FLOORS["golden"])


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared gold cards are not at {SHARED}")
def test_shared_development_reports() -> None:
    _check(score(SHARED, _cards(SHARED)), FLOORS["shared"])


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared gold cards are not at {SHARED}")
def test_the_report_the_project_began_with() -> None:
    _check(score(SHARED, _cards(SHARED), reports=["aleppo-offensive"]), FLOORS["aleppo-offensive"])
