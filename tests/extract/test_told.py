"""What the reader says of event words: which word counts, what fills a slot, and how sure a claim is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.confidence import logistic, odds
from dateline.extract.told import KEPT, SURE, Told, chosen, probability, tells
from dateline.model.mention import Argument, EventWord

SCORES = st.dictionaries(st.integers(0, 20), st.floats(0, 1), max_size=8)


def event(word: int, p: float, *slots: Argument) -> EventWord:
    return EventWord(
        word=word,
        types=(("attack", p), ("O", 1 - p)),
        measures=(("O", 1.0),),
        statuses=(("asserted", 0.7), ("denied", 0.3)),
        changes=(("none", 1.0),),
        said=(("here", 0.8), ("outlet", 0.2)),
        placed=(("here", 1.0),),
        dated=(("none", 1.0),),
        background=0.1,
        slots=slots,
    )


def test_a_word_tells_an_event_as_far_as_it_is_not_none() -> None:
    assert tells(event(3, 0.8)) == 1 - (1 - 0.8)
    assert tells(None) == 0.0


def test_of_several_words_the_surest_says_how_it_is_told() -> None:
    told = Told({3: event(3, 0.9), 5: event(5, 0.2)}, [3, 5, 8])
    assert told.main is not None
    assert told.main.word == 3
    assert told.status("denied") == 0.3
    assert told.said("here") == 0.8
    assert told.status("planned") == 0.0


def test_a_weak_word_brings_its_slots_in_weakly() -> None:
    sure, weak = event(3, 0.8, Argument("place", 6, 0.4)), event(5, 0.4, Argument("place", 6, 0.6), Argument("place", 7, 0.9))
    told = Told({3: sure, 5: weak}, [3, 5])
    assert told.slot("place")[6] == 0.4
    assert round(told.slot("place")[7], 6) == 0.45


def test_nothing_is_told_of_words_the_reader_leaves_out() -> None:
    told = Told({}, [1, 2])
    assert (told.score, told.background, told.slot("actor"), told.change("gained")) == (0.0, 0.0, {}, 0.0)


@given(st.lists(st.integers(0, 20), max_size=8), SCORES)
def test_chosen_heads_are_sure_or_proposed_and_not_ruled_out(proposed: list[int], scores: dict[int, float]) -> None:
    told = Told({1: event(1, 0.9, *(Argument("actor", head, p) for head, p in scores.items()))}, [1])
    found = chosen(proposed, told, "actor")
    assert found == sorted(set(found))
    assert all(scores.get(i, 0.0) >= SURE or (i in proposed and scores.get(i, 0.0) >= KEPT) for i in found)
    assert {i for i, p in scores.items() if p >= SURE} <= set(found)


def test_of_a_happening_hardly_seen_the_parse_is_believed() -> None:
    assert chosen([4], Told({}, [1]), "actor") == [4]
    assert chosen([4], Told({1: event(1, 0.9)}, [1]), "actor") == []


def test_probability_of_a_label_left_out_is_nought() -> None:
    assert probability((("here", 0.9),), "before") == 0.0


@given(st.floats(0.01, 0.99))
def test_odds_and_the_logistic_undo_each_other(p: float) -> None:
    assert abs(logistic([odds(p)], [1.0]) - p) < 1e-9
