"""The page of disputes: the sides by value, and the page in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.web.event_cases import CONTESTED, DAY, claim_of, ledger_of, only_event
from tests.web.serving import fits, served

from dateline.ledger import Ledger
from dateline.model.decision import Verdict
from dateline.model.dispute import Matter
from dateline.store.desk.disputes import disputes, find, is_any
from dateline.store.events import EventQuery
from dateline.web.app import create_app
from dateline.web.disputing import BY_BOUNDS, BY_DENIAL, DisputeShown, Stance, shown


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with ledger_of(tmp_path_factory.mktemp("disputed"), CONTESTED) as found:
        yield found


def shown_in(book: Ledger) -> tuple[DisputeShown, ...]:
    return book.ask(lambda connection: shown(connection, disputes(connection, find(connection, EventQuery()).keys)))


def test_each_side_speaks_in_its_own_words(book: Ledger) -> None:
    whether, how_many = shown_in(book)
    assert (whether.matter, whether.question, whether.found) == (
        Matter.OCCURRENCE,
        "Attack in Handarat: did it happen?",
        BY_DENIAL,
    )
    told, denied = whether.sides
    assert (told.says, told.stance, {voice.name for voice in told.voices}) == (
        "It happened",
        Stance.SAYS,
        {"Observatory", "activists (unnamed)", "residents (unnamed)"},
    )
    [army] = denied.voices
    assert (denied.stance, army.name, army.verb, army.outlet) == (Stance.DENIES, "Army", "denies", "State Herald")
    assert army.quote == "The Army denied 9 people were killed in Handarat on Saturday"
    assert how_many.label == "Figure · killed · Handarat · 24 Sept 2016"
    assert how_many.summary == "2 claims, 2 voices, 2 reports"


def test_counts_that_nobody_denies_are_found_by_the_bounds(book: Ledger) -> None:
    [found] = [one for one in shown_in(book) if one.matter is Matter.FIGURES]
    assert (found.found, found.question) == (BY_BOUNDS, "How many were killed?")
    assert [(side.says, side.stance, [voice.name for voice in side.voices]) for side in found.sides] == [
        ("50 people", Stance.SAYS, ["activists (unnamed)"]),
        ("45 people", Stance.SAYS, ["Observatory"]),
    ]
    assert found.beside is not None
    assert [voice.name for voice in found.beside.voices] == ["Army"]
    assert (found.order, found.said_on) == ((), "All of it was published on 24 Sept 2016.")


def test_the_order_in_which_it_was_said_is_told(tmp_path: Path) -> None:
    later = DAY + timedelta(days=7)
    with ledger_of(tmp_path, {"Halab Courier": "The Army took Handarat on Saturday."}) as early:
        path = tmp_path / "late.txt"
        path.write_text("The Rebels denied that the Army took Handarat.")
        early.add(path, outlet="Gulf Mirror", published=later, name="late")
        found = [one for one in shown_in(early) if one.order]
    days: list[date | None] = [step.day for one in found for step in one.order]
    assert days == sorted(day for day in days if day is not None)


def test_a_filter_keeps_its_matter_and_counts_the_others(book: Ledger) -> None:
    found = book.ask(lambda connection: find(connection, EventQuery(matter=Matter.FIGURES)))
    assert len(found.keys) == 1
    assert found.matters == {Matter.OCCURRENCE: 1, Matter.RESPONSIBILITY: 0, Matter.CONTROL: 0, Matter.FIGURES: 1}
    for nothing in (EventQuery(place="Homs"), EventQuery(until=date(2000, 1, 1)), EventQuery(type="capture")):
        assert book.ask(partial(find, query=nothing)).keys == ()
    assert book.ask(lambda connection: find(connection, EventQuery(), of="evt_other")).keys == ()
    assert book.ask(is_any)


def test_a_rejected_claim_disputes_nothing(tmp_path: Path) -> None:
    with ledger_of(tmp_path, CONTESTED) as own:
        own.judge(claim_of(own, "denied 9 people"), Verdict.REJECTED, reviewer="R. H.", reason="a caption")
        assert [one.matter for one in shown_in(own)] == [Matter.FIGURES]


def test_json_tells_the_same(book: Ledger) -> None:
    with served(create_app(book)) as url:
        told = httpx.get(f"{url}/api/disputes", params={"matter": "how many"}).json()
        wrong = httpx.get(f"{url}/api/disputes", params={"matter": "colour"})
    assert [one["question"] for one in told["disputes"]] == ["How many were killed?"]
    assert told["paging"]["total"] == 1
    assert (wrong.status_code, set(wrong.json()["error"])) == (422, {"what", "where", "way_out"})


def test_sides_are_equal_in_width(book: Ledger, page: Page) -> None:
    with served(create_app(book)) as url:
        page.goto(f"{url}/disputes?matter=whether")
        widths = [section.bounding_box() for section in page.locator(".sides > section").all()]
        assert len(widths) == 3
        assert max(box["width"] for box in widths if box) - min(box["width"] for box in widths if box) < 1
        expect(page.locator(".sides > section.no .voice")).to_contain_text("denies")
        page.locator(".sides > section.no a.ref").first.click()
        expect(page.locator("article.card").first).to_be_visible()


def test_the_sentence_and_the_matters_lead_on(book: Ledger, page: Page) -> None:
    with served(create_app(book)) as url:
        page.goto(f"{url}/disputes")
        expect(page.locator(".dispute")).to_have_count(2)
        page.get_by_role("navigation", name="Matters").get_by_role("link", name="how many").click()
        expect(page.locator(".dispute")).to_have_count(1)
        expect(page.locator(".sentence")).to_contain_text("how many")
        page.get_by_role("link", name="See the counts on one axis").click()
        expect(page.locator("#figures h2")).to_have_text("How many were killed")
        page.goto(f"{url}/disputes?type=capture")
        expect(page.get_by_text("No dispute meets this filter.")).to_be_visible()
        page.goto(f"{url}/disputes?event={only_event(book).id}")
        expect(page.locator(".dispute")).to_have_count(2)


def test_keys_walk_through_the_disputes(book: Ledger, page: Page) -> None:
    with served(create_app(book)) as url:
        page.goto(f"{url}/disputes")
        page.keyboard.press("j")
        expect(page.locator(".dispute h2 a").first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Attack in Handarat, 24 Sept 2016")


def test_an_empty_ledger_says_so(tmp_path: Path, page: Page) -> None:
    with Ledger.create(tmp_path / "empty.dateline") as empty, served(create_app(empty)) as url:
        page.goto(f"{url}/disputes")
        expect(page.get_by_text("Nothing is disputed in this ledger")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hinders_anybody(desk: str, book: Ledger, page: Page, axe: Callable[..., None], theme: str) -> None:
    with served(create_app(book)) as url:
        for address in (desk, url):
            page.goto(f"{address}/disputes")
            page.locator(f".theme input[value={theme}]").check(force=True)
            page.set_viewport_size({"width": 1440, "height": 900})
            axe(page)
            page.set_viewport_size({"width": 400, "height": 900})
            axe(page)


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_fits_every_width(book: Ledger, page: Page, width: int) -> None:
    with served(create_app(book)) as url:
        page.goto(f"{url}/disputes")
        fits(page, width)


def test_pictures(desk: str, page: Page, screenshot: Callable[..., None]) -> None:
    page.goto(f"{desk}/disputes")
    expect(page.locator(".dispute").first).to_be_visible()
    screenshot(page, "disputes")
    page.set_viewport_size({"width": 400, "height": 900})
    screenshot(page, "disputes-phone")
