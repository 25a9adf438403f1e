"""How a request that fails is told: one shape for programs, a page or a part of one for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect
from tests.web.conftest import Watched
from tests.web.serving import served

from dateline.errors import (
    ClaimError,
    DatelineError,
    LedgerDoubtError,
    LedgerLockedError,
    MissingExtraError,
    ServiceError,
    StorageFullError,
    UsageError,
)
from dateline.ledger import Ledger
from dateline.web.app import BODY_BYTES, create_app
from dateline.web.failures import ClashError, MissingError, RefusedError
from dateline.web.shield import policy

RAISED: list[tuple[Exception, int, str]] = [
    (MissingError("no such claim", way_out="look elsewhere"), 404, "no such claim"),
    (RefusedError("not yours"), 403, "not yours"),
    (ClashError("somebody was first"), 409, "somebody was first"),
    (UsageError("that is no day"), 422, "that is no day"),
    (ClaimError("the quote is not in it", where="a.txt"), 422, "a.txt: the quote is not in it"),
    (LedgerLockedError("another process writes"), 503, "another process writes"),
    (StorageFullError("no space"), 507, "no space"),
    (ServiceError("the disk failed"), 503, "the disk failed"),
    (LedgerDoubtError("entry 3 is in doubt"), 409, "entry 3 is in doubt"),
    (MissingExtraError("A brief as PDF", extra="pdf"), 501, "A brief as PDF needs an optional part: pip install 'dateline[pdf]'"),
    (DatelineError("something"), 500, "something"),
    (ZeroDivisionError("secret words of a report"), 500, "This is an error of Dateline itself (ZeroDivisionError)."),
]


@pytest.mark.parametrize(("error", "status", "what"), RAISED, ids=lambda value: type(value).__name__)
def test_every_error_has_one_shape(sample_ledger: Path, error: Exception, status: int, what: str) -> None:
    def fails() -> None:
        raise error

    with Ledger.open(sample_ledger) as book:
        app = create_app(book)
        app.get("/api/fails")(fails)
        app.get("/fails")(fails)
        with served(app) as url:
            told = httpx.get(f"{url}/api/fails")
            page = httpx.get(f"{url}/fails", headers={"accept": "text/html"})
            part = httpx.get(f"{url}/fails", headers={"hx-request": "true"})
    assert {told.status_code, page.status_code, part.status_code} == {status}
    assert {answer.headers["content-security-policy"] for answer in (told, page, part)} == {policy()}
    assert set(told.json()) == {"error"}
    assert set(told.json()["error"]) == {"what", "where", "way_out"}
    assert (told.json()["error"]["what"], told.json()["error"]["where"]) == (what, "/api/fails")
    assert page.text.startswith("<!doctype html>")
    assert part.text.startswith('<div class="msg err"')
    assert "secret" not in told.text + page.text + part.text


def test_a_parameter_that_does_not_fit_is_named(desk: str) -> None:
    told = httpx.get(f"{desk}/api/reports?page=0")
    assert told.status_code == 422
    assert told.json()["error"]["what"].startswith("page: ")


def test_a_method_that_is_not_offered_names_those_that_are(desk: str) -> None:
    told = httpx.delete(f"{desk}/api/reports")
    assert told.status_code == 405
    assert told.headers["allow"] == "GET"
    assert set(told.json()["error"]) == {"what", "where", "way_out"}


def test_a_body_that_is_too_large_is_told_in_the_one_shape(desk: str) -> None:
    body = b"x" * (BODY_BYTES + 1)
    told = httpx.post(f"{desk}/api/reports", content=body)
    assert told.status_code == 413
    assert told.headers["content-security-policy"] == policy()
    assert set(told.json()["error"]) == {"what", "where", "way_out"}
    form = {"hx-request": "true", "content-type": "application/x-www-form-urlencoded"}
    for content in (body, iter([body])):
        part = httpx.post(f"{desk}/sources/src_0/grade", content=content, headers=form)
        assert (part.status_code, part.text[:20]) == (413, '<div class="msg err"')


def test_a_form_that_is_too_large_leads_to_a_page(desk: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{desk}/reports")
    page.evaluate(
        """size => {
          const form = Object.assign(document.createElement('form'), { method: 'post', action: '/sources/src_0/grade' });
          form.append(Object.assign(document.createElement('textarea'), { name: 'reason', value: 'x'.repeat(size) }));
          document.body.append(form);
          form.submit();
        }""",
        8 * BODY_BYTES,
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("This is too much at once")
    expect(page.get_by_text("Send less at once")).to_be_visible()
    watched.faults.clear()


def test_an_unknown_address_leads_on(desk: str, watched: Watched, axe: Callable[..., None]) -> None:
    watched.page.goto(f"{desk}/nowhere")
    expect(watched.page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    axe(watched.page)
    assert len(watched.faults) == 1
    assert "404" in watched.faults[0]
    watched.faults.clear()


def test_a_ledger_that_another_process_holds_is_told(own_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise LedgerLockedError(f"{own_ledger}: another process is writing this ledger")

    with Ledger.open(own_ledger) as book, served(create_app(book)) as url:
        monkeypatch.setattr(Ledger, "ask", held)
        found = httpx.get(f"{url}/reports")
    assert found.status_code == 503
    assert "Wait a moment" in found.text
