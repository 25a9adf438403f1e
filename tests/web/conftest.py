"""A real ledger, a real server and a real browser for the tests of the desk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from tests.web.serving import OPEN_PAGES, served

from dateline.cli.demo import samples
from dateline.ledger import Ledger
from dateline.web.app import create_app
from dateline.web.settings import DeskSettings

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
PICTURES = ROOT / "docs" / "img"

TAKES_PICTURES = os.environ.get("DATELINE_SCREENSHOTS") == "1"
IN_CI = os.environ.get("CI", "").lower() == "true"
"""Read when this file is loaded: every test runs without the settings of the environment."""

COLOURS = 256
"""Of a picture, which is a third as large by them."""

REVIEWER = "R. H."
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "apt-get install chromium (the tests use the system's, and download none)"
ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
"""The map is drawn without a graphics card, and no name but this machine is looked up."""


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled samples, read once; tests that write take a copy (`own_ledger`)."""
    path = tmp_path_factory.mktemp("desk") / "aleppo-2016.dateline"
    with Ledger.create(path) as book:
        book.add(*samples())
        book.see()
    return path


@pytest.fixture
def own_ledger(sample_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the samples' ledger that the test may write to."""
    return Path(shutil.copy(sample_ledger, tmp_path / sample_ledger.name))


@pytest.fixture(scope="session")
def desk(sample_ledger: Path) -> Iterator[str]:
    """The address of a desk over the samples, for tests that only look."""
    with Ledger.open(sample_ledger) as book, served(create_app(book, settings=DeskSettings(reviewer=REVIEWER))) as url:
        yield url


@pytest.fixture
def own_desk(own_ledger: Path) -> Iterator[str]:
    """The address of a desk over a copy of the samples' ledger, for tests that change something."""
    with Ledger.open(own_ledger) as book, served(create_app(book, settings=DeskSettings(reviewer=REVIEWER))) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    found = next((path for name in BROWSERS if (path := shutil.which(name)) is not None), None)
    if found is None:
        missing(f"this test needs Chromium: {INSTALL}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


def missing(what: str) -> None:
    """Skip the test here, and fail it where everything is meant to be installed."""
    if IN_CI:
        pytest.fail(what)
    pytest.skip(what)


@dataclass
class Watched:
    """A page in the browser with all that went wrong in it: errors of the console, of scripts, of the policy, and requests elsewhere."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda message: self._note(message.type in ("error", "warning"), f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", lambda request: self._note(_leaves(request.url), f"left the machine: {request.url}"))
        self.page.on(
            "requestfailed", lambda request: self._note(not _given_up(request.failure), f"failed: {request.url} {request.failure}")
        )

    def _note(self, wrong: bool, what: str) -> None:  # noqa: FBT001 - read as a sentence above
        if wrong:
            self.faults.append(what)


def _leaves(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))


def _given_up(failure: str | None) -> bool:
    """A page that is left gives up what it was still fetching."""
    return failure is not None and "ERR_ABORTED" in failure


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page whose faults a test may look at, and empty where it caused them on purpose."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    found = Watched(context.new_page())
    found.watch()
    OPEN_PAGES.append(found.page)
    yield found
    OPEN_PAGES.remove(found.page)
    context.close()
    assert found.faults == []


@pytest.fixture
def page(watched: Watched) -> Page:
    """A page in the browser, 1440 by 900; the test fails on any error in it and on any request that leaves this machine."""
    return watched.page


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)` fails on every fault of accessibility that axe finds; `leaving` names rules that are not looked at."""
    if not AXE.is_file():
        missing(f"{AXE} is not there: make frontend")
    source = AXE.read_text(encoding="utf-8")

    def looked_at(page: Page, *, leaving: tuple[str, ...] = ()) -> None:
        page.evaluate(source)
        options: dict[str, Any] = {
            "runOnly": {"type": "tag", "values": AXE_TAGS},
            "rules": {rule: {"enabled": False} for rule in leaving},
        }
        found = page.evaluate("options => axe.run(document, options)", options)
        told = [
            f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]
        assert told == []

    return looked_at


@pytest.fixture(scope="session")
def screenshot() -> Callable[..., None]:
    """`screenshot(page, "reports")` writes docs/img/reports.png where DATELINE_SCREENSHOTS=1 asks for it."""

    def taken(page: Page, name: str, *, full: bool = True) -> None:
        if TAKES_PICTURES:
            PICTURES.mkdir(parents=True, exist_ok=True)
            seen = Image.open(BytesIO(page.screenshot(full_page=full))).convert("RGB")
            seen.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)

    return taken
