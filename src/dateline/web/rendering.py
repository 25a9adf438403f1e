"""One context, two faces: a page for people from a template, and JSON for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_type_hints

from fastapi import APIRouter, Depends, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic_core import to_json
from starlette.responses import HTMLResponse, Response

from dateline.web import access, wording
from dateline.web.assets import Assets
from dateline.web.rooms import rooms
from dateline.web.team import NOBODY, LoginNeededError
from dateline.web.veil import shown_to

THEME_COOKIE = "dateline_theme"
THEMES = ("light", "dark")
DIRECTIONS = {ord(sign): f"\\u{ord(sign):04x}" for sign in wording.OPENS}
"""Signs that set a direction -> how JSON may write them: in a script's records they turn nothing, and nothing is to be added to them."""


def environment(assets: Assets) -> Environment:
    """The templates of the desk; everything in them is escaped, and a name that is missing is an error."""
    found = Environment(
        loader=PackageLoader("dateline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=wording.turned_back,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(wording.FILTERS, packed=packed)
    found.globals.update(wording.CALLS, needs=assets.needs)
    return found


def packed(value: object) -> str:
    """Records as JSON, for a script of the page to draw from; it is escaped like any other text."""
    return to_json(value).decode().translate(DIRECTIONS)


def add_page(router: APIRouter, path: str, context_of: Callable[..., Any], *, template: str) -> None:
    """Serve what `context_of` gives as a page at `path` and as JSON at `/api` + `path`.

    `context_of` is a FastAPI dependency: its parameters are those of the address, its return type is the documented dataclass that both
    faces show, and the first line of its docstring is the summary in OpenAPI.
    """
    kind = get_type_hints(context_of)["return"]
    summary = (context_of.__doc__ or "").strip().splitlines()[0]

    def page(request: Request, context: Any = Depends(context_of)) -> Response:  # noqa: B008 - how FastAPI is told
        return show(request, template, context)

    def data(request: Request, context: Any = Depends(context_of)) -> Any:  # noqa: B008 - how FastAPI is told
        return shown_to(access.viewer_of(request), request.app.state.ledger, context)

    router.add_api_route(path, page, methods=["GET"], response_class=HTMLResponse, include_in_schema=False, name=context_of.__name__)
    router.add_api_route(f"/api{path}", data, methods=["GET"], response_model=kind, summary=summary, name=f"{context_of.__name__} as JSON")


def show(request: Request, template: str, context: Any, *, status: int = 200, counts: bool = True, **more: Any) -> Response:
    """The page of a template, in which `page` is the context; without `counts` the masthead counts nothing. `more` adds or overrules names.

    A template that does not extend base.html makes a part of a page, as HTMX asks for them.
    """
    state = request.app.state
    visit, is_new = access.visit_of(request)
    viewer = who_looks(request)
    shared = {
        "page": shown_to(viewer, state.ledger, context),
        "entry": template.removesuffix(".html"),
        "path": request.url.path,
        "rooms": lambda: rooms(request, counts=counts) if viewer.role else (),
        "served": state.served,
        "ledger_name": state.ledger.database.path.stem,
        "theme": theme_of(request),
        "csrf_token": access.token_of(request),
        "viewer": viewer,
        "is_team": state.settings.accounts is not None,
    }
    text = state.templates.get_template(template).render(shared | more)
    answer = HTMLResponse(text, status_code=status)
    if is_new:
        answer.set_cookie(access.COOKIE, visit, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


def who_looks(request: Request) -> access.Viewer:
    """The viewer, or nobody before the login."""
    try:
        return access.viewer_of(request)
    except LoginNeededError:
        return NOBODY


def part_asked(request: Request) -> bool:
    """Whether HTMX asks, for a part of a page that stands already."""
    return request.headers.get("hx-request") == "true"


def theme_of(request: Request) -> str | None:
    """Light or dark where the viewer chose one."""
    chosen = request.cookies.get(THEME_COOKIE)
    return chosen if chosen in THEMES else None
