"""Words of reports and of people are words on every page: nothing in them runs, leads elsewhere, becomes an element or turns the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from urllib.parse import quote, urlencode

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.plain_walker import PlainWalker
from tests.web.conftest import Watched
from tests.web.injection import CONTROL, HOSTILE, Hostile, file_safe, hostile_ledger
from tests.web.serving import served

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.web.access import Role
from dateline.web.accounts import Accounts
from dateline.web.app import create_app
from dateline.web.settings import DeskSettings

CONDITIONS = ("actor", "place", "speaker", "outlet", "text", "type")
"""Conditions of a filter that take any words."""

MARK = """
window.hasRun = [];
window.ran = () => window.hasRun.push(document.currentScript ? 'script' : 'handler');
document.addEventListener('securitypolicyviolation', told => window.hasRun.push(`policy: ${told.violatedDirective}`));
"""
"""In every page before its own scripts: whatever the words make run is noted."""

LOOK = """
() => {
  const faults = [...window.hasRun];
  const within = [document, ...[...document.querySelectorAll('template')].map(one => one.content)];
  for (const part of within) {
    for (const made of part.querySelectorAll('[data-hostile]')) faults.push(`made ${made.outerHTML.slice(0, 80)}`);
    for (const made of part.querySelectorAll('*'))
      for (const { name } of made.attributes) if (name.startsWith('on')) faults.push(`handler ${made.outerHTML.slice(0, 80)}`);
    for (const link of part.querySelectorAll('a[href], form[action]')) {
      const to = new URL(link.getAttribute('href') ?? link.getAttribute('action'), location.href);
      if (to.origin !== location.origin) faults.push(`leads to ${to.href.slice(0, 80)}`);
    }
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    if (text.parentElement.closest('svg')) continue;
    const open = [];
    for (const sign of text.data)
      if (/[\\u202a\\u202b\\u202d\\u202e\\u2066-\\u2068]/.test(sign)) open.push(sign);
      else if (/[\\u202c\\u2069]/.test(sign)) open.pop();
    if (open.length > 0) faults.push(`turns what follows ${text.parentElement.outerHTML.slice(0, 160)}`);
  }
  return faults;
}
"""
"""What went wrong on a page: something ran, words became elements or handlers, a link leads elsewhere, or words turn what follows them."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    found = hostile_ledger(tmp_path_factory.mktemp("hostile"))
    yield found
    found.book.close()


@pytest.fixture(scope="module")
def hostile_desk(hostile: Hostile) -> Iterator[str]:
    with served(create_app(hostile.book, settings=DeskSettings(reviewer=HOSTILE[0]))) as url:
        yield url


class Looker:
    """Opens pages and gathers what is wrong with them."""

    def __init__(self, watched: Watched) -> None:
        self.page = watched.page
        self.wrong: list[str] = []
        self._watched = watched
        self.page.add_init_script(MARK)
        self.page.on("dialog", self._asked)

    def __call__(self, url: str, *, shows: str | None = None) -> None:
        """Open a page; `shows` are words that must stand on it as they were typed."""
        self.page.goto(url)
        self.look(url, shows=shows)

    def look(self, where: str, *, shows: str | None = None) -> None:
        """What is wrong with the page that is open."""
        self.wrong += [f"{where[:120]}: {fault}" for fault in (*self.page.evaluate(LOOK), *self._watched.faults)]
        self._watched.faults.clear()
        if shows is not None and _plain(shows) not in _shown(self.page):
            self.wrong.append(f"{where[:120]}: does not show {shows[:60]!r}")

    def _asked(self, dialog: object) -> None:
        self.wrong.append(f"a dialog opened: {dialog}")
        getattr(dialog, "dismiss")()  # noqa: B009


@pytest.fixture
def looker(watched: Watched) -> Iterator[Looker]:
    found = Looker(watched)
    yield found
    assert "\n".join(found.wrong[:40]) == ""


def _plain(words: str) -> str:
    """As pages show them: white space is one space, and what has no shape is left out."""
    return " ".join(words.translate(CONTROL).replace("\ufffd", "").split())


def _shown(page: Page) -> str:
    told = page.evaluate("[document.body.textContent, ...[...document.querySelectorAll('input')].map(one => one.value)].join(' ')")
    return _plain(str(told))


def test_a_report_is_shown_as_it_was_written(hostile: Hostile, hostile_desk: str, looker: Looker) -> None:
    for words, report in hostile.reports.items():
        looker(f"{hostile_desk}/reports/{report}", shows=words)


def test_an_event_is_told_in_the_words_of_its_claims(hostile: Hostile, hostile_desk: str, looker: Looker) -> None:
    for words in HOSTILE:
        looker(f"{hostile_desk}/events/{hostile.event_of(words)}", shows=words)


def test_review_shows_names_and_reasons(hostile: Hostile, hostile_desk: str, looker: Looker) -> None:
    for words in HOSTILE:
        looker(f"{hostile_desk}/review?claim={hostile.claims[words][0]}", shows=words)
        looker(f"{hostile_desk}/events/{hostile.event_of(words)}/split?claim={hostile.claims[words][0]}")


@pytest.mark.parametrize(("room", "step"), [("events", 1), ("situation", 3), ("disputes", 3), ("brief", 3)])
def test_a_filter_is_words_whatever_it_says(room: str, step: int, hostile_desk: str, looker: Looker) -> None:
    for words in HOSTILE[::step]:
        asked = words.replace("\0", "").strip()[:200]
        looker(f"{hostile_desk}/{room}?{urlencode({'place': asked, 'speaker': asked, 'since': '2016-09-01', 'until': '2016-09-30'})}")
        looker(f"{hostile_desk}/{room}?{urlencode(dict.fromkeys(CONDITIONS, asked))}", shows=asked)


@pytest.mark.parametrize("address", ["search?q=", "search?q=speaker:", "control?place=", "sources?name=", "sources?kind=outlet&name="])
def test_what_is_looked_for_is_words(address: str, hostile_desk: str, looker: Looker) -> None:
    for words in HOSTILE[::2]:
        asked = words.replace("\0", "").strip()[:190]
        looker(f"{hostile_desk}/{address}{quote(asked, safe='')}", shows=asked)


@pytest.mark.parametrize(
    "address", ["", "situation", "events", "disputes", "control", "sources", "sources?kind=outlet", "review", "reports"]
)
def test_lists_hold_words_alone(address: str, hostile_desk: str, looker: Looker) -> None:
    looker(f"{hostile_desk}/{address}", shows=file_safe(HOSTILE[4]))


def test_the_map_and_its_words(hostile_desk: str, looker: Looker) -> None:
    looker(f"{hostile_desk}/situation")
    expect(looker.page.locator("#map.ready.drawn")).to_have_count(1, timeout=30_000)
    looker.look("the map")
    for name in ("place", "speaker", "outlet", "actor", "type"):
        looker.page.locator(f'.slot:has([name="{name}"]) > summary').click()
        expect(looker.page.locator(".slot[open] .choices a").first).to_be_visible()
        looker.look(f"the choices of {name}")
        looker.page.keyboard.press("Escape")


def test_a_failure_repeats_words_as_words(hostile_desk: str, looker: Looker, watched: Watched) -> None:
    for words in HOSTILE:
        asked = quote(words[:300], safe="")
        for path in (asked.replace("%00", ""), f"events?since={asked}", f"review?claim={asked}"):
            looker.page.goto(f"{hostile_desk}/{path}")
            watched.faults[:] = [fault for fault in watched.faults if not re.search(r"status of 4\d\d", fault)]
            looker.look(path)


def test_a_brief_to_take_along(hostile: Hostile, hostile_desk: str, looker: Looker, tmp_path: Path) -> None:
    from dateline.cli.door import run

    made: dict[str, str] = {}
    looker.page.route("**/taken/*", lambda route: route.fulfill(body=made[route.request.url], content_type="text/html"))
    for n, words in enumerate(HOSTILE[::4]):
        path = tmp_path / f"{n}.html"
        given = ["--from", "2016-09-01", "--to", "2016-09-30", "--format", "html", "--output", str(path), "--ledger"]
        assert run(["brief", *given, str(hostile.book.database.path), f"--place={words}"]) == 0
        made[f"{hostile_desk}/taken/{n}"] = path.read_text(encoding="utf-8")
        looker(f"{hostile_desk}/taken/{n}", shows=words)
    text = httpx.get(f"{hostile_desk}/brief.md").text
    assert re.search(r"(?<!\\)<\w", text) is None


def test_files_are_handed_over_whatever_they_are_called_and_hold(tmp_path: Path, looker: Looker) -> None:
    page, files = looker.page, tmp_path / "files"
    files.mkdir()
    for n, words in enumerate(HOSTILE):
        body = f"The Observatory said 45 people were killed in Handarat on Saturday. {words}\n"
        (files / f"{n} {file_safe(words)}.txt").write_text(f"{words}\n\n{body}", encoding="utf-8")
        (files / f"{n}.html").write_text(_html(words, n), encoding="utf-8")
    with Ledger.create(tmp_path / "own.dateline", pipeline=PlainWalker()) as book, served(create_app(book)) as url:
        looker(f"{url}/reports")
        page.locator("input[type=file]").set_input_files(sorted(files.iterdir()))
        page.get_by_label("Outlet").fill(HOSTILE[4])
        page.get_by_role("button", name="Add reports").click()
        ends = monotonic() + 120
        while page.get_by_role("button", name="Show the list").count() == 0:
            assert monotonic() < ends
            page.wait_for_timeout(200)
        looker.look("what was added")
        looker(f"{url}/reports/set-aside")
        looker(f"{url}/reports")
        for row in book.reports():
            looker(f"{url}/reports/{row.id}")
        page.goto("about:blank")


def _html(words: str, n: int) -> str:
    """A page of a newspaper with the words in its head, beside its markup and in the text."""
    text = f"The Observatory said {n + 10} people were killed in Handarat on Saturday, and nobody knew why it was so."
    return (
        f'<html><head><title>{words}</title><meta name="author" content="{words}"><meta property="og:site_name" content="{words}">'
        f'<link rel="canonical" href="{words}"></head><body><article><h1>News {n} {words}</h1><p>{text} {words}</p>'
        f"<p>{text}</p></article></body></html>"
    )


def test_accounts_and_tokens_have_names(hostile: Hostile, tmp_path: Path, looker: Looker) -> None:
    accounts = Accounts(tmp_path / "team.accounts")
    accounts.add("Ana", "eight quiet green boats", Role.ADMIN)
    for words in HOSTILE:
        accounts.new_token("Ana", words[:100])
        with pytest.raises(UsageError, match="cannot be the name"):
            accounts.add(words, "eight quiet green boats", Role.READER)
    with served(create_app(hostile.book, settings=DeskSettings(accounts=accounts))) as url:
        for words in HOSTILE:
            looker(f"{url}/login?{urlencode({'to': words[:900]})}")
        looker.page.goto(f"{url}/login?to=/accounts")
        looker.page.get_by_label("Name").fill("Ana")
        looker.page.get_by_label("Password").fill("eight quiet green boats")
        looker.page.get_by_role("button", name="Log in").click()
        looker.page.wait_for_url("**/accounts")
        for words in HOSTILE:
            looker.look("the accounts", shows=words[:100])
        for words in HOSTILE[:6]:
            looker.page.locator("form[action='/accounts'] input[name=name]").fill(words[:60])
            looker.page.locator("form[action='/accounts'] input[name=password]").fill("four slow white horses")
            looker.page.get_by_role("button", name="Make it").click()
            expect(looker.page.locator(".msg.err")).to_be_visible()
            looker._watched.faults.clear()
            looker.look("an account that cannot be")
        looker.page.goto("about:blank")
    accounts.close()
