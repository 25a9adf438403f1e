"""What a format takes out of its bytes, before text and dates are settled the same way for every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes of one file or stream; `where` names it to people, `name` is its file name without the suffix."""

    data: bytes
    where: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One report as its format gives it: `published` is what metadata says, `part` its place in a file that holds several."""

    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    name: str | None = None
    part: str | None = None
    published: date | None = None
    retrieved: date | None = None
    notes: tuple[str, ...] = ()


def with_title(title: str | None, body: str) -> str:
    """The body under its title line, unless its first line already is that title."""
    if title is None or body.lstrip().partition("\n")[0].strip() == title.strip():
        return body
    return f"{title.strip()}\n\n{body.lstrip()}"
