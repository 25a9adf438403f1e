"""The list of reports, in the browser and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.plain_walker import PlainWalker
from tests.web.serving import fits, served

from dateline.ledger import Ledger
from dateline.read import Handed
from dateline.store.desk.reports import ReportOrder, ReportQuery, count_reports, report_rows
from dateline.web.app import create_app
from dateline.web.paging import paging


def test_every_report_is_listed(desk: str, sample_ledger: Path, page: Page, screenshot: Callable[..., None]) -> None:
    with Ledger.open(sample_ledger) as book:
        titles = [row.title or row.name or row.location or row.id for row in book.reports()]
    page.goto(f"{desk}/reports")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reports")
    assert page.locator("#reports tbody a.title").all_inner_texts() == titles
    screenshot(page, "reports")


def test_json_tells_the_same(desk: str, sample_ledger: Path) -> None:
    with Ledger.open(sample_ledger) as book:
        rows = list(book.reports())
    told = httpx.get(f"{desk}/api/reports").json()
    assert [report["id"] for report in told["reports"]] == [row.id for row in rows]
    assert told["paging"] == {"number": 1, "pages": 1, "first": 1, "last": len(rows), "total": len(rows)}
    assert told["undated"] == sum(row.published is None for row in rows)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hinders_anybody(desk: str, page: Page, axe: Callable[..., None], theme: str) -> None:
    page.goto(f"{desk}/reports")
    page.locator(f".theme input[value={theme}]").check(force=True)
    page.keyboard.press("+")
    axe(page)
    page.set_viewport_size({"width": 485, "height": 900})
    axe(page)


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_fits_every_width(desk: str, page: Page, width: int) -> None:
    page.goto(f"{desk}/reports")
    fits(page, width)


def titles(page: Page) -> list[str]:
    return page.locator("#reports tbody a.title").all_inner_texts()


def test_the_list_is_narrowed_and_sorted_and_the_address_keeps_it(desk: str, page: Page) -> None:
    page.goto(f"{desk}/reports")
    every = titles(page)
    page.get_by_label("Words of title or text").fill("convoy")
    expect(page.locator("#found .found")).to_contain_text("fit")
    narrowed = titles(page)
    assert 0 < len(narrowed) < len(every)
    assert "text=convoy" in page.url
    page.get_by_role("link", name="Show all").click()
    assert titles(page) == every
    page.get_by_label("Sorted by").select_option("newest")
    expect(page.locator("#reports tbody tr").first).to_contain_text("2 Dec 2016")
    page.go_back()
    expect(page.locator("#reports tbody a.title").first).to_have_text(every[0])
    expect(page.get_by_label("Sorted by")).to_have_value("added")
    page.get_by_label("Outlet", exact=True).select_option("Gulf Mirror (sample)")
    expect(page.locator("#reports tbody tr")).to_have_count(1)
    day = "since=2016-09-25&until=2016-09-25"
    page.goto(f"{desk}/reports?{day}&sort=claims")
    told = httpx.get(f"{desk}/api/reports?{day}").json()
    assert {row["published"] for row in told["reports"]} == {"2016-09-25"}
    assert len(told["reports"]) == len(titles(page))


def test_what_no_report_fits_says_so(desk: str, page: Page) -> None:
    page.goto(f"{desk}/reports?text=zeppelin")
    expect(page.get_by_text("No report fits.")).to_be_visible()
    expect(page.get_by_role("link", name="Show all")).to_be_visible()


def test_filters_by_value(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "filters.dateline", pipeline=PlainWalker()) as book:
        for name, text, outlet, day in (
            ("a", "Alpha\n\nThe harbour was quiet.", "B Post", date(2016, 9, 3)),
            ("b", "beta\n\nThe bridge was closed.", "A Post", date(2016, 9, 1)),
            ("c", "Gamma\n\nThe bridge was open.", None, None),
        ):
            book.add(Handed(name=f"{name}.txt", data=text.encode()), outlet=outlet, published=day)

        def found(order: ReportOrder = ReportOrder.ADDED, **conditions: object) -> list[str | None]:
            query = ReportQuery(**conditions)  # type: ignore[arg-type]
            with book.database.reading() as connection:
                rows = report_rows(connection, query, order, limit=10, offset=0)
                assert count_reports(connection, query) == len(rows)
            return [row.name for row in rows]

        assert found() == ["a", "b", "c"]
        assert found(text="brid") == ["b", "c"]
        assert found(text="bridge closed") == ["b"]
        assert found(text="lph") == ["a"]
        assert found(text='"') == []
        assert (found(outlet="A Post"), found(outlet="")) == (["b"], ["c"])
        assert found(since=date(2016, 9, 2)) == ["a"]
        assert found(until=date(2016, 9, 2)) == ["b"]
        assert found(undated=True) == ["c"]
        assert found(ReportOrder.NEWEST) == ["a", "b", "c"]
        assert found(ReportOrder.OLDEST) == ["b", "a", "c"]
        assert found(ReportOrder.OUTLET) == ["b", "a", "c"]
        assert found(ReportOrder.TITLE) == ["a", "b", "c"]
        assert found(ReportOrder.CLAIMS) == ["a", "b", "c"]


def test_what_was_set_aside_stands_in_a_list_of_its_own(tmp_path: Path, page: Page, axe: Callable[..., None]) -> None:
    with Ledger.create(tmp_path / "aside.dateline") as book:
        book.add(Handed(name="a.exe", data=b"MZ"), Handed(name="empty.txt", data=b" "))
        with served(create_app(book)) as url:
            page.goto(f"{url}/reports/set-aside")
            assert page.locator("#aside tbody td:first-child").all_inner_texts() == ["empty.txt", "a.exe"]
            expect(page.locator("#aside")).to_contain_text("it reads .csv")
            axe(page)
            fits(page, 360)
            assert [row["where"] for row in httpx.get(f"{url}/api/reports/set-aside").json()["rows"]] == ["empty.txt", "a.exe"]


def test_keys_walk_through_the_list(desk: str, page: Page) -> None:
    page.goto(f"{desk}/reports")
    links = page.locator("#reports tbody a.title")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: Path, page: Page) -> None:
    with Ledger.create(tmp_path / "empty.dateline") as book, served(create_app(book)) as url:
        page.goto(f"{url}/reports")
        expect(page.get_by_text("No reports yet.")).to_be_visible()
        expect(page.locator("table")).to_have_count(0)


def test_pages_of_a_long_list() -> None:
    last = paging(3, 250)
    assert (last.number, last.pages, last.first, last.last) == (3, 3, 201, 250)
    assert paging(99, 250) == last
    assert (paging(1, 0).first, paging(1, 0).last) == (1, 0)
