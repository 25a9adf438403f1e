"""Real files of every format, made on the spot, around one report that tells of nothing that happened."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from dateline.model.text import Reading, Report, SetAside
from dateline.read import read

TITLE = "Shelling hits a market in eastern Aleppo"
PARAGRAPHS = (
    "At least 12 people, including 3 children, were killed on Saturday when artillery shelled a market in eastern Aleppo, residents said.",
    "The army said it had captured the Handarat camp north of the city on Friday. A rebel commander denied that the camp had fallen.",
    "Rescuers were still looking for people under the rubble at night, and hospitals asked for blood, a doctor told the newspaper.",
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))


def readings(path: Path | str | io.BytesIO) -> list[Reading]:
    """Everything that comes of a location."""
    return list(read(path))


def report(path: Path | str | io.BytesIO) -> Report:
    """The one report of a location, from which nothing was set aside."""
    (reading,) = readings(path)
    assert isinstance(reading.outcome, Report), reading.outcome
    return reading.outcome


def aside(path: Path | str | io.BytesIO) -> SetAside:
    """What was set aside of a location that gave nothing else."""
    (reading,) = readings(path)
    assert isinstance(reading.outcome, SetAside), reading.outcome
    return reading.outcome


def written(path: Path, content: str | bytes) -> Path:
    """The path, with the content in it as it is given: UTF-8, line ends untouched."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def page(*, head: str = "", paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """A web page with the report between a menu and a footer."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body><nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
        f"<article><h1>{TITLE}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    )


def pdf(path: Path, pages: Sequence[Sequence[str]], *, password: str | None = None) -> Path:
    """A PDF with these printed lines on its pages."""
    lock = None if password is None else StandardEncryption(password, strength=128)
    canvas = Canvas(str(path), pagesize=A4, encrypt=lock, invariant=1)
    for lines in pages:
        for n, line in enumerate(lines):
            canvas.drawString(72, 770 - 16 * n, line)
        canvas.showPage()
    canvas.save()
    return path


def word(path: Path, paragraphs: Sequence[str] = PARAGRAPHS, *, title: str | None = TITLE) -> Path:
    """A Word document."""
    document = docx.Document()
    if title is not None:
        document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path
