"""Who says what: facts one by one from `cases/speech.csv`, quotations that go on, and laws that hold on any text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.annotate.trees import trees

from dateline.annotate.sentences import sentence_spans
from dateline.annotate.speech import find_quotations, find_sayings
from dateline.annotate.speech.cues import forms_of, load_cues
from dateline.annotate.speech.posts import posts
from dateline.model.mention import Saying
from dateline.model.text import Span

CASES = Path(__file__).parents[1] / "cases" / "speech.csv"
TONES = {"say", "deny", "hedge", "appeal", "pledge", "threat", "accuse", "condemn", "support", "claim"}


def cases() -> Iterator[object]:
    with CASES.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield pytest.param(row, id=row["case"])


def sayings_of(notation: str) -> tuple[str, tuple[Saying, ...]]:
    text, sentences = trees(notation)
    return text, find_sayings(text, sentences, find_quotations(text))


def told(text: str, saying: Saying) -> dict[str, str]:
    speaker = saying.speaker
    return {
        "tone": saying.tone,
        "speaker": "" if speaker is None else speaker.text,
        "stand_in": "" if speaker is None or speaker.stand_in is None else speaker.stand_in.of(text),
        "cue": saying.cue.of(text),
        "content": " | ".join(span.of(text) for span in saying.content),
        "via": "" if saying.via is None else saying.via.text,
    }


@pytest.mark.parametrize("row", list(cases()))
def test_case(row: dict[str, str]) -> None:
    text, sayings = sayings_of(row["tree"])
    wanted = {name: row[name] for name in ("tone", "speaker", "stand_in", "cue", "content", "via")}
    assert wanted in [told(text, s) for s in sayings]


SAID = (
    "“/PUNCT/4/punct It/PRON/4/nsubj has/AUX/4/aux begun/VERB/8/ccomp ,/PUNCT/4/punct ”/PUNCT/4/punct"
    " he/PRON/8/nsubj said/VERB/0/root ./PUNCT/8/punct"
)
NEXT = "“/PUNCT/5/punct It/PRON/5/nsubj may/AUX/5/aux well/ADV/5/advmod continue/VERB/0/root ./PUNCT/5/punct ”/PUNCT/5/punct"
PLAIN = "The/DET/2/det city/NOUN/3/nsubj slept/VERB/0/root ./PUNCT/3/punct"


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text, sayings = sayings_of(f"{SAID} /// {NEXT}")
    assert [span.of(text) for s in sayings for span in s.content] == ["“It has begun,”", "“It may well continue.”"]


def test_a_plain_sentence_after_a_quotation_is_not_the_speakers() -> None:
    text, sayings = sayings_of(f"{SAID} // {PLAIN}")
    assert [span.of(text) for s in sayings for span in s.content] == ["“It has begun,”"]


def test_a_quotation_two_paragraphs_on_is_nobodys() -> None:
    text, sayings = sayings_of(f"{SAID} /// {PLAIN} /// {NEXT}")
    assert not any("continue" in span.of(text) for s in sayings for span in s.content)


def test_a_pronoun_that_goes_back_to_nobody_names_no_speaker() -> None:
    _, sayings = sayings_of(SAID)
    assert [s.speaker for s in sayings] == [None]


def test_the_first_person_names_no_speaker() -> None:
    _, sayings = sayings_of("We/PRON/2/nsubj urge/VERB/0/root Iraq/PROPN/2/obj/place to/PART/5/mark act/VERB/2/xcomp ./PUNCT/2/punct")
    assert [(s.tone, s.speaker) for s in sayings] == [("appeal", None)]


def test_who_thinks_aloud_in_a_quotation_is_part_of_it() -> None:
    text, sayings = sayings_of(
        "“/PUNCT/3/punct I/PRON/3/nsubj think/VERB/9/ccomp it/PRON/5/nsubj ended/VERB/3/ccomp ,/PUNCT/3/punct ”/PUNCT/3/punct"
        " residents/NOUN/9/nsubj said/VERB/0/root ./PUNCT/9/punct"
    )
    assert [s.cue.of(text) for s in sayings] == ["said"]


def test_who_acts_with_words_in_a_quotation_is_its_speaker() -> None:
    text, sayings = sayings_of(
        "“/PUNCT/3/punct We/PRON/3/nsubj urge/VERB/10/ccomp Iraq/PROPN/3/obj/place to/PART/6/mark act/VERB/3/xcomp ,/PUNCT/3/punct"
        " ”/PUNCT/3/punct residents/NOUN/10/nsubj said/VERB/0/root ./PUNCT/10/punct"
    )
    appeal = next(s for s in sayings if s.tone == "appeal")
    assert told(text, appeal)["speaker"] == "residents"
    assert told(text, appeal)["stand_in"] == "We"


def test_a_topic_before_a_colon_is_no_speaker() -> None:
    _, sayings = sayings_of(
        "Aleppo/PROPN/2/compound/place offensive/NOUN/5/nsubj :/PUNCT/2/punct Troops/NOUN/5/nsubj advance/VERB/0/root slowly/ADV/5/advmod"
        f" /// {PLAIN}"
    )
    assert sayings == ()


def test_a_verb_of_saying_used_in_another_sense_is_no_cue() -> None:
    _, sayings = sayings_of("They/PRON/2/nsubj added/VERB/0/root salt/NOUN/2/obj to/ADP/5/case water/NOUN/2/obl ./PUNCT/2/punct")
    assert sayings == ()


def test_an_event_says_nothing() -> None:
    _, sayings = sayings_of("The/DET/2/det shelling/NOUN/3/nsubj threatens/VERB/0/root civilians/NOUN/3/obj ./PUNCT/3/punct")
    assert sayings == ()


def test_a_body_is_not_the_person_it_employs() -> None:
    text, sayings = sayings_of(
        "Observatory/PROPN/2/compound chief/NOUN/3/compound Rami/PROPN/4/nsubj/person said/VERB/0/root six/NUM/6/nsubj died/VERB/4/ccomp"
        " // Two/NUM/2/nsubj died/VERB/5/ccomp the/DET/4/det Observatory/PROPN/5/nsubj said/VERB/0/root ./PUNCT/5/punct"
    )
    assert told(text, sayings[-1])["speaker"] == "the Observatory"


def test_paragraphs_after_a_colon_are_the_speakers() -> None:
    text, sayings = sayings_of(f"The/DET/2/det minister/NOUN/3/nsubj said/VERB/0/root :/PUNCT/3/punct /// {PLAIN} /// {PLAIN}")
    assert [span.of(text) for s in sayings for span in s.content] == ["The city slept.", "The city slept."]


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("deny", ("deny", "denies", "denied", "denying")),
        ("accuse", ("accuse", "accuses", "accused", "accusing")),
        ("stress", ("stress", "stresses", "stressed", "stressing")),
        ("say", ("say", "says", "said", "saying")),
    ],
)
def test_forms(lemma: str, forms: tuple[str, ...]) -> None:
    assert forms_of(lemma, {"say": ["says", "said", "saying"]}) == forms


def test_every_cue_has_a_known_tone() -> None:
    cues = load_cues()
    assert {use.tone for uses in cues.verbs.values() for use in uses} <= TONES
    assert {noun.tone for noun in cues.nouns.values()} <= TONES


@st.composite
def notations(draw: st.DrawFn) -> str:
    """Sentences of random words and trees: any head, any relation."""
    words = ["said", "“", "”", "he", "Reuters", "claim", "denied", "by", "according", "to", "the", "official", "reports", "of", ",", "told"]
    relations = [
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "ccomp",
        "acl",
        "acl:relcl",
        "advcl",
        "conj",
        "parataxis",
        "case",
        "punct",
        "appos",
        "xcomp",
    ]
    sentences = []
    for _ in range(draw(st.integers(1, 3))):
        size = draw(st.integers(1, 9))
        rows = []
        for _ in range(size):
            word, tag = draw(st.sampled_from(words)), draw(st.sampled_from(["VERB", "NOUN", "PROPN", "PRON", "PUNCT", "ADP"]))
            rows.append(f"{word}/{tag}/{draw(st.integers(0, size))}/{draw(st.sampled_from(relations))}")
        sentences.append(" ".join(rows))
    return " // ".join(sentences)


@given(notations())
def test_spans_lie_inside_the_text_and_content_is_in_order(notation: str) -> None:
    text, sayings = sayings_of(notation)
    whole = Span(0, len(text))
    for saying in sayings:
        assert saying.tone in TONES
        assert whole.covers(saying.cue)
        assert saying.content
        assert all(whole.covers(span) for span in saying.content)
        assert all(a.end <= b.start for a, b in zip(saying.content, saying.content[1:], strict=False))
        if saying.speaker is not None:
            assert saying.speaker.span.of(text) == saying.speaker.text


@given(notations())
def test_cues_come_in_the_order_of_the_text(notation: str) -> None:
    _, sayings = sayings_of(notation)
    starts = [s.cue.start for s in sayings]
    assert starts == sorted(starts)


def test_a_quoted_post_is_said_by_whom_it_names() -> None:
    text = (
        "Aid workers are worried, a coordinator said. Two million people in Aleppo are left without water."
        " pic.twitter.com/u0hin7a1bo UNICEF (@UNICEF) August 9, 2016 Fighting went on."
    )
    [saying] = posts(text, [span.start for span in sentence_spans(text)])
    assert saying.speaker is not None
    assert saying.speaker.text == "UNICEF"
    assert saying.cue.of(text) == "(@UNICEF)"
    assert [content.of(text)[:22] for content in saying.content] == ["Two million people in "]
