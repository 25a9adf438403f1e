"""The brief, in the browser, as JSON, as a PDF, as Markdown and as a file of its own."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from starlette.requests import Request
from tests.web.conftest import missing
from tests.web.serving import fits, served

from dateline.errors import MissingExtraError, UsageError
from dateline.ledger import Ledger
from dateline.model.decision import Verdict
from dateline.read import Handed
from dateline.review import MASK
from dateline.web.access import Role, Viewer
from dateline.web.app import create_app
from dateline.web.brief import Asked, Brief, brief_of, html_of, markdown_of, pdf_of
from dateline.web.brief.borders import lines_in
from dateline.web.brief.citing import SHORTEST
from dateline.web.filters import EventFilter

ON = date(2026, 1, 2)
VIEW = EventFilter(place="Aleppo", since=date(2016, 9, 19), until=date(2016, 9, 25))
BRIEFS = ("/brief", "/brief?mask=false", "/api/brief?mask=false", "/brief.md?mask=false")
ADDRESS = "/brief?place=Aleppo&since=2016-09-19&until=2016-09-25"
LIBRARIES = "this test needs WeasyPrint and Pango: pip install 'dateline[pdf]'; apt-get install libpango-1.0-0 libpangoft2-1.0-0"


@pytest.fixture(scope="module")
def whole(sample_ledger: Path) -> Brief:
    """The samples' brief of all places and days."""
    return made(sample_ledger, EventFilter())


@pytest.fixture(scope="module")
def brief(sample_ledger: Path) -> Brief:
    """The samples' brief of Aleppo in the week of the offensive."""
    return made(sample_ledger, VIEW)


def made(path: Path, view: EventFilter, *, mask: bool = False) -> Brief:
    with Ledger.open(path) as book:
        return brief_of(book, Asked(view=view, mask=mask, on=ON))


def test_every_sentence_names_claims_that_are_listed_with_their_words(brief: Brief, whole: Brief) -> None:
    for one in (brief, whole):
        cites = [sentence.cites for sentence in (*one.reported, *one.unknown)]
        cites += [side.cites for dispute in one.disputes for side in dispute.sides]
        cites += [held.cites for held in one.held] + [count.cites for told in one.counted for count in told.counts]
        assert all(cites)
        assert {number for some in cites for number in some} == {cited.number for cited in one.cited}
        assert [cited.number for cited in one.cited] == list(range(1, len(one.cited) + 1))
        assert all(cited.words and cited.speaker and cited.outlet for cited in one.cited)


def test_words_in_quotation_marks_are_those_of_the_reports(sample_ledger: Path, brief: Brief) -> None:
    with Ledger.open(sample_ledger) as book:
        quotes = {row.id: " ".join(row.quote.split()) for row in book.claims()}
    for cited in brief.cited:
        assert cited.words.strip(" …") in quotes[cited.claim]
    for sentence in brief.reported:
        assert sentence.quote.strip(" …") in " ".join(quotes.values())


def test_bounds_come_with_what_was_not_added(brief: Brief) -> None:
    killed = brief.counted[0]
    assert killed.answer == "at least 223"
    assert killed.rest.startswith("no upper bound is reported")
    assert any(note.startswith("Not 611: some of the 11 counts") for note in killed.notes)
    assert [count.role for count in killed.counts] == ["binds"] * 3
    assert any(sentence.words == "No upper bound of the killed is reported by anybody." for sentence in brief.unknown)


def test_without_a_place_or_a_period_no_bounds_are_given(whole: Brief, sample_ledger: Path) -> None:
    assert whole.counted == ()
    assert "need a place and a period" in whole.uncounted
    nowhere = made(sample_ledger, replace(VIEW, place="Atlantis"))
    assert nowhere.reported == ()
    assert "no claim of the ledger lies in a place called 'Atlantis'" in nowhere.uncounted


def test_disputes_stand_with_both_sides(whole: Brief) -> None:
    dispute = whole.disputes[0]
    assert dispute.question == "Capture of Handarat camp: did it happen?"
    assert [(side.says, side.voices) for side in dispute.sides] == [
        ("It happened", "Syrian government forces and Syrian rebels"),
        ("It did not", "Militia, not named"),
    ]
    assert whole.held[0].contested


def test_what_is_not_known_is_counted(whole: Brief) -> None:
    told = " ".join(sentence.words for sentence in whole.unknown)
    assert "no day, or no end" in told
    assert "no place, or none that is sure" in told
    assert whole.map is not None
    assert "Not on the map" in whole.map.note


def test_a_brief_is_unverified_until_every_claim_it_cites_is_reviewed(own_ledger: Path) -> None:
    with Ledger.open(own_ledger) as book:
        asked = Asked(view=replace(VIEW, type="ceasefire"), mask=False, on=ON)
        before = brief_of(book, asked)
        assert (before.mark, before.is_reviewed) == ("Unverified", False)
        assert "a4 unverified" in html_of(before)
        for cited in before.cited:
            book.judge(cited.claim, Verdict.ACCEPTED, reviewer="R. H.", reason="read it")
        after = brief_of(book, asked)
    assert (after.mark, after.is_reviewed) == ("Reviewed", True)
    assert after.review == f"Reviewed: people decided on all {len(after.cited)} claims cited".replace("all 1 claims", "all 1 claim")
    assert "a4 unverified" not in html_of(after)


def test_a_period_that_ends_before_it_begins_is_refused(sample_ledger: Path) -> None:
    with pytest.raises(UsageError, match="before it begins"):
        made(sample_ledger, EventFilter(since=date(2016, 9, 25), until=date(2016, 9, 19)))


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A ledger with a witness who is named."""
    path = tmp_path / "named.dateline"
    with Ledger.create(path) as book:
        text = b"Ahmad Darwish, a baker, said rebels shelled Aleppo on Saturday. At least 3 people were killed, Ahmad Darwish said.\n"
        book.add(Handed(name="named.txt", data=text), published=date(2016, 9, 25), outlet="Paper")
    return path


def test_names_are_left_out_where_that_is_asked(named: Path) -> None:
    shown, hidden = (made(named, EventFilter(), mask=mask) for mask in (False, True))
    assert "Darwish" in markdown_of(shown)
    for written in (markdown_of(hidden), html_of(hidden)):
        assert "Darwish" not in written
    assert any(MASK in cited.words for cited in hidden.cited)
    assert hidden.masked.startswith("Masked in this copy: names of victims")


class Reader:
    """An access that knows only a reader."""

    def viewer(self, request: Request) -> Viewer:  # noqa: ARG002 - as the desk asks it
        return Viewer(name="reader", role=Role.READER)


def test_readers_never_see_names_in_a_brief(named: Path) -> None:
    with Ledger.open(named) as book:
        app = create_app(book)
        app.state.access = Reader()
        with served(app) as url:
            told = [httpx.get(url + address, timeout=60) for address in BRIEFS]
    for answer in told:
        assert answer.status_code == 200
        assert "Darwish" not in answer.text


def test_markdown_cites_by_footnotes(brief: Brief) -> None:
    text = markdown_of(brief)
    assert text.startswith("# Aleppo, 19 to 25 Sept 2016\n\n**Unverified: read by machine")
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)) == {str(cited.number) for cited in brief.cited}
    assert "\n\n\n" not in text


def test_markup_in_a_report_is_shown_and_does_nothing(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "hostile.dateline") as book:
        text = b"The army <script>alert(1)</script> shelled *Aleppo* | [here](http://example.org) on 24 September 2016, killing 3 people.\n"
        book.add(Handed(name="hostile.txt", data=text), published=date(2016, 9, 25), outlet="<b>Paper</b>")
        brief = brief_of(book, Asked(view=EventFilter(), mask=False, on=ON))
    assert brief.cited
    page = html_of(brief)
    assert "<script" not in page
    assert "<b>Paper" not in page
    assert "&lt;b&gt;Paper" in page
    assert "<b>" not in markdown_of(brief)


def test_a_file_of_its_own_asks_nothing_of_anybody(brief: Brief) -> None:
    page = html_of(brief)
    assert re.findall(r'(?:src|href)="(?!#)|url\((?!#)|@import', page) == []
    assert set(re.findall(r'href="#(claim-\d+)"', page)) <= set(re.findall(r'id="(claim-\d+)"', page))


def printed(brief: Brief) -> PdfReader:
    try:
        return PdfReader(BytesIO(pdf_of(brief)))
    except (MissingExtraError, UsageError) as error:
        missing(f"{LIBRARIES} ({error})")
        raise


@pytest.mark.parametrize("view", [VIEW, EventFilter(), EventFilter(place="Atlantis")], ids=["week", "all", "nothing"])
def test_a_pdf_has_two_sheets_of_a4_that_hold_all_of_it(sample_ledger: Path, view: EventFilter) -> None:
    brief = made(sample_ledger, view)
    found = printed(brief)
    assert len(found.pages) == 2
    assert [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in found.pages] == [(595, 842)] * 2
    first, second = (" ".join(page.extract_text().split()) for page in found.pages)
    assert "UNVERIFIED" in first
    assert "UNVERIFIED" in second
    assert "1 / 2" in first
    assert "Made on 2 Jan 2026" in second
    assert "2 / 2" in second
    for cited in brief.cited:
        assert cited.words.strip(" …")[:SHORTEST].split()[0] in second


def test_a_pdf_without_its_part_says_how_to_get_it(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtraError, match=re.escape("pip install 'dateline[pdf]'")):
        pdf_of(brief)


def test_borders_are_drawn_where_the_desk_was_built() -> None:
    lines = lines_in((35.0, 35.0, 39.0, 38.0))
    assert lines
    assert all(34 <= x <= 41 or 33 <= y <= 40 for line in lines for x, y in line)
    assert lines_in((-150.0, -40.0, -149.0, -39.0)) == ()


def test_the_page_shows_two_sheets_and_leads_to_the_words(desk: str, page: Page, screenshot: Callable[..., None]) -> None:
    page.goto(desk + ADDRESS)
    expect(page.locator(".a4")).to_have_count(2)
    expect(page.locator("h1")).to_have_text("Aleppo, 19 to 25 Sept 2016")
    screenshot(page, "brief")
    page.locator(".a4 sup a").first.click()
    expect(page).to_have_url(re.compile(r"/reports/rep_[0-9a-f]{16}(\?claim=clm_\w+)?#c\d+$"))


def test_the_situation_page_leads_to_the_brief_of_its_view(desk: str, page: Page) -> None:
    page.goto(f"{desk}/situation?place=Aleppo&since=2016-09-19&until=2016-09-25")
    href = page.locator("a[href^='/brief']").last.get_attribute("href")
    assert href == ADDRESS


@pytest.mark.parametrize("address", [ADDRESS, "/brief"])
def test_it_prints_on_two_sheets(desk: str, page: Page, address: str) -> None:
    page.goto(desk + address)
    page.wait_for_function("document.fonts.status === 'loaded'")
    heights = page.evaluate(
        "[...document.querySelectorAll('.a4')].map(one => [one.scrollHeight, parseFloat(getComputedStyle(one).minHeight)])"
    )
    assert all(height <= room + 2 for height, room in heights)
    found = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(found.pages) == 2
    assert "1 / 2" in found.pages[0].extract_text()
    assert "2 / 2" in found.pages[1].extract_text()


def test_files_are_sent_under_their_kind(desk: str) -> None:
    text = httpx.get(desk + ADDRESS.replace("/brief", "/brief.md"), timeout=60)
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"
    assert text.headers["content-disposition"] == 'attachment; filename="brief.md"'
    assert text.text.startswith("# Aleppo")


def test_json_tells_the_same(desk: str, brief: Brief) -> None:
    told = httpx.get(desk + ADDRESS.replace("/brief", "/api/brief"), timeout=60).json()
    assert told["brief"]["title"] == brief.title
    assert [one["claim"] for one in told["brief"]["cited"]] == [one.claim for one in brief.cited]
    assert told["pdf"] == ADDRESS.replace("/brief", "/brief.pdf")


def test_a_wrong_period_is_told(desk: str) -> None:
    assert httpx.get(f"{desk}/api/brief?since=2016-09-25&until=2016-09-19").status_code == 422
    assert httpx.get(f"{desk}/brief.md?since=yesterday").status_code == 422


def test_an_empty_ledger_makes_an_empty_brief(tmp_path: Path, page: Page) -> None:
    with Ledger.create(tmp_path / "empty.dateline") as book, served(create_app(book)) as url:
        page.goto(f"{url}/brief")
        expect(page.get_by_text("No event of the ledger meets this.")).to_be_visible()
        assert "Nothing of this view" in httpx.get(f"{url}/brief.md").text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_hinders_anybody(desk: str, page: Page, axe: Callable[..., None], theme: str) -> None:
    page.goto(desk + ADDRESS)
    page.locator(f".theme input[value={theme}]").check(force=True)
    axe(page)
    page.set_viewport_size({"width": 400, "height": 900})
    axe(page)


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_fits_every_width(desk: str, page: Page, width: int) -> None:
    page.goto(desk + ADDRESS)
    fits(page, width)
