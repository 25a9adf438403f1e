"""The list of sentences without events, and how their texts are found, on sentences made up here."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.negatives import LIST, listed, sentences, texts_of, walked

from dateline.pipeline import Pipeline

CONLLU = """\
# newdoc id = mill
# sent_id = mill-1
# text = The mill is old.
1\tThe\tthe\tDET

# sent_id = mill-2
# text = Rebels attacked the mill on Friday.
1\tRebels\trebel\tNOUN
"""


def test_three_hundred_sentences_are_listed_once_each() -> None:
    ids = listed(LIST)
    assert {name: len(of) for name, of in ids.items()} == {"ewt-dev": 150, "gum-dev": 150}
    assert all(len(set(of)) == len(of) for of in ids.values())


def test_texts_are_found_by_id() -> None:
    assert texts_of(CONLLU) == {"mill-1": "The mill is old.", "mill-2": "Rebels attacked the mill on Friday."}


def test_a_sentence_that_is_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "mill.conllu").write_text(CONLLU, encoding="utf-8")
    assert list(sentences(tmp_path, {"mill": ["mill-2"]})) == [("mill-2", "Rebels attacked the mill on Friday.")]
    with pytest.raises(KeyError, match="mill-3"):
        list(sentences(tmp_path, {"mill": ["mill-3"]}))


def test_each_sentence_is_read_by_itself() -> None:
    old, attacked = walked(texts_of(CONLLU).items(), Pipeline())
    assert old.claims == ()
    assert [claim.type for claim in attacked.claims] == ["attack"]
