"""Groups of scored pairs: what joins, what stays apart, and that neither order nor what lies elsewhere matters."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link.cluster import Ties, clusters, reachable

KEYS = tuple("abcdefgh")
PAIRS = tuple(combinations(KEYS, 2))
SCORES = st.dictionaries(st.sampled_from(PAIRS), st.integers(-5000, 5000))
TELLERS = st.fixed_dictionaries({key: st.sampled_from(["army", "observatory", *KEYS]) for key in KEYS})
TIES = st.frozensets(st.sampled_from(PAIRS), max_size=3)


def edges_of(scores: dict[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    edges: dict[str, dict[str, int]] = {key: {} for key in KEYS}
    for (a, b), score in scores.items():
        edges[a][b] = edges[b][a] = score
    return edges


def grouped(scores: dict[tuple[str, str], int], keys: str = "abc", ties: Ties | None = None, **tellers: str) -> list[str]:
    return ["".join(group) for group in clusters(keys, edges_of(scores), {key: tellers.get(key, key) for key in keys}, ties or Ties())]


def test_a_score_above_nothing_joins_and_one_below_does_not() -> None:
    assert grouped({("a", "b"): 1, ("b", "c"): -1}) == ["ab", "c"]


def test_what_pulls_apart_counts_as_much_as_what_pulls_together() -> None:
    assert grouped({("a", "b"): 3000, ("b", "c"): 1000, ("a", "c"): -2000}) == ["ab", "c"]
    assert grouped({("a", "b"): 3000, ("b", "c"): 1000, ("a", "c"): -500}) == ["abc"]


def test_what_one_teller_tells_twice_stays_two() -> None:
    assert grouped({("a", "b"): 3000, ("b", "c"): 1000}, a="army", c="army") == ["ab", "c"]


def test_people_outrank_scores_and_tellers() -> None:
    assert grouped({("a", "b"): 9000}, "ab", Ties(apart=frozenset({("a", "b")}))) == ["a", "b"]
    assert grouped({("a", "b"): -9000}, "ab", Ties(together=frozenset({("a", "b")})), a="army", b="army") == ["ab"]


def test_a_judgement_holds_for_the_whole_group() -> None:
    ties = Ties(together=frozenset({("a", "b")}), apart=frozenset({("b", "c")}))
    assert grouped({("a", "c"): 9000}, "abc", ties) == ["ab", "c"]


def test_of_judgements_that_contradict_each_other_apart_holds() -> None:
    ties = Ties(together=frozenset({("a", "b"), ("b", "c")}), apart=frozenset({("a", "c")}))
    assert grouped({}, "abc", ties) == ["ab", "c"]


def test_ties_of_the_texts_yield_to_people_and_tellers() -> None:
    held = frozenset({("a", "b")})
    assert grouped({}, "ab", Ties(held=held)) == ["ab"]
    assert grouped({}, "ab", Ties(held=held, apart=held)) == ["a", "b"]
    assert grouped({}, "ab", Ties(held=held), a="army", b="army") == ["a", "b"]


@settings(deadline=None)
@given(SCORES, TELLERS, TIES, TIES, st.permutations(KEYS))
def test_the_order_never_matters(
    scores: dict[tuple[str, str], int],
    tellers: dict[str, str],
    together: frozenset[tuple[str, str]],
    apart: frozenset[tuple[str, str]],
    order: list[str],
) -> None:
    ties = Ties(together=together, apart=apart)
    edges = edges_of(scores)
    turned = {key: dict(reversed(edges[key].items())) for key in order}
    assert clusters(order, turned, tellers, ties) == clusters(KEYS, edges, tellers, ties)


@settings(deadline=None)
@given(SCORES, TELLERS, TIES, st.sampled_from(KEYS))
def test_what_nothing_leads_to_changes_nothing(
    scores: dict[tuple[str, str], int], tellers: dict[str, str], held: frozenset[tuple[str, str]], start: str
) -> None:
    edges, ties = edges_of(scores), Ties(held=held)
    tied = {key: {other for pair in held if key in pair for other in pair if other != key} for key in KEYS}
    region = reachable([start], edges, tied)
    whole = [group for group in clusters(KEYS, edges, tellers, ties) if region.intersection(group)]
    assert list(clusters(region, edges, tellers, ties)) == whole


@settings(deadline=None)
@given(SCORES, TELLERS, TIES)
def test_every_claim_is_in_one_group_and_no_teller_in_a_group_twice(
    scores: dict[tuple[str, str], int], tellers: dict[str, str], apart: frozenset[tuple[str, str]]
) -> None:
    groups = clusters(KEYS, edges_of(scores), tellers, Ties(apart=apart))
    assert sorted(key for group in groups for key in group) == list(KEYS)
    for group in groups:
        assert len({tellers[key] for key in group}) == len(group)
        assert not any(set(pair) <= set(group) for pair in apart)
