"""Adding reports from the page: handed over, watched, stopped, and what was set aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import httpx
import pytest
from fastapi import Request
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Watched
from tests.web.serving import served

from dateline.cli.demo import samples
from dateline.ledger import Ledger
from dateline.model.text import Report
from dateline.model.walked import Walked
from dateline.read import Handed
from dateline.web.access import Role, Viewer
from dateline.web.adding import Adding, Facts, Stage
from dateline.web.app import create_app
from dateline.web.failures import ClashError

LINES = "".join(f'{{"title": "Title {n}", "text": "Nothing was reported on day {n} of it."}}\n' for n in range(20)).encode()


@dataclass(slots=True)
class Held:
    """A walk that finds no claim, and waits before each report until it is let go."""

    go: Event = field(default_factory=Event)
    began: Event = field(default_factory=Event)

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        return (("test", "1"),)

    def walk(self, report: Report) -> Walked:
        self.began.set()
        assert self.go.wait(20)
        return Walked(report=report, claims=(), resolutions=())


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Ledger, Held]]:
    walker = Held()
    with Ledger.create(tmp_path / "held.dateline", pipeline=walker) as book:
        yield book, walker
        walker.go.set()


def over(adding: Adding) -> None:
    ends = monotonic() + 20
    while (found := adding.progress()) is not None and not found.is_over:
        assert monotonic() < ends, found
        sleep(0.02)


def test_files_are_read_one_after_the_other_and_counted(held: tuple[Ledger, Held]) -> None:
    book, walker = held
    adding = Adding(book)
    assert adding.progress() is None
    files = [Handed(name="a.txt", data=b"One thing was said."), Handed(name="b.exe", data=b"MZ"), Handed(name="c.jsonl", data=LINES)]
    adding.begin(files, Facts(outlet="Outlet"))
    assert walker.began.wait(20)
    now = adding.progress()
    assert now is not None
    assert (now.stage, now.done, now.files, now.now, now.reports) == (Stage.READING, 0, 3, "a.txt", 0)
    walker.go.set()
    over(adding)
    done = adding.progress()
    assert done is not None
    assert (done.stage, done.done, done.reports, done.known, done.undated, done.why) == (Stage.DONE, 3, 21, 0, 21, None)
    assert [(one.where, one.reason) for one in done.set_aside] == [("b.exe", "Dateline does not read .exe")]
    assert {row.outlet for row in book.reports()} == {"Outlet"}
    adding.put_away()
    assert adding.progress() is None


def test_one_reading_at_a_time(held: tuple[Ledger, Held]) -> None:
    book, walker = held
    adding = Adding(book)
    first = adding.begin([Handed(name="a.txt", data=b"One thing was said.")], Facts())
    with pytest.raises(ClashError, match="read already"):
        adding.begin([Handed(name="b.txt", data=b"Another.")], Facts())
    adding.put_away()
    assert adding.progress() is not None
    walker.go.set()
    first.wait(20)
    over(adding)
    adding.begin([Handed(name="b.txt", data=b"Another thing was said.")], Facts()).wait(20)
    assert len(book.reports()) == 2


def test_a_reading_that_is_stopped_keeps_what_is_whole(held: tuple[Ledger, Held]) -> None:
    book, walker = held
    adding = Adding(book)
    reading = adding.begin([Handed(name="c.jsonl", data=LINES)], Facts())
    assert walker.began.wait(20)
    adding.stop()
    assert adding.progress().stage is Stage.STOPPING  # type: ignore[union-attr]
    walker.go.set()
    reading.wait(20)
    found = adding.progress()
    assert found is not None
    assert (found.stage, found.reports, len(book.reports())) == (Stage.STOPPED, 1, 1)
    adding.begin([Handed(name="c.jsonl", data=LINES)], Facts()).wait(20)
    again = adding.progress()
    assert again is not None
    assert (again.stage, again.reports, again.known) == (Stage.DONE, 19, 1)


def test_a_ledger_that_may_not_be_written_ends_the_reading(held: tuple[Ledger, Held]) -> None:
    book, walker = held
    walker.go.set()
    book.database.writable = False
    adding = Adding(book)
    adding.begin([Handed(name="a.txt", data=b"One thing was said.")], Facts()).wait(20)
    found = adding.progress()
    assert found is not None
    assert found.stage is Stage.FAILED
    assert found.why is not None
    assert "held.dateline" in found.why


def test_files_are_added_with_live_progress(own_desk: str, page: Page, tmp_path: Path, screenshot: Callable[..., None]) -> None:
    wrong = tmp_path / "picture.png"
    wrong.write_bytes(b"\x89PNG")
    new = tmp_path / "2016-10-01-new.txt"
    new.write_text("A new report\n\nRebels said 7 people were killed in Aleppo on Friday.\n", encoding="utf-8")
    page.goto(f"{own_desk}/reports")
    page.keyboard.press("+")
    page.set_input_files("#files", [new, wrong, samples()[0]])
    page.get_by_role("button", name="Add reports").click()
    part = page.locator("#adding")
    expect(part.get_by_role("button", name="Show the list")).to_be_visible(timeout=60_000)
    expect(part).to_contain_text("1 new report")
    expect(part).to_contain_text("1 report known already")
    expect(part.locator("td").first).to_have_text("picture.png")
    screenshot(page, "reports-adding", full=False)
    part.get_by_role("button", name="Show the list").click()
    expect(page.locator("#adding.sec")).to_have_count(0)
    expect(page.locator("#reports")).to_contain_text("A new report")
    page.get_by_role("link", name=re.compile("Set aside")).click()
    expect(page.locator("#aside")).to_contain_text("Dateline does not read .png")


def test_words_are_pasted_without_script(own_desk: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{own_desk}/reports")
    page.locator(".adder summary").click()
    page.get_by_label("Or the words of one report").fill("Pasted words\n\nRebels said 3 people were killed in Homs.")
    page.get_by_label("Published on").fill("2016-10-02")
    page.get_by_role("button", name="Add reports").click()
    assert page.url == f"{own_desk}/reports"
    ends = monotonic() + 60
    while page.get_by_role("button", name="Show the list").count() == 0:
        assert monotonic() < ends
        page.goto(f"{own_desk}/reports")
    expect(page.locator("#adding")).to_contain_text("1 new report")
    page.get_by_role("button", name="Show the list").click()
    row = page.locator("#reports tr", has_text="Pasted words")
    expect(row).to_contain_text("2 Oct 2016")
    expect(page.locator("section#adding")).to_have_count(0)
    context.close()


@dataclass(frozen=True, slots=True)
class ReadersOnly:
    """Everybody may look, and nothing else."""

    def viewer(self, request: Request) -> Viewer:  # noqa: ARG002 - another access looks into it
        return Viewer(name="a reader", role=Role.READER)


def test_only_those_who_review_may_add_and_only_from_the_page(own_ledger: Path) -> None:
    with Ledger.open(own_ledger) as book:
        before = len(book.reports())
        app = create_app(book)
        with served(app) as url, httpx.Client(base_url=url) as client:
            client.get("/reports")
            assert client.post("/reports/add", data={"words": "Stolen."}).status_code == 403
            app.state.access = ReadersOnly()
            page = client.get("/reports").text
            assert "Add reports" not in page
            token = re.search(r'name="csrf-token" content="([0-9a-f]+)"', page)
            assert token is not None
            refused = client.post("/reports/add", data={"words": "Words.", "csrf_token": token[1]})
            assert (refused.status_code, "reviewer" in refused.text) == (403, True)
        assert len(book.reports()) == before


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({}, 422, "nothing was handed over"),
        ({"words": "Words.", "published": "yesterday"}, 422, "is no day"),
        ({"words": "Words.", "published": "2999-01-01"}, 422, "lies after today"),
    ],
)
def test_what_cannot_be_taken_is_told_at_once(own_ledger: Path, form: dict[str, str], status: int, words: str) -> None:
    with Ledger.open(own_ledger) as book, served(create_app(book)) as url, httpx.Client(base_url=url) as client:
        token = re.search(r'name="csrf-token" content="([0-9a-f]+)"', client.get("/reports").text)
        assert token is not None
        answer = client.post("/reports/add", data={**form, "csrf_token": token[1]})
        assert answer.status_code == status
        assert words in answer.text
        assert client.get("/api/reports/adding").json() is None


def test_more_than_the_page_takes_is_refused(own_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.web.pages.adding.MOST_BYTES", 10)
    with Ledger.open(own_ledger) as book, served(create_app(book)) as url, httpx.Client(base_url=url) as client:
        token = re.search(r'name="csrf-token" content="([0-9a-f]+)"', client.get("/reports").text)
        assert token is not None
        answer = client.post("/reports/add", data={"csrf_token": token[1]}, files={"files": ("a.txt", b"More than ten bytes.")})
        assert answer.status_code == 413
        assert "dateline add" in answer.text


def test_an_error_on_the_way_is_told_in_place(watched: Watched, own_desk: str) -> None:
    page = watched.page
    page.goto(f"{own_desk}/reports")
    page.keyboard.press("+")
    page.get_by_role("button", name="Add reports").click()
    expect(page.locator(".msg.err")).to_contain_text("nothing was handed over")
    watched.faults.clear()
