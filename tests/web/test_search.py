"""Search by words and by fields, and the list of sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import REVIEWER
from tests.web.serving import fits

from dateline.ledger import Ledger
from dateline.store.desk.search import taken_apart


def _found(desk: str, typed: str) -> dict[str, object]:
    answer = httpx.get(f"{desk}/api/search", params={"q": typed})
    assert answer.status_code == 200
    return dict(answer.json())


def test_words_find_claims_reports_places_and_voices(desk: str, page: Page, screenshot: Callable[..., None]) -> None:
    page.goto(f"{desk}/situation")
    page.keyboard.press("/")
    page.keyboard.type("Handarat")
    page.keyboard.press("Enter")
    expect(page.locator("#hits mark").first).to_have_text("Handarat")
    expect(page.locator("#places-h")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("j")
    expect(page.locator("#hits .said a").first).to_be_focused()
    screenshot(page, "search")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/rep_*")


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("type:capture", "type", "capture"),
        ("status:denied", "status", "denied"),
        ('speaker:"militia commander"', "speaker", "a militia commander"),
    ],
)
def test_fields_narrow_what_is_found(desk: str, typed: str, field: str, value: str) -> None:
    hits = _found(desk, typed)["hits"]
    assert isinstance(hits, list)
    assert hits
    assert {hit["claim"][field] for hit in hits} == {value}


def test_a_period_keeps_what_touches_it(desk: str) -> None:
    assert _found(desk, "Aleppo since:2030-01-01")["hits"] == []
    assert _found(desk, "Aleppo until:2030-01-01")["hits"]


@pytest.mark.parametrize(
    "typed", ['"', '"a', "NEAR(", "a AND", "*", "-", "()", "speaker:", "since:2016", "💥", "x" * 200, "a:b:c", 'place:"', "^a", "{a b}:c"]
)
def test_whatever_is_typed_is_answered(desk: str, typed: str) -> None:
    _found(desk, typed)


def test_a_day_that_is_none_is_told(desk: str, page: Page) -> None:
    page.goto(f"{desk}/search?q=since:yesterday")
    expect(page.get_by_text("since:yesterday is no day")).to_be_visible()


def test_what_is_no_field_stays_a_word() -> None:
    asked = taken_apart('10:30 speaker:"the army" Aleppo')
    assert (asked.words, asked.fields) == ("10:30 Aleppo", (("speaker", "the army"),))


def test_a_grade_is_given_and_shown(own_desk: str, own_ledger: Path, page: Page) -> None:
    page.goto(f"{own_desk}/sources")
    row = page.locator("#sources tbody tr").first
    name = row.locator("bdi").first.inner_text()
    row.locator("summary").click()
    row.locator("select[name=grade]").select_option("B")
    row.locator("input[name=reason]").fill("Careful in the past.")
    row.get_by_role("button").click()
    expect(page.locator(".by-person")).to_contain_text(REVIEWER)
    with Ledger.open(own_ledger) as book:
        graded = [tally for tally in book.sources() if tally.grades]
    assert [(tally.name in name, tally.grades[0].grade) for tally in graded] == [(True, "B")]


def test_sources_are_ordered_and_looked_for(desk: str, page: Page, screenshot: Callable[..., None]) -> None:
    page.goto(f"{desk}/sources")
    screenshot(page, "sources")
    page.get_by_role("link", name="alone").click()
    alone = [int(cell) for cell in page.locator("#sources tbody tr td:nth-child(4)").all_inner_texts()]
    assert alone == sorted(alone, reverse=True)
    page.goto(f"{desk}/sources?kind=outlet&name=Mirror")
    expect(page.locator("#sources tbody tr")).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/search?q=Handarat", "/sources"])
def test_nothing_hinders_anybody(desk: str, page: Page, axe: Callable[..., None], theme: str, path: str) -> None:
    page.goto(f"{desk}{path}")
    page.locator(f".theme input[value={theme}]").check(force=True)
    axe(page)
    page.set_viewport_size({"width": 400, "height": 900})
    axe(page)


@pytest.mark.parametrize("path", ["/search?q=Handarat", "/sources"])
@pytest.mark.parametrize("width", [360, 1440, 2560])
def test_fits_every_width(desk: str, page: Page, width: int, path: str) -> None:
    page.goto(f"{desk}{path}")
    fits(page, width)
