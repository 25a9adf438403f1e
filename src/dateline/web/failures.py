"""What a person or a program is told when a request fails: what, where, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from dateline.errors import DatelineError


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a request failed: `what` is wrong, `where`, and the `way_out` if there is one."""

    what: str
    where: str
    way_out: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The body of every failed answer of the API."""

    error: Failure


class DeskError(DatelineError):
    """A request that cannot be answered as it was asked; `status` is what HTTP says of it."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, what: str, *, way_out: str | None = None) -> None:
        """Say `what` is wrong and the `way_out` if there is one; where it went wrong is the address asked for."""
        self.what = what
        self.way_out = way_out
        super().__init__(what)


class MissingError(DeskError):
    """Nothing is found under this name."""

    status = HTTPStatus.NOT_FOUND


class RefusedError(DeskError):
    """The viewer may not do this."""

    status = HTTPStatus.FORBIDDEN


class ClashError(DeskError):
    """Somebody else was there first; nothing of either is lost."""

    status = HTTPStatus.CONFLICT
