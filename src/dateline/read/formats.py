"""Which module reads which kind of file; a module, and the library behind it, is loaded when its first file comes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from dateline.model.text import SetAside
from dateline.read.draft import Draft, Original
from dateline.read.options import ReadOptions

MODULE_OF_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "table",
    ".tsv": "table",
}


class Format(Protocol):
    """What every format module offers."""

    def drafts(self, original: Original, options: ReadOptions) -> Iterator[Draft | SetAside]:
        """The reports in the bytes, and each part that could not be used; ReadError when nothing can be had of them."""
        ...


def format_of(suffix: str) -> Format | None:
    """The module for a file name's suffix, None for a kind that Dateline does not read."""
    module = MODULE_OF_SUFFIX.get(suffix.lower())
    return None if module is None else _load(module)


def sniffed_format(data: bytes) -> Format:
    """The module for bytes without a name, by how they begin; plain text unless they show otherwise."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return _load("pdf")
    if head.startswith(b"PK\x03\x04") and b"word/" in data:
        return _load("docx")
    if head.startswith(b"{"):
        return _load("jsonl")
    if head[:15].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return _load("page")
    return _load("text")


def _load(module: str) -> Format:
    return cast(Format, import_module(f"dateline.read.{module}"))
