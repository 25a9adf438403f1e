"""Markdown: the words without their markup; front matter counts as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dateline.read.charset import decode
from dateline.read.dates import parse_date
from dateline.read.draft import Draft, Original
from dateline.read.fields import Fields
from dateline.read.options import ReadOptions
from dateline.read.text import title_line

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"^(\w[\w -]*):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_PARSER = MarkdownIt("commonmark").enable("table")


def drafts(original: Original, options: ReadOptions) -> Iterator[Draft]:  # noqa: ARG001  every format has this signature
    """The one report of a Markdown file."""
    decoded = decode(original.data, where=original.where)
    fields, body = _front_matter(decoded.text)
    tokens = _PARSER.parse(body)
    text = "\n\n".join(block for block in _blocks(tokens) if block.strip())
    published = fields.first("published")
    yield Draft(
        text=text,
        title=_heading(tokens) or fields.first("title") or title_line(text),
        source=fields.first("source"),
        url=fields.first("url"),
        name=fields.first("name"),
        published=None if published is None else parse_date(published),
        notes=decoded.notes,
    )


def _front_matter(text: str) -> tuple[Fields, str]:
    """The simple `key: value` lines between two `---` at the top, and the text below them."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return Fields({}), text
    return Fields({key: value.strip("\"'") for key, value in _FRONT_LINE.findall(found[1])}), text[found.end() :]


def _heading(tokens: Sequence[Token]) -> str | None:
    """The first heading when nothing but it opens the text."""
    return _words(tokens[1]) if tokens and tokens[0].type == "heading_open" else None


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """One string a block: paragraphs, headings, list items, table rows and code; raw HTML blocks are markup and are left out."""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield " | ".join(row)
            row = None
        elif token.type in {"fence", "code_block"}:
            yield token.content
        elif token.type == "inline" and row is not None:
            row.append(_words(token))
        elif token.type == "inline":
            yield _words(token)


def _words(token: Token) -> str:
    """The visible words of an inline token; a soft line break is a space."""
    pieces = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(pieces.get(child.type, "" if child.type == "html_inline" else child.content) for child in token.children or ())
