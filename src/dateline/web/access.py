"""Who looks at the desk, what they may do, and that a change comes from the desk's own pages.

A desk is local unless it is a team's: it listens on this machine only, whoever sits at it may do everything, and the name judgements are
signed with comes from the settings. For a team, `dateline.web.team.TeamAccess` takes its place.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Protocol

from fastapi import Depends, Request

from dateline.web.failures import RefusedError

COOKIE = "dateline_visit"
"""Names the visit that a token belongs to."""

HEADER = "X-CSRF-Token"
FIELD = "csrf_token"
"""Where a change carries its token: the header, or the field of a form that is sent without script."""

QUESTIONS = frozenset({"GET", "HEAD", "OPTIONS"})


class Role(IntEnum):
    """What a viewer may do; each may do what those before it may."""

    NOBODY = 0
    READER = 1
    REVIEWER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks: the name that signs their judgements, and their role."""

    name: str
    role: Role


class Access(Protocol):
    """How a desk knows its viewers."""

    def viewer(self, request: Request) -> Viewer:
        """Who asks; RefusedError where nobody may without a login."""


@dataclass(frozen=True, slots=True)
class LocalAccess:
    """One person at their own machine."""

    name: str

    def viewer(self, request: Request) -> Viewer:  # noqa: ARG002 - another access looks into it
        """The person at this machine, who may do everything."""
        return Viewer(name=self.name, role=Role.ADMIN)


def viewer_of(request: Request) -> Viewer:
    """Who asks."""
    access: Access = request.app.state.access
    return access.viewer(request)


ViewerDep = Annotated[Viewer, Depends(viewer_of)]
"""A parameter of this type is the viewer of the request."""


def needs(role: Role) -> Callable[[Viewer], Viewer]:
    """A dependency that lets only viewers of the role (or above) through: `Annotated[Viewer, Depends(needs(Role.REVIEWER))]`."""

    def allowed(viewer: ViewerDep) -> Viewer:
        if viewer.role < role:
            raise RefusedError(
                f"this needs the role {role.name.lower()}, and {viewer.name} has the role {viewer.role.name.lower()}",
                way_out="Ask an admin of this desk for it.",
            )
        return viewer

    return allowed


ReviewerDep = Annotated[Viewer, Depends(needs(Role.REVIEWER))]
"""The viewer, who may review."""

AdminDep = Annotated[Viewer, Depends(needs(Role.ADMIN))]
"""The viewer, who may do everything."""


def visit_of(request: Request) -> tuple[str, bool]:
    """The id of the visit, and whether it is new and its cookie has still to be set."""
    known = request.cookies.get(COOKIE)
    if known:
        return known, False
    if not hasattr(request.state, "visit"):
        request.state.visit = secrets.token_urlsafe(24)
    return request.state.visit, True


def token_of(request: Request) -> str:
    """The token that changes of this visit carry."""
    visit, _ = visit_of(request)
    return _token(request.app.state.settings.secret, visit)


OPEN = ("/login", "/static/")
"""Addresses that are open before a login."""


def admit(request: Request) -> None:
    """Let nobody in whom the desk does not know. Every route depends on this."""
    if not request.url.path.startswith(OPEN):
        viewer_of(request)


async def guard(request: Request) -> None:
    """Let a change through only with the token of its visit; RefusedError otherwise. Every route depends on this.

    A request with an API token is made by a program, in which no page elsewhere can have a hand.
    """
    if request.method in QUESTIONS or "authorization" in request.headers:
        return
    given = request.headers.get(HEADER) or str((await request.form()).get(FIELD, ""))
    visit = request.cookies.get(COOKIE, "")
    if not visit or not hmac.compare_digest(given.encode(), _token(request.app.state.settings.secret, visit).encode()):
        raise RefusedError("this change does not come from a page of this desk", way_out="Load the page again, then repeat the change.")


def _token(secret: bytes, visit: str) -> str:
    return hmac.new(secret, visit.encode(), "sha256").hexdigest()
