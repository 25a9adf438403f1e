"""Web pages: the article without the boilerplate (trafilatura), and what the page's metadata says of it (htmldate)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from trafilatura import bare_extraction
from trafilatura.settings import Document

from dateline.errors import ReadError
from dateline.read.charset import decode
from dateline.read.clean import clean_line
from dateline.read.dates import parse_date
from dateline.read.draft import Draft, Original, with_title
from dateline.read.options import ReadOptions

_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]+)""", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S+[.!?…][\"”’)]*(?:\s|$)")
_FEWEST_WORDS = 20
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def drafts(original: Original, options: ReadOptions) -> Iterator[Draft]:
    """The one article of a page; ReadError when it has none."""
    declared = _DECLARED.search(original.data[:4096])
    decoded = decode(original.data, where=original.where, declared=declared[1].decode("ascii") if declared is not None else None)
    _check_length(decoded.text, options, where=original.where)
    page = _extracted(decoded.text, options)
    body = _body(page)
    if page is None or body is None:
        raise ReadError(
            "no article on this page", where=original.where, way_out="save the article's own page, or copy its words to a .txt file"
        )
    title = clean_line(page.title)
    yield Draft(
        text=with_title(title, body),
        title=title,
        source=clean_line(page.sitename),
        url=page.url,
        published=None if page.date is None else parse_date(page.date),
        notes=decoded.notes,
    )


def _check_length(html: str, options: ReadOptions, *, where: str) -> None:
    """ReadError for more words than a report may have, before the extractor works on them: it took 53 s for 12 MB."""
    if len(html) > options.max_characters and (seen := len(_UNSEEN.sub("", html))) > options.max_characters:
        reason = f"a page of {seen:,} characters; at most {options.max_characters:,} are read"
        raise ReadError(reason, where=where, way_out="save the article's own page")


def _extracted(html: str, options: ReadOptions) -> Document | None:
    # Only dates that the page declares: the extensive search takes any date in the text or the footer for the publication date.
    latest = (options.today + timedelta(days=1)).isoformat()
    page = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": latest},
    )
    return page if isinstance(page, Document) else None


def _body(page: Document | None) -> str | None:
    """The article with a blank line between its paragraphs, None when it is too little or has no sentence."""
    text = "" if page is None or page.text is None else page.text
    enough = len(text.split()) >= _FEWEST_WORDS and _SENTENCE.search(text) is not None
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip()) if enough else None
