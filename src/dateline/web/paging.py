"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

PAGE_ROWS = 100
LAST_PAGE = 1_000_000

PageNumber = Annotated[int, Query(alias="page", ge=1, le=LAST_PAGE, description="Which page of the list, from 1.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where in a long list a page stands: page `number` of `pages`, and the rows `first` to `last` of `total`, counted from 1."""

    number: int
    pages: int
    first: int
    last: int
    total: int


def paging(number: int, total: int, rows: int = PAGE_ROWS) -> Paging:
    """The page of a number in a list of so many rows; a number beyond the end is the last page."""
    pages = max(1, -(-total // rows))
    number = min(number, pages)
    first = (number - 1) * rows + 1
    return Paging(number=number, pages=pages, first=first, last=min(number * rows, total), total=total)
