"""PDF files: the words of their pages, lines joined to paragraphs, running heads and page numbers left out."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from dateline.errors import ReadError
from dateline.model.text import SetAside
from dateline.read.clean import clean
from dateline.read.draft import Draft, Original
from dateline.read.options import ReadOptions
from dateline.read.reflow import paragraphs, without_running_lines
from dateline.read.text import title_line

_BROKEN = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, NotImplementedError, RecursionError, OSError)
"""What pypdf lets through on files that break the format; it promises no error class of its own for them."""

logging.getLogger("pypdf").setLevel(logging.ERROR)
# pypdf warns of every oddity it could mend; what could not be read is told by what is set aside.


def drafts(original: Original, options: ReadOptions) -> Iterator[Draft | SetAside]:  # noqa: ARG001  every format has this signature
    """The one report of a file, and each page that could not be read; ReadError when it is encrypted, broken or has no text.

    The date in its properties is that of the file, so it is told in a note and not taken.
    """
    reader = _opened(original)
    pages: list[list[str]] = []
    for number, page in enumerate(reader.pages, start=1):
        lines = _lines(page)
        if lines is None or (not lines and _has_image(page)):
            reason = "the page cannot be read" if lines is None else "the page is a picture without text"
            yield SetAside(where=f"{original.where}, page {number}", reason=reason, way_out="run OCR over it")
        pages.append(lines or [])
    text = "\n\n".join(paragraphs(without_running_lines(pages)))
    if not text.strip():
        raise ReadError(
            "the PDF has no text, only pictures of it", where=original.where, way_out="run OCR over it first, for example with ocrmypdf"
        )
    created = _created(reader)
    yield Draft(
        text=text,
        title=title_line(text),
        notes=() if created is None else (f"the document's properties say it was made on {created}; not taken as its publication date",),
    )


def _opened(original: Original) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(original.data))
        # Many files are encrypted under an empty password, only to forbid printing.
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("the PDF is encrypted", where=original.where, way_out="save a copy without its password")
        len(reader.pages)
    except DependencyError as error:
        raise ReadError("the PDF is encrypted", where=original.where, way_out="save a copy without its password") from error
    except _BROKEN as error:
        raise ReadError(
            f"no PDF that can be opened: {error}", where=original.where, way_out="open it in a viewer and print it to a new PDF"
        ) from error
    return reader


def _lines(page: PageObject) -> list[str] | None:
    """The lines of a page, blank ones kept as paragraph breaks; None when it is broken."""
    try:
        text = page.extract_text()
    except _BROKEN:
        return None
    return [line.strip() for line in clean(text).split("\n")] if text.strip() else []


def _has_image(page: PageObject) -> bool:
    try:
        return len(page.images) > 0
    except _BROKEN:
        return True


def _created(reader: PdfReader) -> str | None:
    try:
        made = reader.metadata.creation_date if reader.metadata is not None else None
    except _BROKEN:
        return None
    return None if made is None else f"{made:%Y-%m-%d}"
