"""How a report is laid out for reading: marks, paragraphs, cards and differences, by value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ledger import Ledger
from dateline.model.claim import Claim, Status
from dateline.model.decision import Verdict
from dateline.model.figure import Figure, Measure
from dateline.model.text import Phrase, Report, Span
from dateline.model.world import Actor, Place, Relation
from dateline.store.desk import reader as asked
from dateline.store.desk.reader import Told
from dateline.web.claim_words import brief_days, figure_in_words, figures_in_words, place_in_words
from dateline.web.reading.against import against_of, changes_of
from dateline.web.reading.cards import Known, card_of
from dateline.web.reading.differences import Kind, changes, rows, steps
from dateline.web.reading.doubt import doubts
from dateline.web.reading.page import page_of, read
from dateline.web.reading.paragraphs import Look, paragraph_spans, paragraphs
from dateline.web.reading.pieces import Marked, Role, marked, pieces
from dateline.web.reading.provenance import address_of
from dateline.web.voices import Shape, bare, relayed, shape_of, verb

TEXT = "Title of it\n\nRebels said 45 people, among them 10 children, were killed in Aleppo.\n\nThe army denied it."


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def phrase(words: str) -> Phrase:
    return Phrase(span=span(words), text=words)


def claim(words: str, **slots: object) -> Claim:
    given_slots: dict[str, object] = {"report": "rep_x", "evidence": span(words), "quote": words, "type": "toll"}
    return Claim(**{**given_slots, **slots})  # type: ignore[arg-type]


TOLD = claim(
    "Rebels said 45 people, among them 10 children, were killed in Aleppo",
    speaker=phrase("Rebels"),
    place=phrase("Aleppo"),
    telling=(span("were killed"),),
    figures=(
        Figure(measure=Measure.KILLED, low=45, high=45, published="45", span=span("45"), group=phrase("people")),
        Figure(measure=Measure.KILLED, low=10, high=10, published="10", span=span("10"), group=phrase("children"), part_of=0),
    ),
    confidence=0.9,
)
DENIAL = claim("The army denied it", speaker=phrase("The army"), status=Status.DENIED, telling=(span("denied"),), confidence=0.4)


def test_each_word_is_marked_by_what_it_does() -> None:
    whole = span("Rebels said 45 people, among them 10 children, were killed in Aleppo.")
    found = {piece.text: piece for piece in pieces(TEXT, whole, list(marked(TOLD, 1)))}
    assert {text: piece.mark for text, piece in found.items() if piece.mark} == {
        "Rebels": "m-s",
        "45 people": "m-f",
        "10 children": "m-f",
        "were killed": "m-e",
        "Aleppo": "m-p",
    }
    assert found["Rebels"].slots == (1,)
    assert found["."].claims == ()
    assert [piece.number for piece in pieces(TEXT, whole, list(marked(TOLD, 1))) if piece.number] == [1]


def test_status_and_doubt_have_marks_of_their_own() -> None:
    def drawn(told: Claim) -> str:
        return next(piece.mark for piece in pieces(TEXT, span("The army denied it."), list(marked(told, 2))) if piece.text == "denied")

    assert drawn(replace(DENIAL, confidence=0.8)) == "m-e deny"
    assert drawn(DENIAL) == "m-e deny m-u"
    assert drawn(replace(DENIAL, status=Status.PLANNED, confidence=None)) == "m-e plan"
    assert drawn(replace(DENIAL, status=Status.UNCONFIRMED, confidence=None)) == "m-e hedge"
    assert drawn(replace(DENIAL, status=Status.ASSERTED, background=True, confidence=None)) == "m-e back"


def test_a_claim_without_event_words_is_marked_as_a_whole_and_lightly() -> None:
    old = replace(DENIAL, telling=(), confidence=None)
    found = pieces(TEXT, span("The army denied it."), list(marked(old, 1)))
    assert [(piece.text, piece.mark) for piece in found if piece.mark] == [("The army", "m-s"), (" denied it", "m-e quiet deny")]


def test_a_rejected_claim_keeps_its_number_and_loses_its_marks() -> None:
    found = pieces(TEXT, span("The army denied it."), list(marked(DENIAL, 7, is_set_down=True)))
    assert not any(piece.mark for piece in found)
    assert [piece.number for piece in found if piece.number] == [7]


def test_words_of_several_claims_name_the_shortest_first() -> None:
    wide, narrow = claim("Rebels said 45 people, among them 10 children, were killed"), claim("were killed")
    found = pieces(TEXT, span("Rebels said 45 people, among them 10 children, were killed"), [*marked(wide, 1), *marked(narrow, 2)])
    assert next(piece.claims for piece in found if piece.text == "were killed") == (2, 1)
    assert [piece.number for piece in found if piece.number] == [1, 2]


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)).map(lambda at: Span(at[0], min(len(TEXT), at[0] + at[1])))
MARKS = st.lists(st.builds(Marked, SPANS, st.sampled_from(Role), st.integers(1, 5)), max_size=12)


@given(MARKS)
def test_pieces_put_together_are_the_words_as_they_were(marks: list[Marked]) -> None:
    for part in paragraph_spans(TEXT):
        touching = [mark for mark in marks if mark.span.overlaps(part)]
        assert "".join(piece.text for piece in pieces(TEXT, part, touching)) == part.of(TEXT)


def test_paragraphs_are_kept_and_the_first_is_the_title() -> None:
    report = Report(text=TEXT, original="0" * 64, title="Title of it")
    known = Known(year=2016, numbers={"a": 1, "b": 2}, reviews={}, set_down=frozenset())
    cards = [card_of("a", TOLD, (), known), card_of("b", DENIAL, (), known)]
    found = paragraphs(report, [TOLD, DENIAL], cards)
    assert [paragraph.look for paragraph in found] == [Look.TITLE, Look.BODY, Look.BODY]
    assert [[card.n for card in paragraph.cards] for paragraph in found] == [[], [1], [2]]
    assert [[part.speaker and part.speaker.name for part in paragraph.rail] for paragraph in found] == [[None], ["Rebels"], ["army"]]


def test_lines_that_end_no_sentence_stand_above_the_body_or_head_a_part() -> None:
    text = "A title\n\nA title\nA caption under a picture\n\nThe first sentence.\n\nMore destruction\n\nThe second sentence."
    found = paragraphs(Report(text=text, original="0" * 64, title="A title"), [], [])
    assert [paragraph.look for paragraph in found] == [Look.TITLE, Look.ABOVE, Look.BODY, Look.HEADING, Look.BODY]
    assert "\n\n".join("".join(piece.text for piece in paragraph.pieces) for paragraph in found) == text


def test_nobody_is_named_beside_words_that_no_claim_tells() -> None:
    text = "Rebels said it was shelled. " + "Nothing is told in all of these words here. " * 4
    told = Claim(report="r", evidence=Span(0, 26), quote=text[:26], type="shelling", speaker=Phrase(span=Span(0, 6), text="Rebels"))
    known = Known(year=None, numbers={"a": 1}, reviews={}, set_down=frozenset())
    [paragraph] = paragraphs(Report(text=text, original="0" * 64), [told], [card_of("a", told, (), known)])
    assert [part.speaker and part.speaker.name for part in paragraph.rail] == ["Rebels", None]


def test_doubts_are_told_in_words_and_only_below_even() -> None:
    assert doubts(replace(TOLD, confidence=0.5)) == ()
    assert doubts(replace(TOLD, confidence=0.49, confidences=(("speaker", 0.3), ("actors", 0.1)))) == (
        "whether the report says so at all",
        "whose words these are",
    )
    assert doubts(replace(TOLD, confidence=None)) == ()


def test_figures_in_the_words_of_the_report_and_by_their_bounds() -> None:
    assert figures_in_words(TOLD.figures) == "45 killed, of them 10 children"
    more = Figure(measure=Measure.KILLED, low=201, high=None, published="more than 200", span=Span(0, 1))
    vague = Figure(measure=Measure.DESTROYED, low=None, high=None, published="many", span=Span(0, 1), group=phrase("people"))
    assert (figures_in_words([more]), figure_in_words(more)) == ("more than 200 killed", "at least 201 killed")
    assert (figures_in_words([vague]), figure_in_words(vague)) == ("“many people” destroyed, no number", "destroyed, no number")
    assert figures_in_words(()) is None


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (date(2016, 9, 24), date(2016, 9, 24), "Sat 24 Sept"),
        (date(2016, 9, 19), date(2016, 9, 24), "19 to 24 Sept"),
        (date(2016, 8, 30), date(2016, 9, 2), "30 Aug to 2 Sept"),
        (date(2011, 1, 1), date(2015, 12, 31), "2011 to 2015"),
        (date(2015, 12, 30), date(2016, 1, 2), "30 Dec 2015 to 2 Jan 2016"),
        (date(2013, 8, 21), date(2013, 8, 21), "Wed 21 Aug 2013"),
        (None, date(2016, 9, 24), "until 24 Sept"),
        (date(2016, 9, 19), None, "from 19 Sept"),
        (None, None, None),
    ],
)
def test_days_in_few_words(earliest: date | None, latest: date | None, words: str | None) -> None:
    assert brief_days(earliest, latest, 2016) == words


def test_a_place_says_how_the_words_stand_to_it() -> None:
    aleppo = Place(
        id="gn:1",
        name="Aleppo",
        kind="city",
        country="SY",
        latitude=36.2,
        longitude=37.1,
        radius_km=13,
        precision=2,
        relation=Relation.NEAR,
    )
    assert place_in_words(aleppo) == "near Aleppo"
    assert place_in_words(replace(aleppo, kind="unit", relation=Relation.WITHIN)) == "part of Aleppo region"
    assert place_in_words(replace(aleppo, name="Mary Province", kind="unit", relation=Relation.AT)) == "Mary Province"


def test_speakers_have_the_shape_of_their_kind() -> None:
    army = Actor(id="syria-state-forces", name="Syrian government forces", kind="state forces")
    observatory = Actor(id="sohr", name="Syrian Observatory for Human Rights", kind="monitoring group")
    residents = Actor(id="unspecified-civilians", name="Civilians, not named", kind="civilians")
    assert [shape_of("x", actor) for actor in (army, observatory, residents)] == [Shape.PARTY, Shape.ORGANISATION, Shape.PEOPLE]
    assert (shape_of("two witnesses", None), shape_of("Rami Jundi", None)) == (Shape.PEOPLE, Shape.NAMED)
    assert (bare("the Observatory"), bare("An official"), bare("Anadolu")) == ("Observatory", "official", "Anadolu")
    assert (relayed("Reuters"), relayed("a statement")) == ("told Reuters", "through a statement")


def test_verbs_follow_the_number_of_the_speaker_and_the_status() -> None:
    assert verb(Status.ASSERTED, "toll", "residents") == "say"
    assert verb(Status.ASSERTED, "toll", "Reuters") == "says"
    assert verb(Status.DENIED, "capture", "pro-Damascus militia commander") == "denies"
    assert verb(Status.PLANNED, "pledge", "ministry") == "promises"
    assert verb(Status.PLANNED, "offensive", None) == "intends"


def test_only_addresses_of_the_web_become_links() -> None:
    assert address_of("https://example.org/a") == "https://example.org/a"
    assert address_of("javascript:alert(1)") is None
    assert address_of(None) is None


FIRST = "Title one\n\nThe army took the camp on Saturday. Rebels denied it.\n\nA last word."
SECOND = "Title two\n\nThe army took the camp on Sunday.\n\nA last word.\n\nMore came later."


def test_differences_word_by_word() -> None:
    walk = steps(FIRST, SECOND, [])
    assert [step.first.strip() for step in walk if step.kind is Kind.OUT] == ["one", "Saturday.", "Rebels", "denied", "it."]
    assert [step.second.strip() for step in walk if step.kind is Kind.IN] == ["two", "Sunday.", "More", "came", "later."]
    told = rows(walk)
    assert "\n\n".join("".join(piece.text for piece in row.first) for row in told if row.first) == FIRST
    assert "\n\n".join("".join(piece.text for piece in row.second) for row in told if row.second) == SECOND


def test_typography_is_no_difference() -> None:
    assert all(step.kind is Kind.SAME for step in steps('He said "no" - twice.', "he said “no” – twice.", []))


def test_passages_that_changed_places_are_told_in_the_order_of_the_first() -> None:
    first, second = "one two three four five six", "four five six one two three"
    walk = steps(first, second, [(Span(0, 13), Span(14, 27)), (Span(14, 27), Span(0, 13))])
    assert "".join(step.first for step in walk) == first
    assert "".join(step.second for step in walk) == second
    assert sum(step.kind is Kind.SAME for step in walk) == 3


def test_changes_are_told_with_a_few_words_around_them() -> None:
    first = " ".join(f"w{n}" for n in range(40))
    told = changes(steps(first, first.replace("w20", "x20"), []), 3)
    assert "".join(f"[{piece.kind.value} {piece.text.strip()}]" for piece in told) == (
        "[same … w14 w15 w16 w17 w18 w19][out w20][in x20][same w21 w22 w23 w24 w25 w26 …]"
    )


WORDS = st.lists(st.sampled_from(["one", "two", "three", "four.", "five\n\n"]), max_size=25).map(lambda words: " ".join(words).strip())


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_either_side_holds_all_words_of_its_report(first: str, second: str) -> None:
    told = rows(steps(first, second, []))
    assert " ".join("".join(piece.text for piece in row.first) for row in told).split() == first.split()
    assert " ".join("".join(piece.text for piece in row.second) for row in told).split() == second.split()


def told_of(book: Ledger, name: str) -> Told:
    key = next(row.id for row in book.reports() if row.name == name)
    found = book.ask(lambda connection: asked.told(connection, key))
    assert found is not None
    return found


def test_a_report_of_the_samples_by_value(sample_ledger: Path) -> None:
    with Ledger.open(sample_ledger) as book:
        told = told_of(book, "2016-09-24-handarat")
        page = page_of(told, chosen=None, can_review=True)
    assert page.heading == "Army takes Handarat camp, rebels claim it back"
    assert page.is_heading_told
    assert "\n\n".join("".join(piece.text for piece in paragraph.pieces) for paragraph in page.paragraphs) == told.report.text
    cards = [card for paragraph in page.paragraphs for card in paragraph.cards]
    assert [card.n for card in cards] == list(range(1, len(told.claims) + 1))
    denial = next(card for card in cards if card.status is Status.DENIED)
    assert (denial.verb, denial.look) == ("denies", "deny")
    assert denial.denies is not None
    assert denial.denies < denial.n
    assert page.provenance.known_by == "as the name of its file says"
    assert page.provenance.original.is_kept
    assert page.provenance.counts.claims == len(cards)
    assert {n for place in page.places for n in place.claims} | set(page.mapless) == {card.n for card in cards}


def test_a_chosen_claim_is_opened_with_all_its_slots(sample_ledger: Path) -> None:
    with Ledger.open(sample_ledger) as book:
        told = told_of(book, "2016-09-25-toll")
        key = next(iter(told.claims))
        page = page_of(told, chosen=key, can_review=True)
        unknown = page_of(told, chosen="clm_0", can_review=True)
    assert page.chosen == 1
    assert page.opened is not None
    assert page.opened.quote in told.report.text
    assert [slot.name for slot in page.opened.slots][:2] == ["said by", "counted"]
    place = next(slot for slot in page.opened.slots if slot.name == "place")
    assert place.words == "eastern Aleppo"
    assert place.meaning is not None
    assert place.meaning.startswith("eastern Aleppo")
    assert place.notes
    assert page.opened.event is not None
    assert unknown.opened is None


def test_what_people_decided_stands_on_the_cards(own_ledger: Path) -> None:
    with Ledger.open(own_ledger) as book:
        told = told_of(book, "2016-09-24-handarat")
        first, second = list(told.claims)[:2]
        book.judge(first, Verdict.REJECTED, reviewer="R. H.", reason="the report does not say so")
        book.judge(second, Verdict.ACCEPTED, reviewer="M. K.", reason="as it is")
        found = read(told_of(book, "2016-09-24-handarat"))
    assert [(card.is_set_down, card.is_reviewed) for card in found.cards[:3]] == [(True, True), (False, True), (False, False)]
    assert found.cards[0].review == "rejected by R. H."
    detail = found.detail(first)
    assert detail is not None
    assert [(one.reviewer, one.verdict, one.in_force) for one in detail.judgements] == [("R. H.", "rejected", True)]
    assert detail.event is None


def test_a_reprint_beside_what_it_prints(sample_ledger: Path) -> None:
    with Ledger.open(sample_ledger) as book:
        told, other = told_of(book, "sample-reprint"), told_of(book, "sample-opposition")
        [printed] = told.reprints
        page = page_of(told, chosen=None, can_review=False)
        found = against_of(told, other, printed.reprint)
        short = changes_of(told.report, other.report, printed.reprint)
    assert printed.other.id == other.report.id
    assert page.reprints[0].is_first is False
    assert page.reprints[0].is_same_witness
    assert (short.left_out, short.put_in) == (found.left_out, found.put_in)
    assert found.left_out > 0
    assert found.reprint.other.id == found.second.id
    assert found.missing == ()


def test_numbers_rise_through_the_report(sample_ledger: Path) -> None:
    with Ledger.open(sample_ledger) as book:
        for row in book.reports():
            told = told_of(book, str(row.name))
            starts = [told_claim.evidence.start for told_claim in told.claims.values()]
            assert all(one <= other for one, other in pairwise(starts))
