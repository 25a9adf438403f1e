"""What holds for any judgements in any order."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.review.telling import REPORT, WALK, at, corrected, entered, said

from dateline.link.cluster import Ties, clusters
from dateline.model.decision import ClaimSlot, Judgement, Value, Verdict
from dateline.model.link import link_id
from dateline.model.review import in_force, reviews, settled, topic_of, undone
from dateline.review import UNSEEN, Paired, applied, beside, decided, decided_pairs, pairs, to_merge, to_move, to_split, undoing

CLAIMS = [claim.id for claim in WALK.claims]
VERDICTS = st.sampled_from([Verdict.ACCEPTED, Verdict.REJECTED, Verdict.UNSURE])
PEOPLE = st.sampled_from(["ana", "ben", "carl"])
CHANGES = st.sampled_from(
    [
        (ClaimSlot.TYPE, Value(words="shelling")),
        (ClaimSlot.TYPE, Value(words="airstrike")),
        (ClaimSlot.STATUS, Value(words="denied")),
        (ClaimSlot.DAYS, Value(earliest=at(0).date(), latest=at(0).date())),
        (ClaimSlot.PLACE, Value()),
    ]
)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("judge"), st.sampled_from(CLAIMS), PEOPLE, VERDICTS),
        st.tuples(st.just("correct"), st.sampled_from(CLAIMS), PEOPLE, CHANGES),
        st.tuples(st.just("dissent"), st.sampled_from(CLAIMS), PEOPLE, VERDICTS),
        st.tuples(st.just("undo"), st.integers(0, 30), PEOPLE, st.none()),
    ),
    max_size=14,
)


def ledger_of(acts: list[tuple[object, ...]]) -> list[Judgement]:
    """Judgements as people who see all before them would enter them one after the other; what cannot be said is not said."""
    chain: list[Judgement] = []
    for minute, (act, about, who, what) in enumerate(acts):
        known = entered(chain)
        seen = known[-1].seq if known else UNSEEN
        if act == "undo":
            active = [told for told in chain if told.id not in undone({j.id: j for j in chain}) and _is_last(told, chain)]
            if active:
                target = active[int(str(about)) % len(active)]
                chain += undoing([target.id], known, reviewer=str(who), at=at(minute), reason="a slip")
            continue
        draft = (
            corrected(str(about), *what, by=str(who), minute=minute)  # type: ignore[misc]
            if act == "correct"
            else said(str(about), Verdict(str(what)), by=str(who), minute=minute)
        )
        others = [j for j in in_force(chain) if j.topic == draft.topic and j.reviewer != who and j.says() != draft.says()]
        chain += [beside(draft, known, seen=seen)] if act == "dissent" and others else decided([draft], known, seen=seen)
    return chain


def _is_last(told: Judgement, chain: list[Judgement]) -> bool:
    gone = undone({j.id: j for j in chain})
    live = [j for j in chain if j.id not in gone and j.verdict is not Verdict.UNDONE]
    return told.verdict is Verdict.UNDONE or not any(told.id in (j.supersedes, *j.settles) for j in live)


@settings(deadline=None)
@given(ACTS, st.randoms())
def test_the_order_of_judgements_never_matters(acts: list[tuple[object, ...]], chance: object) -> None:
    chain = ledger_of(acts)
    shuffled = list(chain)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(in_force(shuffled)) == set(in_force(chain))
    assert settled(in_force(shuffled)) == settled(in_force(chain))
    assert list(applied([WALK], shuffled)) == list(applied([WALK], chain))


@settings(deadline=None)
@given(ACTS, ACTS)
def test_judgements_on_other_claims_never_matter(acts: list[tuple[object, ...]], others: list[tuple[object, ...]]) -> None:
    here = ledger_of([act for act in acts if act[0] != "undo" and act[1] == CLAIMS[0]])
    there = ledger_of([act for act in others if act[0] != "undo" and act[1] != CLAIMS[0]])
    both = [claim for walk in applied([WALK], [*there, *here]) for claim in walk.claims if claim.id == CLAIMS[0]]
    assert both == [claim for walk in applied([WALK], here) for claim in walk.claims if claim.id == CLAIMS[0]]


@settings(deadline=None)
@given(ACTS)
def test_application_never_touches_what_is_stored(acts: list[tuple[object, ...]]) -> None:
    chain, before = ledger_of(acts), deepcopy(WALK)
    [seen] = applied([WALK], chain)
    assert before == WALK
    assert seen.report is REPORT
    kept = [claim.id for claim in seen.claims]
    assert kept == [key for key in CLAIMS if key in kept]
    assert {r.claim for r in seen.resolutions} <= set(kept)
    assert list(applied([seen], chain)) == [seen]


@settings(deadline=None)
@given(ACTS)
def test_an_undoing_restores_and_an_undoing_of_it_restores_again(acts: list[tuple[object, ...]]) -> None:
    chain = ledger_of([*acts, ("judge", CLAIMS[0], "ana", Verdict.REJECTED)])
    before, after = in_force(chain[:-1]), in_force(chain)
    first = undoing([chain[-1].id], entered(chain), reviewer="ben", at=at(50), reason="a slip")
    second = undoing([first[0].id], entered([*chain, *first]), reviewer="ana", at=at(51), reason="no slip")
    assert set(in_force([*chain, *first])) == set(before)
    assert set(in_force([*chain, *first, *second])) == set(after)
    assert topic_of(second[0], {j.id: j for j in (*chain, *first)}) == chain[-1].topic


@settings(deadline=None)
@given(ACTS)
def test_nobody_loses_a_word_he_did_not_take_back(acts: list[tuple[object, ...]]) -> None:
    """On every topic on which anybody said anything that was not undone, something stands."""
    chain = ledger_of(acts)
    gone = undone({j.id: j for j in chain})
    topics = {j.topic for j in chain if j.verdict is not Verdict.UNDONE and j.id not in gone}
    assert {j.topic for j in in_force(chain)} == topics
    assert set(reviews(in_force(chain))) == {subject for subject, _ in topics}


NAMES = [f"clm_{n}" for n in range(7)]
SCORES = st.dictionaries(st.sampled_from(list(combinations(NAMES, 2))), st.integers(-5000, 5000), max_size=21)
TELLERS = st.fixed_dictionaries({name: st.sampled_from("abcdef") for name in NAMES})


def grouped(scores: Mapping[tuple[str, str], int], tellers: Mapping[str, str], told: list[Judgement]) -> tuple[tuple[str, ...], ...]:
    edges: dict[str, dict[str, int]] = {name: {} for name in NAMES}
    for (a, b), score in scores.items():
        edges[a][b] = edges[b][a] = score
    together, apart = pairs(told)
    return clusters(NAMES, edges, tellers, Ties(together=together, apart=apart))


def told_of(chosen: tuple[Paired, ...], chain: list[Judgement], minute: int) -> list[Judgement]:
    drafts = [
        Judgement(subject=link_id(*p.pair), verdict=p.verdict, reviewer="ana", at=at(minute), reason="seen", claims=p.pair) for p in chosen
    ]
    return list(decided(drafts, entered(chain)))


@settings(deadline=None)
@given(SCORES, TELLERS, st.data())
def test_merge_joins_split_parts_and_undoing_gives_back(
    scores: Mapping[tuple[str, str], int], tellers: Mapping[str, str], data: st.DataObject
) -> None:
    before = grouped(scores, tellers, [])
    if len(before) < 2:
        return
    one, other = data.draw(st.permutations(before))[:2]
    merged = told_of(to_merge([one, other], {}), [], 0)
    assert any({*one, *other} <= set(group) for group in grouped(scores, tellers, merged))
    parted = [*merged, *told_of(to_split(other, [*one, *other], decided_pairs(merged)), merged, 1)]
    after = grouped(scores, tellers, parted)
    [here] = [set(group) for group in after if one[0] in group]
    [there] = [set(group) for group in after if other[0] in group]
    assert set(one) <= here
    assert set(other) <= there
    assert here.isdisjoint(there)
    batch = [j.id for j in parted[len(merged) :]]
    undid = [*parted, *undoing(batch, entered(parted), reviewer="ana", at=at(2), reason="a slip")]
    assert pairs(undid) == pairs(merged)
    undid += undoing([j.id for j in merged], entered(undid), reviewer="ana", at=at(3), reason="a slip")
    assert grouped(scores, tellers, undid) == before


@settings(deadline=None)
@given(SCORES, TELLERS, st.data())
def test_a_moved_claim_is_where_it_was_moved(
    scores: Mapping[tuple[str, str], int], tellers: Mapping[str, str], data: st.DataObject
) -> None:
    before = grouped(scores, tellers, [])
    if len(before) < 2:
        return
    here, there = data.draw(st.permutations(before))[:2]
    moved = told_of(to_move(here[0], here, there, {}), [], 0)
    [group] = [group for group in grouped(scores, tellers, moved) if here[0] in group]
    assert set(there) <= set(group)
    assert set(group).isdisjoint(here[1:])
