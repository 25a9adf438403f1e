"""The reader in the browser and as JSON: words, card, place and day are one thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest
from fastapi import Request
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Watched
from tests.web.serving import fits, served

from dateline.ledger import Ledger
from dateline.model.decision import Verdict
from dateline.model.names import Names
from dateline.read import Handed
from dateline.review import MASK
from dateline.web.access import Role, Viewer
from dateline.web.app import create_app

HOSTILE = """<script>alert(1)</script> takes <b>Handarat</b> & 'rebels' deny it

Government forces captured the Handarat camp on Saturday, <img src=x onerror=alert(1)> the army said. Rebels denied it.

قال سكان إن ثلاثة أشخاص قتلوا في حلب يوم السبت.

Residents said {{ 7*7 }} and at least 12 people were killed in Aleppo on Saturday, the Syrian Observatory for Human Rights said. \
Averylongwordwithoutanybreakinwhichnothingcanbewrappedbutbyforceofthestylesheetitselfwhichissupposedtodoso was told of.
"""


def id_of(ledger: Path, name: str) -> str:
    with Ledger.open(ledger) as book:
        return next(row.id for row in book.reports() if row.name == name)


@pytest.fixture(scope="module")
def handarat(desk: str, sample_ledger: Path) -> str:
    """The address of a report with a denial."""
    return f"{desk}/reports/{id_of(sample_ledger, '2016-09-24-handarat')}"


@pytest.fixture(scope="module")
def reprint(desk: str, sample_ledger: Path) -> tuple[str, str]:
    """The address of a reprint, and the id of what it prints."""
    return f"{desk}/reports/{id_of(sample_ledger, 'sample-reprint')}", id_of(sample_ledger, "sample-opposition")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a report that tries what it can."""
    with Ledger.create(tmp_path_factory.mktemp("hostile") / "h.dateline") as book:
        book.add(Handed(name='2016-09-28 "r\u00e9port".txt', data=HOSTILE.encode()), published=date(2016, 9, 28), outlet="<i>Outlet</i>")
        with served(create_app(book)) as url:
            yield f"{url}/reports/{book.reports()[0].id}"


def number_of(page: Page, kind: str) -> str:
    """The number of the first claim whose card has a class."""
    return str(page.locator(f".card.{kind}").first.get_attribute("data-n"))


def test_words_stay_as_they_were_and_the_speaker_comes_first(handarat: str, sample_ledger: Path, page: Page) -> None:
    page.goto(handarat)
    with Ledger.open(sample_ledger) as book:
        report = book.why(handarat.rsplit("/", 1)[1]).report  # type: ignore[union-attr]
    words = page.locator(".txt").evaluate_all(
        """parts => parts.map(part => {
            const own = part.cloneNode(true);
            own.querySelectorAll('.cn').forEach(number => number.remove());
            return own.textContent;
        })"""
    )
    assert "\n\n".join(words) == report.text
    for card in page.locator(".card").all():
        first = card.locator(".told > *").first
        expect(first.locator(".who")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Army takes Handarat camp, rebels claim it back")


def test_a_denial_points_at_what_it_denies(handarat: str, page: Page) -> None:
    page.goto(handarat)
    card = page.locator(".card.deny").first
    expect(card.locator(".says")).to_have_text("denies")
    denied = card.locator(".told .ref").inner_text()
    card.locator(".told .ref").click()
    assert page.url.endswith(f"#c{denied}")


def test_pointing_at_words_marks_card_place_and_day(handarat: str, page: Page) -> None:
    page.goto(handarat)
    words = page.locator('[data-e~="1"]').first
    words.hover()
    expect(page.locator("#c1")).to_have_class(re.compile(r"\bnear\b"))
    expect(page.locator(".where-h")).to_have_text("Where claim 1 is")
    expect(page.locator(".minimap svg")).to_have_attribute("aria-label", re.compile("Handarat"))
    expect(page.locator(".minimap .ring")).to_have_count(1)
    expect(page.locator(".days td.in")).to_have_text("24")
    page.locator("h1").hover()
    expect(page.locator(".where-h")).to_have_text("Where")
    expect(page.locator(".card.near")).to_have_count(0)


def test_choosing_opens_the_card_and_moves_no_word(handarat: str, page: Page) -> None:
    page.goto(handarat)
    last = page.locator(".txt").last
    before = last.bounding_box()
    page.locator("#w1").click()
    expect(page.locator("#c1 .slots")).to_be_visible()
    expect(page.locator("#c1")).to_have_attribute("aria-current", "true")
    assert last.bounding_box() == before
    assert "claim=clm_" in page.url
    page.reload()
    expect(page.locator("#c1 .slots")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card.now")).to_have_count(0)
    assert "claim=" not in page.url


def test_cards_stand_at_their_line_or_below_the_one_before(handarat: str, page: Page) -> None:
    page.goto(handarat)
    for opened in (False, True):
        if opened:
            page.locator("#w2").click()
            page.locator("#c2 .slots").wait_for()
        boxes = page.evaluate(
            """() => [...document.querySelectorAll('.card')].map(card => {
                const box = card.getBoundingClientRect();
                const line = document.querySelector(`[data-e~="${card.dataset.n}"]`).getClientRects()[0];
                return [box.top, box.bottom, line.top];
            })"""
        )
        end = -1e9
        for top, bottom, line in boxes:
            assert top >= end
            assert top >= line - 3
            assert top <= max(line, end + 8) + 3
            end = bottom


def test_the_keyboard_walks_through_the_claims(handarat: str, page: Page) -> None:
    page.goto(handarat)
    page.keyboard.press("j")
    expect(page.locator("#c1")).to_have_attribute("aria-current", "true")
    page.keyboard.press("j")
    expect(page.locator("#c2 .open")).to_be_focused()
    expect(page.locator("#w2")).to_have_class(re.compile("now"))
    page.keyboard.press("k")
    expect(page.locator(".card.now")).to_have_attribute("data-n", "1")
    page.keyboard.press("Enter")
    expect(page.locator(".card.now")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("dialog.keylist")).to_contain_text("next claim")


def test_a_claim_leads_to_its_event_and_to_the_review(handarat: str, page: Page) -> None:
    page.goto(handarat)
    page.locator("#w1").click()
    expect(page.locator("#c1 .slots a[href^='/events/evt_']")).to_be_visible()
    key = page.locator("#c1").get_attribute("data-id")
    assert page.locator("#c1 .act").evaluate_all("links => links.map(link => link.getAttribute('href'))") == [
        f"/review?claim={key}&act={act}" for act in ("accept", "correct", "reject")
    ]


def test_without_script_numbers_and_cards_lead_to_each_other(handarat: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(handarat)
    expect(page.locator(".side")).to_be_hidden()
    page.locator("#w1").click()
    assert page.url.endswith("#c1")
    page.locator("#c1 > .n").click()
    assert page.url.endswith("#w1")
    page.locator("#c1 .open").click()
    expect(page.locator("#c1 .slots")).to_be_visible()
    context.close()


def test_on_a_phone_cards_follow_their_paragraph_and_the_map_is_a_sheet(handarat: str, page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(handarat)
    boxes = page.locator(".row").evaluate_all(
        "rows => rows.map(row => ['.txt', '.cards'].map(part => row.querySelector(part).getBoundingClientRect()))"
    )
    assert all(cards["top"] >= text["bottom"] - 1 for text, cards in boxes)
    page.locator("#w1").click()
    bar = page.locator(".sheet-bar")
    expect(bar).to_contain_text("Claim 1:")
    expect(page.locator(".minimap")).to_be_hidden()
    bar.click()
    expect(page.locator(".minimap svg")).to_be_visible()
    expect(bar).to_have_attribute("aria-expanded", "true")


def test_paper_has_rail_and_cards_and_no_controls(handarat: str, page: Page) -> None:
    page.goto(handarat)
    page.locator("#w1").click()
    page.locator("#c1 .slots").wait_for()
    page.emulate_media(media="print")
    for part in (".rail", ".card", ".prov", ".txt"):
        expect(page.locator(part).first).to_be_visible()
    for part in (".mast", ".side", ".key", "#c1 .acts", "#c1 .detail"):
        expect(page.locator(part).first).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1000, 400])
def test_nothing_hinders_anybody(handarat: str, page: Page, axe: Callable[..., None], theme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(handarat)
    axe(page)
    page.locator("#w1").click()
    page.locator("#c1 .slots").wait_for()
    axe(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_two_printings_hinder_nobody(reprint: tuple[str, str], page: Page, axe: Callable[..., None], theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(f"{reprint[0]}/against/{reprint[1]}")
    axe(page)
    page.set_viewport_size({"width": 400, "height": 900})
    axe(page)


@pytest.mark.parametrize("width", [360, 700, 1000, 1440, 2560])
def test_fits_every_width(handarat: str, hostile: str, reprint: tuple[str, str], page: Page, width: int) -> None:
    for address in (handarat, hostile, f"{reprint[0]}/against/{reprint[1]}"):
        page.goto(address)
        fits(page, width)


def test_a_reprint_shows_what_it_changed(reprint: tuple[str, str], page: Page) -> None:
    address, other = reprint
    page.goto(address)
    page.locator("#reprints").scroll_into_view_if_needed()
    expect(page.locator("#reprints del").first).to_be_visible()
    page.get_by_role("link", name="Side by side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two printings, side by side")
    assert page.url == f"{address}/against/{other}"
    assert page.locator("del").count() > 0
    assert page.locator("ins").count() > 0


def test_json_tells_the_same(handarat: str, reprint: tuple[str, str]) -> None:
    api = handarat.replace("/reports/", "/api/reports/")
    told = httpx.get(api).json()
    cards = [card for paragraph in told["paragraphs"] for card in paragraph["cards"]]
    assert [card["n"] for card in cards] == list(range(1, told["provenance"]["counts"]["claims"] + 1))
    one = httpx.get(f"{api}/claims/{cards[0]['id']}").json()
    assert one["card"] == cards[0]
    assert httpx.get(api, params={"claim": cards[0]["id"]}).json()["opened"] == one
    beside = httpx.get(f"{reprint[0].replace('/reports/', '/api/reports/')}/against/{reprint[1]}").json()
    assert beside["reprint"]["other"]["id"] == reprint[1]
    assert beside["left_out"] > 0


def test_unknown_reports_claims_and_pairs_are_told_as_such(desk: str, handarat: str, reprint: tuple[str, str]) -> None:
    for address in (
        f"{desk}/api/reports/rep_0",
        f"{handarat.replace('/reports', '/api/reports')}/claims/clm_0",
        f"{desk}/reports/rep_0/original",
    ):
        assert httpx.get(address).status_code == 404
    known = httpx.get(f"{handarat.replace('/reports', '/api/reports')}/against/{reprint[1]}")
    assert known.status_code == 404
    assert "share no passage" in known.json()["error"]["what"]
    assert httpx.get(f"{desk}/api/reports/{'x' * 65}").status_code == 422


def test_the_original_is_a_file_to_keep_and_never_shown(handarat: str, hostile: str) -> None:
    found = httpx.get(f"{handarat}/original")
    assert found.content == (Path(__file__).parents[2] / "src/dateline/samples/2016-09-24-handarat.txt").read_bytes()
    assert found.headers["content-type"] == "application/octet-stream"
    assert found.headers["content-disposition"].startswith('attachment; filename="2016-09-24-handarat.txt"')
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in found.headers["content-security-policy"]
    named = httpx.get(f"{hostile}/original").headers["content-disposition"]
    assert named == "attachment; filename=\"2016-09-28 _r_port_.txt\"; filename*=UTF-8''2016-09-28%20%22r%C3%A9port%22.txt"


def test_words_of_a_report_are_only_ever_words(hostile: str, page: Page) -> None:
    page.goto(hostile)
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script> takes <b>Handarat</b>")
    expect(page.locator(".page")).to_contain_text("{{ 7*7 }}")
    expect(page.locator(".prov")).to_contain_text("<i>Outlet</i>")
    assert page.locator(".page img, .page b:not(.hand), .page script").count() == 0


def test_words_from_right_to_left_keep_their_direction(hostile: str, page: Page) -> None:
    page.goto(hostile)
    assert page.locator(".txt").evaluate_all("parts => parts.map(part => getComputedStyle(part).direction)") == ["ltr", "ltr", "rtl", "ltr"]


def test_people_and_machine_are_told_apart(own_ledger: Path, own_desk: str, page: Page) -> None:
    key = id_of(own_ledger, "2016-09-24-handarat")
    with Ledger.open(own_ledger) as book:
        claims = [row.id for row in book.claims(report=key)]
        book.judge(claims[0], Verdict.REJECTED, reviewer="R. H.", reason="not in the words")
    page.goto(f"{own_desk}/reports/{key}?claim={claims[0]}")
    card = page.locator(f'.card[data-id="{claims[0]}"]')
    expect(card.locator(".told .hand")).to_have_text("rejected by R. H.")
    expect(card.locator(".hist")).to_contain_text("not in the words")
    expect(card).to_have_class(re.compile("gone"))
    number = card.get_attribute("data-n")
    assert page.locator(f'[data-e="{number}"].m-e').count() == 0


@dataclass(frozen=True, slots=True)
class ReadersOnly:
    """Everybody may look, and nothing else."""

    def viewer(self, request: Request) -> Viewer:  # noqa: ARG002 - another access looks into it
        return Viewer(name="a reader", role=Role.READER)


def test_readers_do_not_get_names_of_witnesses(own_ledger: Path) -> None:
    words = "Ahmad Darwish, a baker, said rebels shelled Aleppo on Saturday. At least 3 people were killed, Ahmad Darwish said.\n"
    with Ledger.open(own_ledger) as book:
        book.add(Handed(name="witness.txt", data=words.encode()), published=date(2016, 9, 25))
        key = next(row.id for row in book.reports() if row.name == "witness")
        assert book.names([key])[key] != Names()
        app = create_app(book)
        app.state.access = ReadersOnly()
        with served(app) as url:
            shown = httpx.get(f"{url}/reports/{key}").text + httpx.get(f"{url}/api/reports/{key}").text
            refused = httpx.get(f"{url}/reports/{key}/original")
    assert "Darwish" not in shown
    assert MASK in shown
    assert "accept" not in shown
    assert refused.status_code == 403


def test_an_opened_card_that_cannot_be_had_says_why(watched: Watched, handarat: str) -> None:
    page = watched.page
    page.goto(handarat)
    page.route("**/claims/*", lambda route: route.continue_(url=f"{handarat}/claims/clm_0"))
    page.locator("#w1").click()
    expect(page.locator("#c1 .msg.err")).to_contain_text("has no claim clm_0")
    watched.faults.clear()


def test_pictures(handarat: str, reprint: tuple[str, str], page: Page, screenshot: Callable[..., None]) -> None:
    page.goto(handarat)
    page.locator(f"#w{number_of(page, 'deny')}").click()
    page.locator(".card.now .slots").wait_for()
    screenshot(page, "reader")
    page.emulate_media(color_scheme="dark")
    screenshot(page, "reader-dark")
    page.emulate_media(color_scheme="light")
    page.goto(f"{reprint[0]}/against/{reprint[1]}")
    screenshot(page, "reader-against")
    page.set_viewport_size({"width": 400, "height": 860})
    page.goto(handarat)
    page.locator("#w1").click()
    page.locator(".sheet-bar").click()
    page.evaluate("document.querySelector('.row.title').scrollIntoView()")
    screenshot(page, "reader-phone", full=False)
