"""Plain text: one report a file, its title on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.read.charset import decode
from dateline.read.clean import clean
from dateline.read.draft import Draft, Original
from dateline.read.options import ReadOptions

_LONGEST_TITLE = 200


def drafts(original: Original, options: ReadOptions) -> Iterator[Draft]:  # noqa: ARG001  every format has this signature
    """The one report of a text file."""
    decoded = decode(original.data, where=original.where)
    yield Draft(text=decoded.text, title=title_line(decoded.text), notes=decoded.notes)


def title_line(text: str) -> str | None:
    """The first line when it looks like a title: short, no full stop, a blank line under it, and a body after that."""
    first, _, rest = clean(text[: 4 * _LONGEST_TITLE]).partition("\n")
    first = first.strip()
    is_title = 0 < len(first) <= _LONGEST_TITLE and not first.endswith((".", ",", ";", ":")) and any(letter.isalpha() for letter in first)
    return first if is_title and rest.startswith("\n") and rest.strip() else None
