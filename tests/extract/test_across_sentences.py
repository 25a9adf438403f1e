"""What goes on from one sentence to the next: who speaks, which place "the city" is, the day of the scene, one happening told twice."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from dateline.annotate.annotator import Annotator
from dateline.extract import extract
from dateline.model.claim import Claim
from dateline.model.text import Report


@cache
def annotator() -> Annotator:
    return Annotator()


def claims_of(text: str, title: str | None = None) -> tuple[Claim, ...]:
    report = Report(text=text, original="0" * 64, title=title, published=date(2016, 9, 25))
    return extract(annotator().annotate(report))


def the(claims: tuple[Claim, ...], words: str) -> Claim:
    """The claim whose quote has these words."""
    return next(claim for claim in claims if words in claim.quote)


def test_he_is_the_one_who_spoke_before() -> None:
    claims = claims_of("A rebel commander said army shells hit the market in Douma. He added that 12 people were killed in the shelling.")
    speaker = the(claims, "12 people").speaker
    assert speaker is not None
    assert "commander" in speaker.text


def test_every_sentence_of_a_quotation_is_the_speakers() -> None:
    claims = claims_of(
        "Describing the night, a teacher said a family was killed in a strike, with several people still under the rubble.\n\n"
        "“We dug all night … but there was nobody left. It seems the army and the militias have been given a free hand to massacre us. "
        "As if starving us was not enough.”"
    )
    speakers = {claim.speaker and claim.speaker.text for claim in claims if claim.evidence.start > 120}
    assert speakers == {"a teacher"}


def test_a_body_told_by_its_seat_gets_its_full_name() -> None:
    claims = claims_of(
        "The Syrian Observatory for Human Rights said warplanes bombed the town of Saraqeb on Friday."
        " The Britain-based Observatory said 15 people were killed in the air strikes."
    )
    speaker = the(claims, "15 people").speaker
    assert speaker is not None
    assert "Syrian Observatory for Human Rights" in speaker.text


def test_the_city_is_the_one_named_before() -> None:
    claims = claims_of(
        "Rebels fired rockets at Aleppo on Saturday, state media said. Government warplanes bombed the city later in the day."
    )
    place = the(claims, "warplanes bombed").place
    assert place is not None
    assert place.text == "Aleppo"


def test_a_total_of_the_war_is_of_no_one_town() -> None:
    claims = claims_of(
        "Warplanes bombed the town of Saraqeb on Friday, killing 12 people."
        " More than 400,000 people have been killed in the civil war, the United Nations says."
    )
    assert the(claims, "400,000").place is None


def test_a_sentence_that_lost_its_capital_is_one_of_its_own() -> None:
    claims = claims_of("The truce was declared over on Monday. the offensive includes air strikes and shelling of rebel-held Aleppo.")
    assert claims
    assert not any("truce" in claim.quote and "offensive" in claim.quote for claim in claims)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The Syrian war has killed 300,000 people since 2011, the Observatory said.", "Syrian"),
        ("A rocket killed Syria's national coach in Damascus on Friday.", "Syria"),
    ],
)
def test_whose_it_is_is_not_where_it_happened(text: str, wrong: str) -> None:
    assert wrong not in {claim.place.text for claim in claims_of(text) if claim.place is not None}


def test_a_headline_that_the_body_tells_is_no_claim_of_its_own() -> None:
    title = "Air strike kills 12 in Douma"
    claims = claims_of(f"{title}\n\nAn air strike killed 12 people in Douma on Monday, rescue workers said.\n", title=title)
    assert [claim.evidence.start >= len(title) for claim in claims] == [True]


def test_one_happening_told_twice_by_one_speaker_is_one_claim() -> None:
    claims = claims_of(
        "The army said it captured the village of Kinsabba on Thursday. The fighting lasted two days."
        " The army said it captured the village of Kinsabba on Thursday."
    )
    assert sum(claim.type == "capture" for claim in claims) == 1


@pytest.mark.parametrize("outlet_alone", ["Shells fell on the town of Harasta on Sunday."])
def test_the_outlet_speaks_for_itself_where_nobody_else_does(outlet_alone: str) -> None:
    assert all(claim.speaker is None for claim in claims_of(outlet_alone))


@pytest.mark.parametrize(
    ("title", "figures"),
    [
        ("One dead in Mill Street shooting", {("killed", 1)}),
        ("2 dead, 4 wounded in drive-by shooting", {("killed", 2), ("injured", 4)}),
        ("5 shot, 1 killed in shooting at club", {("casualties", 5), ("killed", 1)}),
        ("7 shot in Chicago", {("casualties", 7)}),
        ("Man dead after shooting", {("killed", 1)}),
        ("Police identify victims of double homicide", {("killed", 2)}),
    ],
)
def test_a_title_tells_what_the_body_does_not(title: str, figures: set[tuple[str, int]]) -> None:
    claims = claims_of(f"{title}\n\nThe weather was fine.", title)
    assert {(f.measure.value, f.low) for claim in claims for f in claim.figures} == figures


def test_a_title_whose_figures_the_body_tells_is_no_claim_of_its_own() -> None:
    title = "2 dead, 4 wounded in shooting"
    claims = claims_of(f"{title}\n\nTwo people were killed and four others were wounded in a shooting on Sunday.", title)
    assert all(title not in claim.quote for claim in claims)


def test_he_who_died_is_the_one_who_was_hit() -> None:
    claims = claims_of("John Smith was shot in the head by a gunman. He was taken to the hospital, where he was pronounced dead.")
    died = the(claims, "pronounced dead")
    assert [target.text for target in died.targets][:1] == ["John Smith"]


def test_a_death_is_told_of_violence_only_after_violence() -> None:
    assert not claims_of("The man died.")
    assert any("died" in claim.quote for claim in claims_of("A man was shot on Friday. The man died."))
