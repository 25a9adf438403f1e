"""A brief as a file of its own: HTML that asks nothing of any server, and Markdown."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from dateline.web import wording
from dateline.web.brief.record import Brief

FOLDER: Final = Path(__file__).parent
GAPS: Final = re.compile(r"\n{3,}")
MARKUP: Final = re.compile(r"([\\`*_\[\]<>|#~^$&!])")
"""What Markdown would take for markup inside words."""


def html_of(brief: Brief, *, also: str = "") -> str:
    """The two sheets as one HTML file; `also` are further rules of style."""
    styles = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in ("file.css", "sheet.css"))
    return _environment().get_template("brief_file.html").render(brief=brief, styles=f"{styles}\n{also}")


def markdown_of(brief: Brief) -> str:
    """The brief as Markdown; claims are footnotes, which stand at the end with their words."""
    text = _environment().get_template("brief.md").render(brief=brief)
    return GAPS.sub("\n\n", text).strip() + "\n"


def plain(words: object) -> str:
    """Words as Markdown shows them as they are."""
    return MARKUP.sub(r"\\\1", " ".join(str(words).split()))


@cache
def _environment() -> Environment:
    """HTML is escaped by itself; Markdown's templates write `plain` after every value."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader("dateline.web.brief"), PackageLoader("dateline.web")]),
        autoescape=select_autoescape(default=True, disabled_extensions=("md",)),
        undefined=StrictUndefined,
        finalize=wording.turned_back,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(wording.FILTERS, plain=plain)
    found.globals.update(wording.CALLS)
    return found
