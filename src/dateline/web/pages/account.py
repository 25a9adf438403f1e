"""Logging in and out of a team's desk, its accounts, and one's own password and API tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import UsageError
from dateline.web.access import COOKIE, AdminDep, Role, ViewerDep
from dateline.web.accounts import LONGEST_PASSWORD, LONGEST_SESSION, Account, Accounts, ApiToken, LoginRefusedError
from dateline.web.failures import MissingError
from dateline.web.rendering import show
from dateline.web.team import SESSION, TeamAccess

router = APIRouter(tags=["accounts"], include_in_schema=False)

Name = Annotated[str, Form(max_length=60)]
Password = Annotated[str, Form(max_length=LONGEST_PASSWORD)]
To = Annotated[str, Query(max_length=1000, description="Where to go after the login.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    """The form to log in: where it leads, the name that was tried, and why that was refused."""

    to: str
    name: str = ""
    refused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """The accounts of the desk, for an admin, and the viewer's own tokens; `secret` is a token that was just made, shown this once."""

    accounts: tuple[Account, ...]
    tokens: tuple[ApiToken, ...]
    roles: tuple[Role, ...]
    secret: str | None = None
    wrong: str | None = None


def accounts_of(request: Request) -> Accounts:
    """The accounts of this desk; MissingError where it is a local one."""
    access = request.app.state.access
    if not isinstance(access, TeamAccess):
        raise MissingError("this desk is local: nobody logs in", way_out="A team's desk is opened by: dateline serve --team")
    return access.accounts


def within(to: str) -> str:
    """An address of this desk; anything else leads to the first page."""
    return to if to.startswith("/") and not to.startswith("//") and "\\" not in to and to.isprintable() else "/"


@router.get("/login", response_class=HTMLResponse)
def login_page(request: Request, to: To = "/") -> Response:
    """The form to log in."""
    accounts_of(request)
    return show(request, "login.html", LoginPage(to=within(to)), counts=False)


@router.post("/login")
def log_in(request: Request, name: Name = "", password: Password = "", to: Annotated[str, Form(max_length=1000)] = "/") -> Response:
    """Begin a session, in a new visit."""
    accounts = accounts_of(request)
    address = request.client.host if request.client is not None else ""
    try:
        secret = accounts.log_in(name, password, address)
    except LoginRefusedError as refused:
        page = LoginPage(to=within(to), name=name, refused=_why(refused))
        return show(request, "login.html", page, status=401 if refused.wait is None else 429, counts=False)
    answer = RedirectResponse(within(to), status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(SESSION, secret, httponly=True, samesite="strict", secure=secure, max_age=int(LONGEST_SESSION.total_seconds()))
    answer.delete_cookie(COOKIE)
    return answer


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session."""
    secret = request.cookies.get(SESSION)
    if secret is not None:
        accounts_of(request).log_out(secret)
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(SESSION)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/accounts", response_class=HTMLResponse)
def accounts_page(request: Request, viewer: ViewerDep) -> Response:
    """One's own tokens, and for an admin all accounts."""
    return show(request, "accounts.html", _page(request, viewer.name, viewer.role), counts=False)


@router.post("/accounts")
def add_account(
    request: Request, viewer: AdminDep, name: Name = "", password: Password = "", role: Annotated[Role, Form()] = Role.READER
) -> Response:
    """Make an account."""
    return _done(request, viewer.name, viewer.role, lambda: accounts_of(request).add(name, password, Role(role)))


@router.post("/accounts/change")
def change_account(
    request: Request,
    viewer: AdminDep,
    name: Name = "",
    role: Annotated[Role | None, Form()] = None,
    is_open: Annotated[bool | None, Form(alias="open")] = None,
    password: Password = "",
) -> Response:
    """Give an account another role or password, close it or open it again."""

    def change() -> None:
        accounts = accounts_of(request)
        if role is not None:
            accounts.set_role(name, Role(role))
        if is_open is not None:
            accounts.set_open(name, is_open=is_open)
        if password:
            accounts.set_password(name, password)

    return _done(request, viewer.name, viewer.role, change)


@router.post("/accounts/token")
def add_token(request: Request, viewer: ViewerDep, label: Annotated[str, Form(min_length=1, max_length=100)]) -> Response:
    """Make an API token for oneself; its secret is shown this once."""
    secret = accounts_of(request).new_token(viewer.name, label)
    return show(request, "accounts.html", _page(request, viewer.name, viewer.role, secret=secret), counts=False)


@router.post("/accounts/token/end")
def end_token(request: Request, viewer: ViewerDep, key: Annotated[str, Form(max_length=16)]) -> Response:
    """End one of one's own tokens."""
    return _done(request, viewer.name, viewer.role, lambda: accounts_of(request).end_token(viewer.name, key))


def _done(request: Request, name: str, role: Role, change: Callable[[], object]) -> Response:
    try:
        change()
    except UsageError as error:
        page = _page(request, name, role, wrong=str(error))
        return show(request, "accounts.html", page, status=422, counts=False)
    return RedirectResponse("/accounts", status_code=303)


def _page(request: Request, name: str, role: Role, *, secret: str | None = None, wrong: str | None = None) -> AccountsPage:
    accounts = accounts_of(request)
    return AccountsPage(
        accounts=accounts.all() if role >= Role.ADMIN else (),
        tokens=accounts.tokens(name),
        roles=(Role.READER, Role.REVIEWER, Role.ADMIN),
        secret=secret,
        wrong=wrong,
    )


def _why(refused: LoginRefusedError) -> str:
    if refused.wait is None:
        return "Name and password do not fit."
    minutes = int(refused.wait.total_seconds() // 60)
    return f"Too many logins failed. Wait {minutes} minutes, then try again, or ask an admin for a new password."
