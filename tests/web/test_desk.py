"""What all pages share: masthead, colours, keys, and that it is quick."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, Request, expect
from tests.web.serving import served

from dateline.ledger import Ledger
from dateline.web.app import create_app
from dateline.web.pages import ROUTERS
from dateline.web.rooms import DOORS

HEAVIEST = 1_200_000
"""Bytes that a page may bring over the wire, packed, on the first visit: map, charts, borders and reading face included."""


def test_the_first_page_is_the_first_room(desk: str) -> None:
    found = httpx.get(f"{desk}/", follow_redirects=True)
    assert found.status_code == 200
    first = next(
        door.path for door in DOORS if any(getattr(route, "path", "") == door.path for router in ROUTERS for route in router.routes)
    )
    assert found.url.path == first


def test_the_masthead_counts_and_says_where_one_is(desk: str, page: Page, sample_ledger: Path) -> None:
    page.goto(f"{desk}/reports")
    with Ledger.open(sample_ledger) as book:
        reports = len(book.reports())
    here = page.locator(".mast nav a[aria-current=page]")
    expect(here).to_have_text(f"Reports {reports}")
    for address in page.locator(".mast nav a").evaluate_all("links => links.map(link => link.href)"):
        assert httpx.get(address).status_code == 200


def test_the_colours_chosen_stay_and_do_not_flash(desk: str, page: Page) -> None:
    page.goto(f"{desk}/reports")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(250, 248, 243)"
    page.locator(".theme label", has_text="Dark").click()
    assert page.evaluate(paper) == "rgb(20, 21, 24)"
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(paper) == "rgb(20, 21, 24)"
    page.locator(".theme label", has_text="Auto").click()
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(paper) == "rgb(20, 21, 24)"
    page.emulate_media(color_scheme="light")
    assert page.evaluate(paper) == "rgb(250, 248, 243)"


def test_the_reading_face_is_served_here(desk: str, page: Page) -> None:
    page.goto(f"{desk}/reports")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('600 20px \"Source Serif 4 Variable\"')")


def test_keys_search_list_and_stay_quiet_while_typing(desk: str, page: Page) -> None:
    page.goto(f"{desk}/reports")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Search words, claims and places")
    expect(field).to_be_focused()
    page.keyboard.type("a?j/")
    expect(field).to_have_value("a?j/")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    assert {"/", "?", "j", "k"} <= set(keys.locator("kbd").all_inner_texts())
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_the_first_tab_leads_past_the_masthead(desk: str, page: Page) -> None:
    page.goto(f"{desk}/reports")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_openapi_tells_of_every_page_and_of_the_api_alone(desk: str) -> None:
    told = httpx.get(f"{desk}/openapi.json").json()
    assert [path for path in told["paths"] if not path.startswith("/api/")] == []
    assert told["paths"]["/api/reports"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/ReportsPage"
    }
    refused = told["paths"]["/api/reports"]["get"]["responses"]["422"]["content"]["application/json"]["schema"]
    assert refused == {"$ref": "#/components/schemas/Failed"}


def test_words_of_a_report_are_never_markup(tmp_path: Path, page: Page) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    (tmp_path / "report.txt").write_text(f"{evil}\n\nThe army took Handarat on Saturday, state television said.\n", encoding="utf-8")
    with Ledger.create(tmp_path / "evil.dateline") as book:
        book.add(tmp_path / "report.txt", outlet=f"Outlet {evil}")
        with served(create_app(book)) as url:
            page.goto(f"{url}/reports")
            expect(page.locator("#reports")).to_contain_text(f"Outlet {evil}")
            assert not re.search(r"<(img|script>)", page.content().split("<main")[1].split("</main>")[0])


def weight(browser: Browser, url: str) -> int:
    """The bytes that a page brings over the wire on the first visit."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    requests: list[Request] = []

    def keep(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", keep)
    page.goto(url, wait_until="networkidle")
    found = sum(request.sizes()["responseBodySize"] for request in requests)
    page.close()
    return found


def test_no_page_is_heavier_than_it_should_be(desk: str, browser: Browser) -> None:
    weights = {door.path: weight(browser, desk + door.path) for door in DOORS if httpx.get(desk + door.path).status_code == 200}
    assert weights
    assert {path: found for path, found in weights.items() if found > HEAVIEST} == {}
