"""Changes come from the desk's own pages, and only those who may make them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import httpx
import pytest
from fastapi import FastAPI, Form, Request
from fastapi.routing import APIRoute
from playwright.sync_api import Page, expect
from tests.web.serving import served

from dateline.ledger import Ledger
from dateline.web.access import FIELD, HEADER, QUESTIONS, AdminDep, ReviewerDep, Role, Viewer, ViewerDep
from dateline.web.app import create_app
from dateline.web.pages import ROUTERS
from dateline.web.settings import DeskSettings


class AccessOf:
    """Everybody has the role that the header says."""

    def viewer(self, request: Request) -> Viewer:
        return Viewer(name="somebody", role=Role[request.headers.get("x-role", "READER")])


def change(viewer: ViewerDep, word: Annotated[str, Form()] = "none") -> dict[str, str]:
    return {"by": viewer.name, "word": word}


def review(viewer: ReviewerDep) -> str:
    return viewer.name


def administer(viewer: AdminDep) -> str:
    return viewer.name


@pytest.fixture
def app(sample_ledger: Path) -> Iterator[FastAPI]:
    with Ledger.open(sample_ledger) as book:
        app = create_app(book, settings=DeskSettings(reviewer="R. H."))
        app.post("/change")(change)
        app.post("/review-it")(review)
        app.post("/administer")(administer)
        yield app


def token(client: httpx.Client) -> str:
    found = re.search(r'name="csrf-token" content="([0-9a-f]+)"', client.get("/reports").text)
    assert found is not None
    return found[1]


def test_a_change_needs_the_token_of_its_visit(app: FastAPI) -> None:
    with served(app) as url, httpx.Client(base_url=url) as here, httpx.Client(base_url=url) as elsewhere:
        assert here.post("/change", data={"word": "x"}).status_code == 403
        mine, other = token(here), token(elsewhere)
        assert mine != other
        assert here.post("/change", headers={HEADER: other}).status_code == 403
        assert here.post("/change", headers={HEADER: ""}).status_code == 403
        assert here.post("/change", headers=[(HEADER.encode(), "é".encode())]).status_code == 403
        assert here.post("/change", headers={HEADER: mine}).json() == {"by": "R. H.", "word": "none"}
        assert here.post("/change", data={FIELD: mine, "word": "x"}).json() == {"by": "R. H.", "word": "x"}


def test_a_token_of_another_desk_does_not_fit(app: FastAPI, sample_ledger: Path) -> None:
    with Ledger.open(sample_ledger) as book, served(app) as url, served(create_app(book)) as second, httpx.Client() as client:
        client.base_url = httpx.URL(second)
        other = token(client)
        client.base_url = httpx.URL(url)
        assert client.post("/change", headers={HEADER: other}).status_code == 403


def test_the_cookie_stays_on_this_site_and_out_of_scripts(desk: str) -> None:
    cookie = httpx.get(f"{desk}/reports").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_every_change_of_the_desk_is_guarded(desk: str) -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    changes = [(method, route.path) for route in routes for method in (route.methods or set()) - QUESTIONS]
    assert changes
    answers = {(method, path): httpx.request(method, desk + re.sub(r"\{[\w:]+\}", "x", path)).status_code for method, path in changes}
    assert {change: status for change, status in answers.items() if status != 403} == {}


@pytest.mark.parametrize(("role", "may_review", "may_administer"), [("READER", 403, 403), ("REVIEWER", 200, 403), ("ADMIN", 200, 200)])
def test_a_role_opens_what_it_should(app: FastAPI, role: str, may_review: int, may_administer: int) -> None:
    app.state.access = AccessOf()
    with served(app) as url, httpx.Client(base_url=url, headers={"x-role": role}) as client:
        client.headers[HEADER] = token(client)
        assert client.post("/review-it").status_code == may_review
        refused = client.post("/administer")
        assert refused.status_code == may_administer
        if may_administer == 403:
            assert "needs the role admin" in refused.text


def test_htmx_and_plain_forms_carry_the_token(app: FastAPI, page: Page) -> None:
    with served(app) as url:
        page.goto(f"{url}/reports")
        page.evaluate("""
            const form = document.createElement('form');
            form.innerHTML = '<input name="word" value="told"><button>Send</button>';
            form.setAttribute('hx-post', '/change');
            form.setAttribute('hx-target', 'main');
            document.querySelector('main').append(form);
            window.htmx.process(form);
        """)
        page.get_by_role("button", name="Send").click()
        expect(page.locator("main")).to_have_text('{"by":"R. H.","word":"told"}')
