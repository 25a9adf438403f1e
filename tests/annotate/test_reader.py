"""The reader as it ships: what it says of plain sentences, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.annotate.reader import Reader
from dateline.annotate.words import word_spans
from dateline.errors import UsageError
from dateline.model.mention import NameKind, Sentence
from dateline.model.text import Span

SHELLING = "Syrian forces shelled a market in Douma on Sunday, killing at least 82 people, the Syrian Observatory for Human Rights said."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def words_of(text: str, sentence: Sentence) -> list[str]:
    return [span.of(text) for span in sentence.words]


def roles(text: str, sentence: Sentence, predicate: str) -> dict[str, str]:
    words = words_of(text, sentence)
    found = next(p for p in sentence.predicates if words[p.word] == predicate)
    return {argument.role: words[argument.head] for argument in found.arguments}


def test_syntax_of_a_plain_report(reader: Reader) -> None:
    (sentence,) = reader.read(SHELLING)
    words = words_of(SHELLING, sentence)
    shelled, market = words.index("shelled"), words.index("market")
    assert sentence.upos[shelled] == "VERB"
    assert (sentence.heads[words.index("forces")], sentence.relations[words.index("forces")]) == (shelled, "nsubj")
    assert (sentence.heads[market], sentence.relations[market]) == (shelled, "obj")


def test_who_did_what_to_whom_where_and_when(reader: Reader) -> None:
    (sentence,) = reader.read(SHELLING)
    found = roles(SHELLING, sentence, "shelled")
    assert (found["ARG0"], found["ARGM-TMP"]) == ("forces", "Sunday")
    assert roles(SHELLING, sentence, "killing")["ARG1"] == "people"


def test_names_with_their_kinds(reader: Reader) -> None:
    (sentence,) = reader.read(SHELLING)
    names = {name.span.of(SHELLING): name.kind for name in sentence.names}
    assert names["Douma"] is NameKind.PLACE
    assert names["Syrian Observatory for Human Rights"] is NameKind.ORGANISATION


def test_a_passive_without_its_commas_and_apostrophes_is_still_read(reader: Reader) -> None:
    text = "At least five civilians were killed when warplanes bombed Aleppos eastern districts on Friday activists said."
    (sentence,) = reader.read(text)
    assert roles(text, sentence, "killed")["ARG1"] == "civilians"
    assert roles(text, sentence, "bombed")["ARG0"] == "warplanes"


def test_titles_and_paragraphs_are_sentences_of_their_own(reader: Reader) -> None:
    text = "Rebels advance in Hama\nThe army withdrew. Two were hurt.\n"
    assert [s.span.of(text) for s in reader.read(text)] == ["Rebels advance in Hama", "The army withdrew.", "Two were hurt."]


def test_a_sentence_longer_than_the_network_sees_is_read_whole(reader: Reader) -> None:
    text = "The army said that " + "the rebels attacked the town of Homs and " * 120 + "fled."
    (sentence,) = reader.read(text)
    assert list(sentence.words) == word_spans(text)
    assert_well_formed((sentence,))
    assert len([p for p in sentence.predicates if words_of(text, sentence)[p.word] == "attacked"]) > 100


def test_an_endless_word_is_read(reader: Reader) -> None:
    assert len(reader.read("x-" * 3000)[0].words) == len(word_spans("x-" * 3000))
    assert len(reader.read("." + "é" * 3000)) == 1


def test_sentences_come_in_the_order_of_the_text_whatever_their_length(reader: Reader) -> None:
    text = "\n".join("A rebel fell. " * (1 + n % 3) + f"Town {n} burned" for n in range(60))
    sentences = reader.read(text)
    assert [s.span.start for s in sentences] == sorted(s.span.start for s in sentences)
    assert reader.read(text) == sentences


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF), max_size=120))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_well_formed_sentences(reader: Reader, text: str) -> None:
    assert_well_formed(reader.read(text))


def assert_well_formed(sentences: tuple[Sentence, ...]) -> None:
    for sentence in sentences:
        count = len(sentence.words)
        assert count == len(sentence.upos) == len(sentence.heads) == len(sentence.relations) > 0
        assert [i for i, head in enumerate(sentence.heads) if head < 0] == [i for i, r in enumerate(sentence.relations) if r == "root"]
        assert sentence.heads.count(-1) == 1
        assert all(sentence.span.covers(word) for word in sentence.words)
        for name in sentence.names:
            assert name.span == Span(sentence.words[name.first].start, sentence.words[name.last].end)
        assert all(0 <= argument.head < count and 0 <= argument.score <= 1.0001 for p in sentence.predicates for argument in p.arguments)
        assert_leads_to_root(sentence.heads)


def assert_leads_to_root(heads: tuple[int, ...]) -> None:
    for word in range(len(heads)):
        seen = set()
        at = word
        while at >= 0:
            assert at not in seen
            seen.add(at)
            at = heads[at]


def test_an_empty_text_has_no_sentences(reader: Reader) -> None:
    assert reader.read("") == ()
    assert reader.read(" \n\t") == ()


def test_words_asked_for_are_predicates_in_any_case(reader: Reader) -> None:
    words = ["The", "army", "fled", "."]
    (analysis,) = reader.encode([words], asked=[[1]])
    assert [predicate.word for predicate in analysis.predicates] == [1, 2]


def test_the_version_names_the_model_file(reader: Reader) -> None:
    assert reader.version.startswith("reader-")
    assert len(reader.version) == len("reader-") + 12


def test_a_missing_model_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.onnx.*install"):
        Reader(tmp_path / "none.onnx")
