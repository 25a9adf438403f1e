"""Names left out: victims and witnesses go, officials, organisations and places stay."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.review.telling import REPORT, WALK

from dateline.annotate.annotator import Annotator
from dateline.extract import extract
from dateline.extract.ontology import load_ontology
from dateline.model.names import Names
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.resolve import Resolver
from dateline.review import MASK, masked, name_spans
from dateline.review.names import names_of

TEXT = (
    "Shelling kills family in Aleppo\n\n"
    "Khaled Haddad and his daughter Rima were killed on Saturday when artillery shelled a market in eastern Aleppo, the Syrian Observatory "
    "for Human Rights said.\n\n"
    '"My brother Khaled was buying bread," said Samir Haddad, a baker in the Bustan al-Qasr district. Abu Omar, an activist, told Test '
    "Wire that three shells fell. Yasmin Darwish, 34, was injured.\n\n"
    "Foreign Minister Sergei Lavrov said in Moscow that Russia had struck nobody. Lavrov spoke after a call with U.S. Secretary of State "
    "John Kerry. Major Nidal Kassab was killed in the attack, the army said. A nurse named Dalal said the hospital was full.\n"
)
"""Written for these tests; every person in it but the two ministers is invented, and nothing in it happened."""


@pytest.fixture(scope="module")
def walked() -> Walked:
    report = Report(text=TEXT, original="0" * 64, published=date(2016, 9, 24), source="Test Wire", title="Shelling kills family in Aleppo")
    annotated = Annotator().annotate(report)
    claims = extract(annotated, load_ontology())
    return Walked(report=report, claims=claims, resolutions=Resolver().resolve(claims, annotated))


@pytest.fixture(scope="module")
def names(walked: Walked) -> Names:
    return names_of(Annotator().annotate(walked.report), walked)


@pytest.mark.parametrize("name", ["Khaled", "Haddad", "Rima", "Samir", "Omar", "Yasmin", "Darwish", "Dalal"])
def test_victims_and_witnesses_go_wherever_they_are_named(names: Names, name: str) -> None:
    assert name in TEXT
    assert name not in masked(TEXT, names)


@pytest.mark.parametrize(
    "name",
    [
        "Sergei Lavrov",
        "Lavrov spoke",
        "John Kerry",
        "Syrian Observatory for Human Rights",
        "Aleppo",
        "Bustan al-Qasr",
        "Moscow",
        "Foreign Minister",
        "Test Wire",
    ],
)
def test_officials_organisations_and_places_stay(names: Names, name: str) -> None:
    assert name in TEXT
    assert name in masked(TEXT, names)


def test_no_name_is_left_in_any_slot_of_any_claim(walked: Walked, names: Names) -> None:
    left = masked(walked, names)
    told = repr(left)
    assert MASK in told
    assert all(name not in told for name in ("Khaled", "Haddad", "Samir", "Yasmin", "Darwish"))
    assert (left.report.id, [claim.id for claim in left.claims]) == (walked.report.id, [claim.id for claim in walked.claims])
    assert walked.report.text == TEXT


def test_places_of_names_are_told_for_pages_that_keep_the_text_apart(names: Names) -> None:
    spans = name_spans(TEXT, names)
    assert {span.of(TEXT) for span in spans} >= {"Khaled Haddad", "Samir Haddad", "Rima"}
    assert list(spans) == sorted(spans)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Khaled's house", f"{MASK} house"),
        ("Khaled Haddad and Haddad", f"{MASK} and {MASK}"),
        ("Khaled\nHaddad fled", f"{MASK} fled"),
        ("Khaledia fled", "Khaledia fled"),
        ("Haddad Street in Homs", "Haddad Street in Homs"),
        ("", ""),
    ],
)
def test_a_name_goes_as_a_whole_word_unless_it_is_part_of_one_that_stays(text: str, left: str) -> None:
    names = Names(gone=frozenset({"Khaled Haddad", "Khaled", "Haddad"}), kept=frozenset({"Haddad Street", "Homs"}))
    assert masked(text, names) == left


def test_keys_of_witnesses_and_ids_are_treated_as_what_they_are() -> None:
    names = Names(gone=frozenset({"Khaled", "abc"}))
    assert masked({"voice": "name:khaled haddad", "id": "clm_0123456789abcdef"}, names) == {
        "voice": f"name:{MASK}",
        "id": "clm_0123456789abcdef",
    }


def test_what_names_nobody_is_given_back_as_it_is() -> None:
    assert masked(WALK, Names()) is WALK
    assert masked(WALK, Names(gone=frozenset({"Nobody"}))).claims == WALK.claims
    assert masked(REPORT, Names(gone=frozenset({"Nobody"}))).id == REPORT.id


WORDS = st.sampled_from(
    ["Khaled", "Haddad", "Khaled Haddad", "Haddad Street", "al-Haddad", "the", "market", "Homs", "Khaled's", "\n", ",", "(Haddad)"]
)
GONE = st.frozensets(st.sampled_from(["Khaled", "Haddad", "Khaled Haddad", "al-Haddad"]), min_size=1)


@given(st.lists(WORDS, max_size=12).map(" ".join), GONE, st.frozensets(st.sampled_from(["Haddad Street", "Homs"])))
def test_nothing_that_goes_is_left_and_leaving_it_out_again_changes_nothing(text: str, gone: frozenset[str], kept: frozenset[str]) -> None:
    names = Names(gone=gone, kept=kept)
    left = masked(text, names)
    assert name_spans(left, names) == ()
    assert masked(left, names) == left
    assert left.count(MASK) == len(name_spans(text, names))
