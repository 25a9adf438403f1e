"""Word documents: paragraphs and tables in their order."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from dateline.errors import ReadError
from dateline.read.clean import clean_line
from dateline.read.draft import Draft, Original
from dateline.read.options import ReadOptions
from dateline.read.text import title_line

_BROKEN = (PackageNotFoundError, BadZipFile, SyntaxError, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError)
"""What python-docx raises on damaged files: SyntaxError is lxml's for broken XML, RuntimeError zipfile's for a part behind a password."""

_TITLE_STYLES = ("Title", "Heading 1")


def drafts(original: Original, options: ReadOptions) -> Iterator[Draft]:  # noqa: ARG001  every format has this signature
    """The one report of a document.

    The date in its properties is that of the file or of its template, often years off, so it is told in a note and not taken.
    """
    document = _opened(original)
    text = "\n\n".join(_blocks(document))
    if not text.strip():
        raise ReadError("the document has no text", where=original.where, way_out="if it holds pictures of text, run OCR first")
    created = document.core_properties.created
    yield Draft(
        text=text,
        title=_styled_title(document) or title_line(text) or clean_line(document.core_properties.title),
        notes=()
        if created is None
        else (f"the document's properties say it was made on {created:%Y-%m-%d}; not taken as its publication date",),
    )


def _opened(original: Original) -> Document:
    try:
        return docx.Document(io.BytesIO(original.data))
    except _BROKEN as error:
        way_out = "open it in a word processor and save it as .docx"
        raise ReadError("no Word document that can be opened", where=original.where, way_out=way_out) from error


def _blocks(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        elif block.text.strip():
            yield block.text


def _rows(table: Table) -> Iterator[str]:
    """A line a row; a cell that spans several columns is told once."""
    for row in table.rows:
        cells = list(dict.fromkeys((id(cell._tc), cell.text.strip()) for cell in row.cells))  # noqa: SLF001  a merged cell has no public identity
        line = " | ".join(text for _, text in cells if text)
        if line:
            yield line


def _styled_title(document: Document) -> str | None:
    first = next((block for block in document.iter_inner_content() if not isinstance(block, Paragraph) or block.text.strip()), None)
    is_title = isinstance(first, Paragraph) and first.style is not None and first.style.name in _TITLE_STYLES
    return clean_line(first.text) if is_title and isinstance(first, Paragraph) else None
