"""How well predicted claim cards agree with gold cards."""

from __future__ import annotations

from dateline.scoring.score import CardScore, Scores, Tally, Verdict, score

__all__ = ["CardScore", "Scores", "Tally", "Verdict", "score"]
