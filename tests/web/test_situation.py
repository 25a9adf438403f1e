"""The situation: what it counts, by value over a ledger worked out by hand; and how filter, map and days move together in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, Route, expect
from tests.web.serving import fits, served
from tests.web.situation_cases import FIRST, SECOND, THIRD, picture, small_ledger, tile_file

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.model.dispute import Standing
from dateline.model.figure import Measure
from dateline.store.desk.asked import asking
from dateline.store.desk.choices import choices
from dateline.store.desk.days import Stretch, Unit, counting
from dateline.store.events import EventQuery, Located
from dateline.web.app import create_app
from dateline.web.filters import EventFilter, box_of
from dateline.web.marks import Mark, in_words, mark_of
from dateline.web.pages.situation import answer_page, situation_page
from dateline.web.settings import DeskSettings
from dateline.web.situation.timeline import stretch_of

WHOLE = Stretch(first=date(2016, 9, 1), last=date(2016, 9, 30), unit=Unit.DAY)
DRAWN = "#map.ready.drawn"
SLOW = 30_000
"""Milliseconds that a map may take on a busy machine without a graphics card."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with small_ledger(tmp_path_factory.mktemp("small")) as book:
        yield book


def test_everything_is_counted_once(small: Ledger) -> None:
    page = situation_page(small, EventFilter(), None)
    assert page.title == "All places, all days"
    assert page.lede == "6 claims by 5 speakers, from 4 reports. 5 events: 1 contested, 4 single-source."
    assert (page.events, page.all_disputes, page.is_empty, page.ways_out) == (5, 1, False, ())


def test_places_are_merged_and_the_rest_is_counted_beside(small: Ledger) -> None:
    shown = situation_page(small, EventFilter(), None).map
    assert shown is not None
    assert [(place.name, place.events, place.claims, place.mark, place.words) for place in shown.places] == [
        ("Homs", 3, 3, Mark.SINGLE, "3 single-source"),
        ("Handarat", 1, 2, Mark.CONTESTED, "1 contested"),
    ]
    assert [(off.located, off.events, off.address) for off in shown.off] == [(Located.NONE, 1, "/events?located=none")]
    assert shown.marks == (Mark.CONTESTED, Mark.SINGLE)
    assert "Something is contested in Handarat." in shown.finding


def test_days_are_never_added_up(small: Ledger) -> None:
    line = situation_page(small, EventFilter(), None).timeline
    assert line is not None
    assert (line.unit, line.first, line.last, line.undated) == (Unit.DAY, FIRST, THIRD, 2)
    killed, injured = line.panels
    assert [(band.first, band.low, band.high, band.mark, band.words) for band in killed.bands] == [
        (FIRST, 45, 50, Mark.CONTESTED, "45 to 50"),
        (SECOND, 7, 7, Mark.SINGLE, "7"),
        (THIRD, 3, 3, Mark.SINGLE, "3"),
    ]
    assert [step.first for step in line.steps if step.events] == [FIRST, SECOND, THIRD]
    assert (killed.more_bands, killed.wordless, injured.bands) == (0, 0, ())
    assert killed.top == 60


def test_a_period_keeps_the_days_around_it_in_sight(small: Ledger) -> None:
    page = situation_page(small, EventFilter(since=SECOND, until=SECOND), None)
    assert page.title == "All places, 17 Sept 2016"
    assert page.events == 1
    line = page.timeline
    assert line is not None
    assert (line.since, line.until, line.first, line.last) == (SECOND, SECOND, date(2016, 9, 16), date(2016, 9, 18))
    assert [step.events for step in line.whole if step.events] == [1, 1, 1]


def test_steps_grow_with_the_days() -> None:
    units = [stretch_of((date(2000, 1, 1), last), None, None).unit for last in (date(2000, 2, 1), date(2001, 1, 1), date(2004, 1, 1))]
    assert units == [Unit.DAY, Unit.WEEK, Unit.MONTH]
    ends = stretch_of((date.min, date.max), None, None)
    assert (ends.unit, ends.first, ends.last) == (Unit.CENTURY, date.min, date.max)


@pytest.mark.parametrize("unit", Unit)
def test_steps_follow_one_another_without_a_gap(unit: Unit) -> None:
    for day in (date.min, date(1999, 12, 31), date(2016, 2, 29), date(2016, 9, 24), date.max):
        assert unit.start(day) <= day <= unit.last(day)
        assert unit.start(unit.last(day)) == unit.start(day)


@pytest.mark.parametrize("unit", [Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR, Unit.DECADE, Unit.CENTURY])
def test_the_database_and_the_axis_agree_where_a_step_begins(small: Ledger, unit: Unit) -> None:
    def question(connection: object) -> list[int]:
        with asking(connection, EventQuery()):  # type: ignore[arg-type]
            found = counting(connection, ["killed"], replace(WHOLE, unit=unit), inside=1, across=9)["killed"]  # type: ignore[arg-type]
        return [found.all_inside, len(found.inside)]

    steps = len({unit.start(day) for day in (FIRST, SECOND, THIRD)})
    assert small.ask(question) == [3, steps]


def test_one_word_of_the_sentence_leaves_events_with_their_number(small: Ledger) -> None:
    def of(field: str, **asked: object) -> dict[str, int]:
        query = EventQuery(**asked)  # type: ignore[arg-type]
        return {row.name: row.events for row in small.ask(lambda connection: choices(connection, query, field))}

    assert of("standing") == {"single speaker": 4, "contested": 1}
    assert of("place") == {"Homs": 3, "Handarat": 1}
    assert of("outlet") == {"Halab Courier": 3, "State Herald": 2, "Gulf Mirror": 1}
    assert of("outlet", place="gn:2") == {"State Herald": 2, "Halab Courier": 1}
    assert of("measure") == {"killed": 3}
    assert of("standing", since=FIRST, until=FIRST) == {"contested": 1}


def test_nothing_that_meets_all_tells_what_to_let_go_of(small: Ledger) -> None:
    page = situation_page(small, EventFilter(place="gn:2", standing=Standing.CONTESTED), None)
    assert (page.events, page.map, page.timeline, page.answer) == (0, None, None, None)
    assert [(way.words, way.events) for way in page.ways_out] == [("contested", 3), ("Homs", 1)]
    period = situation_page(small, EventFilter(since=date(2020, 1, 1), until=date(2020, 2, 1)), None)
    assert [(way.words, way.events) for way in period.ways_out] == [("1 Jan to 1 Feb 2020", 5)]


def test_the_count_is_bounded_by_claims_and_never_a_sum(small: Ledger) -> None:
    asked = EventFilter(place="gn:1", since=FIRST, until=FIRST)
    assert situation_page(small, asked, None).answer is not None
    told = answer_page(small, asked)
    assert told.question == "Killed in Handarat, 10 Sept 2016"
    assert (told.big, told.rest) == ("at least 50", "no upper bound is reported, hearing both counts of it")
    lines = [(line.words, line.name, line.binds) for line in told.lines]
    assert lines == [("≥ 50", "activists (unnamed)", True), ("≥ 45", "Observatory", False)]
    assert told.never == "95"
    assert (told.why or "").startswith("The two counts overlap in place, in time or in whom they count")
    assert sorted(one.words for one in told.alone) == ["at least 45", "at least 50"]
    heard = answer_page(small, replace(asked, speaker="Observatory"))
    assert (heard.big, heard.never, [line.binds for line in heard.lines]) == ("at least 45", None, [True])


def test_a_count_says_what_it_does_not_heed(small: Ledger) -> None:
    told = answer_page(small, EventFilter(place="gn:2", since=SECOND, until=THIRD, standing=Standing.SINGLE))
    assert told.scope == "It counts everybody, not only what is single-source."
    assert (told.big, told.never) == ("at least 10", None)


def test_a_count_needs_a_place(small: Ledger) -> None:
    with pytest.raises(UsageError, match="a count needs a place"):
        answer_page(small, EventFilter())
    offer = situation_page(small, EventFilter(), None).answer
    assert offer is not None
    assert (offer.address, [place.name for place in offer.places]) == (None, ["Homs", "Handarat"])


def test_addresses_hold_the_filter_and_nothing_else() -> None:
    asked = EventFilter(place="gn:170062", standing=Standing.CONTESTED, measure=Measure.KILLED, reviewed=False, since=FIRST)
    assert asked.address("/situation") == "/situation?place=gn%3A170062&since=2016-09-10&standing=contested&measure=killed&reviewed=false"
    assert asked.without("place", "since").address("/events", located="none") == (
        "/events?standing=contested&measure=killed&reviewed=false&located=none"
    )
    assert EventFilter().address("/situation") == "/situation"


@pytest.mark.parametrize(
    ("area", "box"),
    [
        ("36,35.5,38,37", (36.0, 35.5, 38.0, 37.0)),
        ("36,37,38,35.5", (36.0, 35.5, 38.0, 37.0)),
        ("-999,-99,999,99", (-180.0, -90.0, 180.0, 90.0)),
        ("170,0,190,10", (170.0, 0.0, -170.0, 10.0)),
    ],
)
def test_an_area_is_brought_back_onto_the_globe(area: str, box: tuple[float, ...]) -> None:
    assert box_of(area) == box


def test_a_mark_is_of_the_standing_that_most_needs_a_look() -> None:
    assert mark_of({Standing.SINGLE: 9, Standing.DENIED: 1}) is Mark.DENIED
    assert mark_of({Standing.SINGLE: 9, Standing.CORROBORATED: 2, Standing.DENIED: 1}) is Mark.CORROBORATED
    assert mark_of({Standing.PLANNED: 1}) is Mark.SINGLE
    assert in_words({Standing.SINGLE: 1200, Standing.CONTESTED: 0, Standing.DENIED: 1}) == "1 denied, 1,200 single-source"


def test_json_tells_the_same(desk: str) -> None:
    told = httpx.get(f"{desk}/api/situation?place=gn:170062&since=2016-09-19").json()
    assert told["title"] == "Aleppo province, from 19 Sept 2016"
    assert set(told) >= {"lede", "sentence", "map", "timeline", "answer", "disputes", "ways_out"}
    marks = httpx.get(f"{desk}/api/situation/landmarks").json()["places"]
    assert "Handarat camp" in {place["name"] for place in marks}


@pytest.mark.parametrize(
    "query", ["since=yesterday", "since=0", "standing=sure", "confidence=2", "area=1,2,3", "measure=apples", "reviewed=perhaps", "page=0"]
)
def test_what_cannot_be_understood_is_named(desk: str, query: str) -> None:
    for path in ("situation", "events"):
        found = httpx.get(f"{desk}/api/{path}?{query}")
        if not (path == "situation" and query == "page=0"):
            assert found.status_code == 422
            assert found.json()["error"]["what"].startswith(query.partition("=")[0])


def test_a_form_with_empty_fields_leads_to_a_short_address(desk: str) -> None:
    found = httpx.get(f"{desk}/situation?type=&place=+Handarat+&since=&until=", follow_redirects=True)
    assert str(found.url) == f"{desk}/situation?place=Handarat"
    assert "“Handarat”" in found.text


def test_hostile_words_stay_words(desk: str) -> None:
    evil = '"><script>alert(1)</script>'
    for path in ("/situation", "/events", "/choices"):
        found = httpx.get(desk + path, params={"place": evil, "speaker": evil, "text": evil, "field": "type"})
        assert found.status_code == 200
        assert "<script>alert" not in found.text


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: Path, page: Page, axe: Callable[..., None]) -> None:
    with Ledger.create(tmp_path / "empty.dateline") as book, served(create_app(book)) as url:
        page.goto(f"{url}/situation")
        expect(page.get_by_role("heading", name="Empty ledger")).to_be_visible()
        expect(page.get_by_role("link", name="Add reports")).to_have_attribute("href", "/reports")
        axe(page)


def opened(page: Page, address: str) -> None:
    """Load a situation and wait until its map is drawn."""
    page.goto(address)
    expect(page.locator(DRAWN)).to_be_attached(timeout=SLOW)


def test_the_map_is_a_picture_with_links_until_its_engine_has_started(desk: str, page: Page, axe: Callable[..., None]) -> None:
    waits: list[Route] = []

    def hold(route: Route) -> None:
        waits.append(route)

    page.route(re.compile("/assets/map-"), hold)
    page.goto(f"{desk}/situation")
    still = page.locator("#map .still")
    expect(still.locator(".ground, .bord")).to_have_count(2)
    places = httpx.get(f"{desk}/api/situation").json()["map"]["places"]
    shown = set(still.locator(".name").all_text_contents())
    assert shown
    assert shown <= {place["name"] for place in places}
    axe(page)
    still.locator("a").last.click()
    expect(page).to_have_url(re.compile("place="))
    expect(page.locator("#map .still a")).to_have_count(1)
    assert waits
    page.unroute_all()
    expect(page.locator(DRAWN)).to_be_attached(timeout=SLOW)
    expect(page.locator("#map .still")).to_have_count(0)


def test_choosing_in_the_sentence_moves_everything_and_back_undoes_it(desk: str, page: Page) -> None:
    opened(page, f"{desk}/situation")
    page.evaluate("window.stays = true")
    page.locator("#slot-place > summary").click()
    page.locator("#slot-place .choices a", has_text="province").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aleppo province, all days")
    assert page.url == f"{desk}/situation?place=gn%3A170062"
    expect(page.locator("#slot-place > summary")).to_be_focused()
    page.locator("#slot-standing > summary").click()
    page.locator("#slot-standing .choices a", has_text="corroborated").click()
    expect(page.locator(".stand")).to_contain_text("2 events: 2 corroborated")
    page.go_back()
    expect(page.locator(".stand")).to_contain_text("contested")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("All places, all days")
    assert page.evaluate("window.stays"), "the page was loaded anew"


def test_typed_words_find_and_filter(desk: str, page: Page) -> None:
    opened(page, f"{desk}/situation")
    page.locator("#slot-speaker > summary").click()
    expect(page.locator("#pick-speaker")).to_be_focused()
    page.keyboard.type("observ")
    found = page.locator("#slot-speaker .choices a")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Observatory")
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#slot-speaker")).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(page.locator("#pick-speaker")).to_be_focused()
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A filter that leaves nothing")).to_be_visible()
    page.get_by_role("link", name="Without").first.click()
    expect(page.locator(".stand")).to_contain_text("29 events")


def test_a_brush_over_the_days_asks_for_the_period_and_for_the_count(desk: str, page: Page, axe: Callable[..., None]) -> None:
    opened(page, f"{desk}/situation?place=gn:170062")
    days = page.locator("#days .focus")
    days.scroll_into_view_if_needed()
    box = days.bounding_box()
    assert box is not None
    wide = (box["width"] - 52) / len(httpx.get(f"{desk}/api/situation?place=gn:170062").json()["timeline"]["steps"])
    page.mouse.move(box["x"] + 44 + 1.5 * wide, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 44 + 3 * wide, box["y"] + 60, steps=3)
    page.mouse.move(box["x"] + 44 + 5.5 * wide, box["y"] + 60, steps=3)
    page.mouse.up()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aleppo province, 20 to 24 Sept 2016")
    assert page.url.endswith("?place=gn%3A170062&since=2016-09-20&until=2016-09-24")
    expect(page.locator("#answer .big")).to_contain_text("at least")
    expect(page.locator("#answer")).to_contain_text("binds")
    axe(page)


def test_a_band_leads_to_its_event(desk: str, page: Page) -> None:
    opened(page, f"{desk}/situation")
    page.locator("#days [data-href]").first.click()
    expect(page.locator(".mast nav a[aria-current=page]")).to_contain_text("Events")
    assert "/events/evt_" in page.url


def test_the_period_moves_by_keys(desk: str, page: Page) -> None:
    opened(page, f"{desk}/situation?since=2016-09-20&until=2016-09-24")
    title = page.get_by_role("heading", level=1)
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("All places, 19 to 23 Sept 2016")
    page.keyboard.press("Shift+ArrowRight")
    expect(title).to_have_text("All places, 19 to 24 Sept 2016")
    first = page.get_by_role("slider", name="First day of the period")
    expect(first).to_have_attribute("aria-valuetext", "19 Sept 2016")
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text("All places, 21 to 24 Sept 2016")
    expect(first).to_be_focused()


def test_an_area_is_drawn_with_the_pointer_and_with_keys(desk: str, page: Page) -> None:
    opened(page, f"{desk}/situation")
    page.keyboard.press("d")
    expect(page.locator("#map-hint")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#map-hint")).to_be_hidden()
    page.keyboard.press("d")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_contain_text("inside the area drawn")
    assert re.search(r"area=\d+\.\d{4}%2C", page.url)
    page.get_by_role("link", name="Let go of “inside the area drawn”").click()
    expect(page.locator(".sentence")).not_to_contain_text("area")
    page.get_by_role("button", name="Draw an area").click()
    box = page.locator("#map-canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"] + 80, steps=4)
    page.mouse.up()
    expect(page.get_by_role("heading", name="A filter that leaves nothing")).to_be_visible()


def test_a_mark_tells_its_place_and_leads_there(desk: str, page: Page) -> None:
    opened(page, f"{desk}/situation?place=dl:urum-al-kubra")
    box = page.locator("#map-canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    told = page.locator(".placetold")
    expect(told).to_contain_text("Urum al-Kubra")
    expect(told).to_contain_text("corroborated")
    told.get_by_role("link", name="Its events").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Events")


def test_a_map_file_of_this_machine_lies_behind_the_borders(sample_ledger: Path, tmp_path: Path, page: Page) -> None:
    file = tile_file(tmp_path / "world.pmtiles", picture((0, 90, 200)))
    asked: list[str | None] = []
    page.on("request", lambda request: asked.append(request.headers.get("range")) if request.url.endswith(".pmtiles") else None)
    with Ledger.open(sample_ledger) as book, served(create_app(book, settings=DeskSettings(tiles=str(file)))) as url:
        opened(page, f"{url}/situation")
        piece = httpx.get(f"{url}/map/behind.pmtiles", headers={"range": "bytes=0-6"})
        assert (piece.status_code, piece.content) == (206, b"PMTiles")
        expect(page.get_by_text("which learns where you look")).to_have_count(0)
        blue = page.locator("#map").screenshot()
    assert asked
    assert all(found is not None and found.startswith("bytes=") for found in asked)
    assert most_common_colour(page, blue) == [0, 90, 200]


def most_common_colour(page: Page, png: bytes) -> list[int]:
    """The colour that most of a picture has, told by the browser, which can read it."""
    found: list[int] = page.evaluate(
        """async data => {
            const bitmap = await createImageBitmap(new Blob([new Uint8Array(data)], { type: "image/png" }));
            const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
            pen.drawImage(bitmap, 0, 0);
            const { data: dots } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
            const counts = new Map();
            for (let n = 0; n < dots.length; n += 4) {
                const key = [dots[n], dots[n + 1], dots[n + 2]].join();
                counts.set(key, (counts.get(key) ?? 0) + 1);
            }
            return [...counts].sort((a, b) => b[1] - a[1])[0][0].split(",").map(Number);
        }""",
        list(png),
    )
    return found


def test_a_desk_without_a_map_file_says_so(desk: str) -> None:
    found = httpx.get(f"{desk}/map/behind.pmtiles")
    assert found.status_code == 404
    assert "--tiles" in found.text


def test_without_script_the_sentence_is_a_form(desk: str, page: Page) -> None:
    assert page.context.browser is not None
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{desk}/situation")
    plain.locator("#slot-place > summary").click()
    plain.locator("#pick-place").fill("Handarat")
    plain.locator("#slot-place button").click()
    assert plain.url == f"{desk}/situation?place=Handarat"
    plain.locator(".astable summary").first.click()
    expect(plain.locator(".astable table").first).to_contain_text("Handarat camp")
    expect(plain.locator("#map")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hinders_anybody(desk: str, page: Page, axe: Callable[..., None], screenshot: Callable[..., None], theme: str) -> None:
    opened(page, f"{desk}/situation?place=gn:170062&since=2016-09-19&until=2016-09-24")
    page.locator(f".theme input[value={theme}]").check(force=True)
    expect(page.locator("#answer .big")).to_be_visible()
    axe(page)
    screenshot(page, "situation" if theme == "light" else "situation-dark")
    page.locator("#slot-place > summary").click()
    expect(page.locator("#slot-place .choices")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 400, "height": 900})
    axe(page)
    if theme == "light":
        screenshot(page, "situation-phone")


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_fits_every_width(desk: str, page: Page, width: int) -> None:
    for path in ("/situation?place=gn:170062", "/events"):
        page.goto(f"{desk}{path}")
        fits(page, width)


def test_events_are_listed_in_the_order_asked_for(desk: str, page: Page, axe: Callable[..., None], screenshot: Callable[..., None]) -> None:
    page.goto(f"{desk}/events")
    expect(page.locator("table.events tbody tr")).to_have_count(29)
    page.get_by_role("link", name="claims").click()
    first = page.locator("table.events tbody tr").first
    expect(first).to_contain_text("Urum al-Kubra")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("claims ↓")
    assert page.url == f"{desk}/events?sort=claims"
    page.get_by_role("link", name="claims").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("claims ↑")
    page.go_back()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("claims ↓")
    axe(page)
    screenshot(page, "events")
    page.set_viewport_size({"width": 400, "height": 900})
    axe(page)


def test_events_are_found_by_where_they_stand_on_no_map(desk: str) -> None:
    told = {how: httpx.get(f"{desk}/api/events?located={how}").json()["paging"]["total"] for how in ("point", "wide", "unsure", "none")}
    assert sum(told.values()) == 29
    assert told["wide"] == 3


def test_what_is_kept_is_worked_out_anew_when_the_ledger_grows(tmp_path: Path) -> None:
    with small_ledger(tmp_path) as book:
        first = situation_page(book, EventFilter(), None)
        assert situation_page(book, EventFilter(), None) is first
        more = tmp_path / "more.txt"
        more.write_text("Residents said 4 people were killed in Homs on Saturday.", encoding="utf-8")
        book.add(more, outlet="Gulf Mirror", published=THIRD, name="more")
        assert situation_page(book, EventFilter(), None).lede.startswith("7 claims by 6 speakers, from 5 reports.")
        assert situation_page(book, EventFilter(place="gn:1"), None).events == 1
