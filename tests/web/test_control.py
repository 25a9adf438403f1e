"""Who is said to hold what, in the browser and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.web.serving import fits, served

from dateline.ledger import Ledger
from dateline.web.app import create_app
from dateline.web.holding import MOST_TICKS, Period, ticks_of


def test_a_contested_place_is_striped_and_opened_by_who_says_so(desk: str, page: Page, screenshot: Callable[..., None]) -> None:
    page.goto(f"{desk}/control")
    place = page.locator(".ctl-place", has_text="Handarat camp").first
    expect(place.locator("svg rect[fill^='url(#mix-']").first).to_be_visible()
    assert "contested" in (place.locator("svg[role=img]").first.get_attribute("aria-label") or "")
    assert place.locator(".ctl-voice").count() > 1
    screenshot(page, "control")


def test_every_change_leads_to_its_words(desk: str, page: Page) -> None:
    page.goto(f"{desk}/control")
    row = page.locator(".changes tbody tr", has_text="recaptured the camp")
    row.locator("a.ref").click()
    expect(page.locator("h1")).to_contain_text("Handarat")


def test_the_filter_stands_in_the_address(desk: str, page: Page) -> None:
    page.goto(f"{desk}/control?place=Handarat&since=2016-09-24&open=false")
    expect(page.locator("input[name=place]")).to_have_value("Handarat")
    expect(page.locator(".ctl-voice")).to_have_count(0)
    page.goto(f"{desk}/control?place=Nowhere")
    expect(page.get_by_text("No place that somebody is said to hold meets this filter.")).to_be_visible()


def test_json_tells_the_same(desk: str) -> None:
    told = httpx.get(f"{desk}/api/control", params={"contested": "true"}).json()
    assert told["holdings"]["places"][0]["name"] == "Handarat camp"
    assert any(band["contested"] and len(band["hues"]) > 1 for band in told["holdings"]["places"][0]["bands"])


def test_an_empty_ledger_says_so(tmp_path: Path, page: Page) -> None:
    with Ledger.create(tmp_path / "empty.dateline") as book, served(create_app(book)) as url:
        page.goto(f"{url}/control")
        expect(page.get_by_text("No report of this ledger says who holds a place.")).to_be_visible()


@pytest.mark.parametrize("days", [1, 7, 60, 400, 4_000, 40_000, 700_000])
def test_an_axis_has_room_for_its_marks(days: int) -> None:
    first = date(1, 1, 1) if days > 100_000 else date(1900, 3, 14)
    ticks = ticks_of(Period(first=first, last=date.fromordinal(first.toordinal() + days - 1)))
    assert len(ticks) <= MOST_TICKS + 1 or days > 100_000
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)
    assert all(0 <= tick.at <= 100 for tick in ticks)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hinders_anybody(desk: str, page: Page, axe: Callable[..., None], theme: str) -> None:
    page.goto(f"{desk}/control")
    page.locator(f".theme input[value={theme}]").check(force=True)
    axe(page)
    page.set_viewport_size({"width": 400, "height": 900})
    axe(page)


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_fits_every_width(desk: str, page: Page, width: int) -> None:
    page.goto(f"{desk}/control")
    fits(page, width)
