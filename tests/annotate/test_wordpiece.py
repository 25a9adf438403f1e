"""Word pieces over a toy vocabulary: the longest known piece comes first, and what has none is unknown as a whole."""

from __future__ import annotations

import pytest

from dateline.annotate.wordpiece import WordPiece, basic_tokens, shape

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "bomb", "##ing", "##s", "syria", "'", "s", "al", "##eppo", "##epp"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bombings", ["bomb", "##ing", "##s"]),
        ("Syria", ["syria"]),
        ("SÝRIA", ["syria"]),
        ("Aleppo", ["al", "##eppo"]),
        ("'s", ["'", "s"]),
        ("bombxs", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
        ("s" * 101, ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_the_longest_known_pieces(word: str, expected: list[str]) -> None:
    wordpiece = WordPiece(VOCABULARY)
    for _ in range(2):  # the second answer comes from the cache
        assert [VOCABULARY[number] for number in wordpiece.pieces(word)] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("U.N.", ["u", ".", "n", "."]), ("naïve", ["naive"]), ("a\u0000b", ["ab"]), ("$5", ["$", "5"]), ("中文", ["中", "文"])],
)
def test_words_are_split_at_marks_as_the_pretrained_model_was(word: str, expected: list[str]) -> None:
    assert basic_tokens(word) == expected


def test_shapes_tell_apart_what_an_uncased_vocabulary_cannot() -> None:
    words = ["rebels", "NATO", "A", "Aleppo", "1,200", "McCain", "iPhone"]
    assert [shape(word) for word in words] == [1, 2, 3, 4, 5, 6, 7]
