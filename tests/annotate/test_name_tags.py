"""Names from tag probabilities."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dateline.annotate.name_tags import Name, NameTags, merge
from dateline.model.mention import NameKind

TAGS = ("O", "B-person", "I-person", "B-place", "I-place")


def probabilities(rows: list[dict[str, float]]) -> NDArray[np.float32]:
    table = np.full((1, len(rows), len(TAGS)), 0.001, dtype=np.float32)
    for word, row in enumerate(rows):
        for tag, probability in row.items():
            table[0, word, TAGS.index(tag)] = probability
    return np.log(table)


def decode(rows: list[dict[str, float]], length: int | None = None) -> list[Name]:
    return NameTags(TAGS).decode(probabilities(rows), np.array([len(rows) if length is None else length]))[0]


def test_neighbouring_names_are_kept_apart_and_scored_by_their_mean() -> None:
    names = decode([{"B-person": 0.9}, {"I-person": 0.7}, {"B-person": 0.8}, {"O": 0.9}, {"B-place": 0.6}])
    assert [name[:3] for name in names] == [(NameKind.PERSON, 0, 1), (NameKind.PERSON, 2, 2), (NameKind.PLACE, 4, 4)]
    assert [name.score for name in names] == pytest.approx([0.8, 0.8, 0.6])


def test_a_name_cannot_go_on_before_it_begins() -> None:
    names = decode([{"O": 0.5, "B-place": 0.4}, {"I-place": 0.9, "O": 0.05}])
    assert [name[:3] for name in names] == [(NameKind.PLACE, 0, 1)]


def test_a_name_cannot_change_its_kind_halfway() -> None:
    names = decode([{"B-person": 0.9}, {"I-place": 0.6, "I-person": 0.3}])
    assert [name[:3] for name in names] == [(NameKind.PERSON, 0, 1)]


def test_padding_holds_no_names() -> None:
    assert decode([{"O": 0.9}, {"B-place": 0.9}], length=1) == []


def test_the_wider_layer_fills_only_what_is_free() -> None:
    names = [Name(NameKind.PLACE, 1, 1, 0.9)]
    wider = [Name(NameKind.ORGANISATION, 0, 2, 0.9), Name(NameKind.TIME, 4, 5, 0.3)]
    assert merge(names, wider, ("PROPN",) * 6) == (names[0], wider[1])


@pytest.mark.parametrize(
    ("score", "tag", "taken"),
    [(0.9, "PROPN", True), (0.5, "PROPN", False), (0.9, "NOUN", False)],
    ids=["sure and proper", "unsure", "a common noun"],
)
def test_an_organisation_of_the_wider_layer_must_be_sure_and_proper(score: float, tag: str, *, taken: bool) -> None:
    name = Name(NameKind.ORGANISATION, 0, 0, score)
    assert merge([], [name], (tag,)) == ((name,) if taken else ())
