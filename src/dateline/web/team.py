"""A desk for a team: everybody logs in, or brings an API token."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request

from dateline.web.access import Role, Viewer
from dateline.web.accounts import Account, Accounts
from dateline.web.failures import DeskError

SESSION = "dateline_session"
BEARER = "bearer "
LOGIN = "/login"


class LoginNeededError(DeskError):
    """Nobody is logged in, or the token is not known."""

    status = HTTPStatus.UNAUTHORIZED


@dataclass(frozen=True, slots=True)
class TeamAccess:
    """Viewers are the accounts of the desk."""

    accounts: Accounts

    def viewer(self, request: Request) -> Viewer:
        """Whose session or token the request carries; LoginNeededError where it carries none that holds."""
        found = self._account(request)
        if found is None:
            raise LoginNeededError(
                "this desk is open to those who log in", way_out=f"Log in at {LOGIN}, or send an API token of an account."
            )
        return Viewer(name=found.name, role=found.role)

    def _account(self, request: Request) -> Account | None:
        given = bearer_of(request)
        if given is not None:
            return self.accounts.of_token(given)
        secret = request.cookies.get(SESSION)
        return None if secret is None else self.accounts.of_session(secret)


def bearer_of(request: Request) -> str | None:
    """The API token that a request carries."""
    given = request.headers.get("authorization", "")
    return given[len(BEARER) :].strip() if given.lower().startswith(BEARER) else None


NOBODY = Viewer(name="", role=Role.NOBODY)
"""Who looks before logging in."""
