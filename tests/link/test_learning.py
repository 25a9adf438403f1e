"""The model in Splink gives the scores that this process gives, learns without labels, and says when it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from tests.link_cases import ROW

from dateline.errors import MissingExtraError
from dateline.link import learning
from dateline.link.comparisons import COMPARISONS
from dateline.link.features import Features
from dateline.link.learning import SplinkEngine, learn_from, settings, training_blocks, written
from dateline.link.score import Scorer, are_told_apart, pattern_of
from dateline.link.weights import FIXED, mixed

NAMES = tuple(comparison.name for comparison in COMPARISONS)


def random_row(n: int, random: Random) -> Features:
    """A claim that agrees with others in some things and not in others."""
    placed, dated = random.random() < 0.8, random.random() < 0.8
    report = f"rep_{random.randrange(12)}"
    first = random.randrange(100, 104)
    low = random.choice((None, 3, 6))
    return replace(
        ROW,
        id=f"clm_{n:03}",
        report=report,
        teller=f"{report} {random.randrange(3)}",
        type=random.choice(("airstrike", "shelling", "attack", None)),
        general=random.random() < 0.3,
        place=random.choice(("gn:1", "gn:2")) if placed else None,
        narrow=random.random() < 0.7 if placed else None,
        latitude=random.choice((36.2, 36.23, 36.4, 38.0)) if placed else None,
        longitude=37.1 if placed else None,
        reach_km=random.choice((3.0, 8.0, 300.0)) if placed else None,
        first=first if dated else None,
        last=first + random.choice((0, 0, 1, 9)) if dated else None,
        published=random.choice((None, 101, 102, 104, 110, 150)),
        witness=random.choice((None, "name:army", "name:observatory")),
        killed_low=low,
        killed_high=random.choice((None, low, low + 2)) if low is not None else None,
        injured_low=low,
        injured_high=random.choice((None, low, low + 2)) if low is not None else None,
        actors=frozenset(random.sample(range(4), random.randrange(3))),
        targets=frozenset(random.sample(range(4), random.randrange(3))),
        words=frozenset(random.sample(range(random.choice((60, 120, 250, 400))), random.choice((0, 12, 40, 45)))),
        names=frozenset(random.sample(range(30), random.randrange(28))),
        head=frozenset(random.sample(range(24), random.randrange(18))),
        own=frozenset(random.sample(range(random.choice((40, 80))), random.choice((5, 10, 20, 30)))),
        blocks=tuple(sorted(random.sample(range(6), 2))),
    )


def rows_of(count: int) -> list[Features]:
    random = Random(5)
    return [random_row(n, random) for n in range(count)]


def scored_here(rows: Sequence[Features]) -> dict[tuple[str, str], int]:
    scorer = Scorer(FIXED)
    pairs = ((a, b) for a, b in combinations(rows, 2) if set(a.blocks) & set(b.blocks) and not are_told_apart(a, b))
    return {(a.id, b.id): scorer.millibits(pattern_of(a, b)) for a, b in pairs}


def test_a_database_gives_the_same_pairs_and_scores() -> None:
    rows = rows_of(120)
    found = {(min(a, b), max(a, b)): score for a, b, score in SplinkEngine().scores(rows, FIXED)}
    assert found == scored_here(rows)
    assert len(found) > 1000


def test_the_pairs_of_the_test_come_out_at_every_level() -> None:
    seen = {(name, level) for a, b in combinations(rows_of(120), 2) for name, level in zip(NAMES, pattern_of(a, b), strict=True)}
    wanted = {(c.name, n) for c in COMPARISONS for n in (None, *range(len(c.levels)))}
    assert wanted - seen == set()


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_the_settings_are_written_for_each_database(dialect: str) -> None:
    written_settings = settings(FIXED, dialect)
    assert "{" not in str([c["comparison_levels"][1]["sql_condition"] for c in written_settings["comparisons"]])
    assert written("{shared:words} > 1", "spark") == "size(array_intersect(words_l, words_r)) > 1"


def telling_rows(count: int) -> list[Features]:
    """Claims of happenings that four reports each tell, in words of their own and on the same days; all in one block."""
    random = Random(7)
    rows = []
    for n in range(count):
        row, happening = random_row(n, random), n // 4
        own = frozenset(range(1000 * happening, 1000 * happening + 12))
        rows.append(
            replace(
                row,
                report=f"rep_{n}",
                teller=f"rep_{n} army",
                first=100 + happening,
                last=100 + happening,
                published=101 + happening,
                words=row.words | own,
                names=own if random.random() < 0.8 else row.names,
                blocks=(1,),
            )
        )
    return rows


def test_weights_are_learnt_without_labels() -> None:
    rows = telling_rows(120)
    learnt = learn_from(rows)
    assert learnt.pairs == len(scored_here(rows))
    assert learnt.table()["names"][0] > 3
    assert learnt.described() == f"weights learnt from {learnt.pairs} pairs of this ledger"
    for weights in learnt.table().values():
        assert list(weights) == sorted(weights, reverse=True)
    assert learn_from(list(reversed(rows))) == learnt


def test_a_small_ledger_keeps_the_fixed_weights() -> None:
    weights = learn_from(rows_of(5))
    assert weights.levels == FIXED.levels
    assert "too few to learn from" in weights.described()


def test_learning_blocks_are_cut_to_so_many_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of(60)
    every, all_pairs = training_blocks(rows)
    monkeypatch.setattr(learning, "MOST_PAIRS", 200)
    some, pairs = training_blocks(rows)
    assert some < every
    assert 200 <= pairs < all_pairs


def test_a_level_that_no_pair_shows_keeps_its_fixed_share() -> None:
    shares = {c.name: tuple((0.0, 1.0) if n else (1.0, 0.0) for n in range(len(c.levels))) for c in COMPARISONS}
    learnt = mixed(0.1, shares, 10**9)
    assert all(m > 0 and u > 0 for levels in learnt.levels.values() for m, u in levels)
    assert all(len(weights) == len(learnt.levels[name]) for name, weights in learnt.table().items())


def test_without_the_extra_learning_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'dateline\[link\]'"):
        learn_from(rows_of(5))
