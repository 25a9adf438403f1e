"""Full-text search takes whatever a person types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plain_walker import PlainWalker

from dateline.ledger import Ledger
from dateline.store.words import BEGINS, ENDS, Marked, asked_words, claims_with, count_with, marked, reports_with

TEXTS = {
    "homs.txt": "Shells fell in Homs. The Observatory said 12 people were killed in Homs.",
    "handarat.txt": "The café in Handarat was destroyed. Al-Naïm said 3 people were killed in Handarat on Saturday.",
    "quotes.txt": 'A "humanitarian corridor" was opened. Nobody crossed the corridor, humanitarian or not.',
    "signs.txt": "NEAR the bridge AND beyond it OR not. A c++ programmer (unharmed) was told 50% of it; x*y, a-b, col:umn.",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("words")
    with Ledger.create(folder / "ledger.db", pipeline=PlainWalker()) as made:
        for name, text in TEXTS.items():
            (folder / name).write_text(text)
            made.add(folder / name, published=date(2016, 9, 24), outlet=name)
        yield made


def found(ledger: Ledger, words: str) -> set[str]:
    """The reports of the claims that hold the words."""
    with ledger.database.reading() as connection:
        claims = claims_with(connection, words, limit=100)
        assert len(claims) == count_with(connection, words, "claim_words")
        return {str(claim.outlet) for claim in claims}


@pytest.mark.parametrize(
    ("words", "reports"),
    [
        ("homs", {"homs.txt"}),
        ("HOMS", {"homs.txt"}),
        ("killed", {"homs.txt", "handarat.txt"}),
        ("killed homs", {"homs.txt"}),
        ("homs handarat", set()),
        ("kil", {"homs.txt", "handarat.txt"}),
        ("kil homs", set()),
        ("cafe", {"handarat.txt"}),
        ("café", {"handarat.txt"}),
        ("Naim", {"handarat.txt"}),
        ('"humanitarian corridor"', {"quotes.txt"}),
        ('"corridor humanitarian"', {"quotes.txt"}),
        ('"humanitarian opened"', set()),
        ('"humanitarian corr', {"quotes.txt"}),
        ("near", {"signs.txt"}),
        ("bridge NEAR beyond", {"signs.txt"}),
        ("homs OR handarat", set()),
        ("c", {"signs.txt"}),
        ("NOT homs", set()),
        ("c++", {"signs.txt"}),
        ("(unharmed)", {"signs.txt"}),
        ("x*y", {"signs.txt"}),
        ("a-b", {"signs.txt"}),
        ("col:umn", {"signs.txt"}),
        ("50%", {"signs.txt"}),
        ("quote:homs", set()),
        ("12", {"homs.txt"}),
        ("", set()),
        ("   ", set()),
        ('"', set()),
        ('""', set()),
        ("* - ( ) ^ :", set()),
        ("🚀", set()),
        ("homs 🚀", {"homs.txt"}),
        ("ho\0ms", set()),
        ("homs\0", {"homs.txt"}),
        ("homs \ud800", {"homs.txt"}),
        ("'; DROP TABLE claim; --", set()),
        ("a" * 50_000, set()),
        ("word " * 2_000, set()),
    ],
)
def test_words_are_looked_for_as_they_are_typed(ledger: Ledger, words: str, reports: set[str]) -> None:
    assert found(ledger, words) == reports


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters()) | st.text(alphabet='"*()-+^:{}NEARANDORNOT ,ab'))
def test_nothing_that_is_typed_is_an_error(ledger: Ledger, words: str) -> None:
    found(ledger, words)
    with ledger.database.reading() as connection:
        reports_with(connection, words)


def test_reports_are_found_by_their_text_and_title_best_first(ledger: Ledger) -> None:
    with ledger.database.reading() as connection:
        [best, *_] = reports_with(connection, "corridor")
        assert (best.outlet, best.published) == ("quotes.txt", date(2016, 9, 24))
        assert [piece.text for piece in best.excerpt if piece.is_match] == ["corridor", "corridor"]
        assert count_with(connection, "corridor", "report_words") == 1


def test_results_come_in_pages(ledger: Ledger) -> None:
    with ledger.database.reading() as connection:
        whole = claims_with(connection, "killed", limit=10)
        assert [*claims_with(connection, "killed", limit=1), *claims_with(connection, "killed", limit=1, offset=1)] == list(whole)
        assert len(whole) == 2


def test_a_claim_names_its_event_once_that_is_seen(ledger: Ledger) -> None:
    events = {claim: event.id for event in ledger.events() for claim in event.claims}
    with ledger.database.reading() as connection:
        assert [found.event for found in claims_with(connection, "killed")] == [
            events[found.id] for found in claims_with(connection, "killed")
        ]


def test_what_was_looked_for_is_marked(ledger: Ledger) -> None:
    with ledger.database.reading() as connection:
        [claim] = claims_with(connection, "cafe")
    assert [piece.text for piece in claim.excerpt if piece.is_match] == ["café"]
    assert "".join(piece.text for piece in claim.excerpt) == "The café in Handarat was destroyed"


@pytest.mark.parametrize(
    ("excerpt", "pieces"),
    [
        ("nothing", (Marked(text="nothing", is_match=False),)),
        (f"{BEGINS}all{ENDS}", (Marked(text="all", is_match=True),)),
        (f"a {BEGINS}b{ENDS}{BEGINS}c{ENDS}", tuple(Marked(text=t, is_match=t != "a ") for t in ("a ", "b", "c"))),
        ("", ()),
    ],
)
def test_an_excerpt_falls_into_pieces(excerpt: str, pieces: tuple[Marked, ...]) -> None:
    assert marked(excerpt) == pieces


def test_the_last_word_may_go_on_unless_it_is_quoted() -> None:
    assert asked_words("shells fell") == '"shells" "fell"*'
    assert asked_words('"shells fell"') == '"shells fell"'
    assert asked_words("shells ") == '"shells"*'
    assert asked_words("shells f") == '"shells" "f"'
    assert asked_words("c++") == '"c++"'
