"""A team's desk: logins, roles, sessions, tokens, and names that readers do not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Watched
from tests.web.serving import served

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.review import MASK
from dateline.web.access import FIELD, Role
from dateline.web.accounts import IDLE, TRIES_OF_NAME, WINDOW, Accounts, LoginRefusedError, now_utc
from dateline.web.app import create_app
from dateline.web.pages.account import within
from dateline.web.settings import DeskSettings

PASSWORDS = {"Ana": "eight quiet green boats", "Ben": "seven loud grey trains", "Eve": "six round red kettles"}
ROLES = {"Ana": Role.ADMIN, "Ben": Role.REVIEWER, "Eve": Role.READER}


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    found = Accounts(tmp_path / "team.accounts")
    for name, role in ROLES.items():
        found.add(name, PASSWORDS[name], role)
    yield found
    found.close()


@pytest.fixture
def team(own_ledger: Path, accounts: Accounts) -> Iterator[str]:
    with Ledger.open(own_ledger) as book, served(create_app(book, settings=DeskSettings(accounts=accounts))) as url:
        yield url


def log_in(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/review" if ROLES[name] >= Role.REVIEWER else f"{url}/reports")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORDS[name])
    page.get_by_role("button", name="Log in").click()
    expect(page.locator(".ledger a")).to_have_text(name)
    page.wait_for_load_state()


def test_nothing_is_shown_before_the_login(team: str) -> None:
    with httpx.Client(base_url=team) as client:
        for path in ("/situation", "/reports", "/review", "/accounts", "/events"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers.get("location", "").split("?")[0]) in ((303, "/login"), (401, "")), path
        answer = client.get("/api/reports")
        assert (answer.status_code, answer.json()["error"]["where"]) == (401, "/api/reports")
        login = client.get("/login")
        assert login.status_code == 200
        assert "Handarat" not in login.text
        styles = re.findall(r'href="(/static/[^"]+[.]css)"', login.text)
        assert [client.get(path).status_code for path in styles] == [200] * len(styles) != []


def test_a_login_leads_to_where_one_wanted_and_out_again(team: str, watched: Watched, screenshot: Callable[..., None]) -> None:
    page = watched.page
    page.goto(f"{team}/control?place=Handarat")
    screenshot(page, "login")
    page.get_by_label("Name").fill("Eve")
    page.get_by_label("Password").fill("not the password at all")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Name and password do not fit.")).to_be_visible()
    watched.faults.clear()
    page.get_by_label("Password").fill(PASSWORDS["Eve"])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(re.compile("/control.place=Handarat"))
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(re.compile("/login"))
    page.goto(f"{team}/reports")
    expect(page.get_by_label("Password")).to_be_visible()


def test_a_reader_may_not_review_and_a_reviewer_signs(team: str, own_ledger: Path, watched: Watched) -> None:
    page = watched.page
    log_in(page, team, "Eve")
    assert page.goto(f"{team}/review") is not None
    expect(page.get_by_text("this needs the role reviewer")).to_be_visible()
    watched.faults.clear()
    page.get_by_role("button", name="Log out").click()
    log_in(page, team, "Ben")
    claim = (page.locator("#review").get_attribute("action") or "").split("/")[-1]
    page.keyboard.press("a")
    page.keyboard.type("Read against the report.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#review")).not_to_have_attribute("action", f"/review/{claim}")
    with Ledger.open(own_ledger) as book:
        assert [step.judgement.reviewer for step in book.trail(claim)] == ["Ben"]


def test_an_admin_keeps_accounts(
    team: str, accounts: Accounts, page: Page, axe: Callable[..., None], screenshot: Callable[..., None]
) -> None:
    log_in(page, team, "Ana")
    page.goto(f"{team}/accounts")
    page.locator("form[action='/accounts'] input[name=name]").fill("Dee")
    page.locator("form[action='/accounts'] input[name=password]").fill("four slow white horses")
    page.locator("form[action='/accounts'] select").select_option("2")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator(".accounts")).to_contain_text("Dee")
    assert {one.name: one.role for one in accounts.all()}["Dee"] is Role.REVIEWER
    axe(page)
    screenshot(page, "accounts")


def test_a_token_asks_as_its_account_and_ends(team: str, page: Page) -> None:
    log_in(page, team, "Ben")
    page.goto(f"{team}/accounts")
    expect(page.locator(".accounts")).to_have_count(0)
    page.get_by_label("What for").fill("nightly export")
    page.get_by_role("button", name="Make a token").click()
    secret = page.locator(".secret").inner_text()
    bearer = {"Authorization": f"Bearer {secret}"}
    assert httpx.get(f"{team}/api/reports", headers=bearer).status_code == 200
    assert httpx.get(f"{team}/api/reports", headers={"Authorization": "Bearer dlt_nonsense"}).status_code == 401
    page.goto(f"{team}/accounts")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("nightly export")).to_have_count(0)
    assert httpx.get(f"{team}/api/reports", headers=bearer).status_code == 401


def test_a_change_needs_the_token_of_its_visit_also_for_a_team(team: str, accounts: Accounts) -> None:
    secret = accounts.log_in("Ana", PASSWORDS["Ana"], "127.0.0.1")
    with httpx.Client(base_url=team, cookies={"dateline_session": secret}) as client:
        form = {"name": "Mal", "password": "five thin black ladders", "role": "3", FIELD: "0" * 64}
        assert client.post("/accounts", data=form).status_code == 403
    assert "Mal" not in {one.name for one in accounts.all()}


def test_readers_see_no_names_of_victims_and_witnesses(tmp_path: Path, accounts: Accounts) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Market hit in Idlib\n\nShelling killed Samira Haddad, 34, a teacher, in the market of Idlib on Saturday, her neighbour "
        "Omar Khalil told the newspaper. Foreign Minister Sergey Lavrov denied it.\n",
        encoding="utf-8",
    )
    with Ledger.create(tmp_path / "names.dateline") as book:
        book.add(report)
        with served(create_app(book, settings=DeskSettings(accounts=accounts))) as url:
            seen = {name: _everything(url, accounts.new_token(name, "test")) for name in ("Ben", "Eve")}
    assert "Samira Haddad" in seen["Ben"]
    assert MASK in seen["Eve"]
    for name in ("Samira", "Haddad", "Omar", "Khalil"):
        assert name not in seen["Eve"]
    assert "Lavrov" in seen["Eve"]


def _everything(url: str, secret: str) -> str:
    """Every page and every answer of the API that leads to the report, in one text."""
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {secret}"}, timeout=60) as client:
        key = client.get("/api/reports").json()["reports"][0]["id"]
        paths = ["/situation", "/events", "/disputes", "/control", "/sources", "/sources?kind=outlet", f"/reports/{key}", "/search?q=Idlib"]
        told = [client.get(f"{prefix}{path}") for path in paths for prefix in ("", "/api")]
        events = re.findall(r"evt_[0-9a-f]{16}", client.get("/events").text)
        told += [client.get(f"{prefix}/events/{event}") for event in sorted(set(events)) for prefix in ("", "/api")]
    assert {answer.status_code for answer in told} == {200}
    return "\n".join(answer.text for answer in told)


def test_too_many_failed_logins_are_refused_until_the_window_ends(tmp_path: Path) -> None:
    clock = [now_utc()]
    book = Accounts(tmp_path / "a.accounts", now=lambda: clock[0])
    book.add("Ana", PASSWORDS["Ana"], Role.ADMIN)
    for _ in range(TRIES_OF_NAME):
        with pytest.raises(LoginRefusedError) as refused:
            book.log_in("Ana", "wrong wrong wrong", "10.0.0.1")
        assert refused.value.wait is None
    with pytest.raises(LoginRefusedError) as refused:
        book.log_in("Ana", PASSWORDS["Ana"], "10.0.0.1")
    assert refused.value.wait == WINDOW
    clock[0] += WINDOW + timedelta(seconds=1)
    assert book.of_session(book.log_in("Ana", PASSWORDS["Ana"], "10.0.0.1")) is not None
    book.close()


def test_sessions_end_by_idleness_by_a_new_password_and_by_closing(tmp_path: Path) -> None:
    clock: list[datetime] = [now_utc()]
    book = Accounts(tmp_path / "a.accounts", now=lambda: clock[0])
    book.add("Ana", PASSWORDS["Ana"], Role.ADMIN)
    book.add("Ben", PASSWORDS["Ben"], Role.REVIEWER)
    idle, changed = (book.log_in("Ben", PASSWORDS["Ben"], "x") for _ in range(2))
    clock[0] += IDLE / 2
    assert book.of_session(changed) is not None
    clock[0] += IDLE / 2 + timedelta(seconds=1)
    assert book.of_session(idle) is None
    assert book.of_session(changed) is not None
    token = book.new_token("Ben", "t")
    book.set_password("Ben", "nine new yellow lamps")
    assert (book.of_session(changed), book.of_token(token)) == (None, None)
    again = book.log_in("Ben", "nine new yellow lamps", "x")
    book.set_open("Ben", is_open=False)
    assert book.of_session(again) is None
    with pytest.raises(LoginRefusedError):
        book.log_in("Ben", "nine new yellow lamps", "x")
    book.close()


def test_the_last_admin_stays_one(accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="last admin"):
        accounts.set_role("Ana", Role.READER)
    with pytest.raises(UsageError, match="last admin"):
        accounts.set_open("Ana", is_open=False)
    accounts.set_role("Ben", Role.ADMIN)
    accounts.set_role("Ana", Role.READER)
    assert accounts.has_admin()


@pytest.mark.parametrize(
    ("name", "password"),
    [("", PASSWORDS["Ana"]), ("<b>", PASSWORDS["Ana"]), ("Zoe", "short"), ("Zoe", "aaaaaaaaaaaaaa"), ("Ana", PASSWORDS["Ana"])],
)
def test_unfit_names_and_weak_passwords_are_told(accounts: Accounts, name: str, password: str) -> None:
    with pytest.raises(UsageError):
        accounts.add(name, password, Role.READER)


def test_the_file_is_its_owners_and_holds_no_secret(accounts: Accounts) -> None:
    session, token = accounts.log_in("Ana", PASSWORDS["Ana"], "x"), accounts.new_token("Ana", "t")
    assert accounts.path.stat().st_mode & 0o077 == 0
    held = accounts.path.read_bytes()
    for secret in (PASSWORDS["Ana"], session, token):
        assert secret.encode() not in held


@pytest.mark.parametrize(
    ("to", "leads"), [("/review?x=1", "/review?x=1"), ("//evil.org", "/"), ("https://evil.org", "/"), ("/\\evil.org", "/"), ("", "/")]
)
def test_a_login_leads_nowhere_else(to: str, leads: str) -> None:
    assert within(to) == leads
