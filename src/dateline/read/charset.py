"""Bytes to characters: by byte-order mark, as UTF-8, by what the file declares, and only then by guessing."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from importlib import import_module

from dateline.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The UTF-32 mark begins with the UTF-16 one, so it is asked first."""

_BINARY_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3",
)
_NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_MAX_CONTROL_SHARE = 0.01
_MAX_WESTERN_SHARE = 0.1
"""English in a Western code page has few letters beyond ASCII (quotes, dashes, accents); above 1 in 10 it is another language or script."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding they were in, and whether that was a guess."""

    text: str
    encoding: str
    guessed: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know about the decoding."""
        return (f"the bytes are no UTF-8; read as {self.encoding}",) if self.guessed else ()


def decode(data: bytes, *, where: str, declared: str | None = None) -> Decoded:
    """The text in the bytes; ReadError when they are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, where=where)
    if data.startswith(_BINARY_SIGNATURES):
        raise _binary(where)
    wide = _unmarked_utf16(data[:_SAMPLE])
    if wide is not None:
        return _strictly(data, wide, where=where)
    sample = data[:_SAMPLE]
    if len(_NOT_IN_TEXT.findall(sample)) > _MAX_CONTROL_SHARE * len(sample):
        raise _binary(where)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data, where=where, declared=declared)


def _strictly(data: bytes, encoding: str, *, where: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"broken {encoding} text at byte {error.start}", where=where, way_out="save it again as UTF-8") from error


def _unmarked_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark shows in mostly Latin text: every other byte is zero."""
    half = len(sample) // 2
    if half < 4:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _legacy(data: bytes, *, where: str, declared: str | None) -> Decoded:
    """Text in a code page: the declared one, Windows-1252 when it is nearly all ASCII, else the best guess of charset-normalizer."""
    sample = data[:_SAMPLE]
    beyond_ascii = sum(byte > 0x7F for byte in sample)
    western = beyond_ascii <= _MAX_WESTERN_SHARE * len(sample)
    for encoding in (declared, "cp1252" if western else None, _guess(sample)):
        if encoding is None:
            continue
        try:
            return Decoded(data.decode(encoding), encoding, guessed=encoding != declared)
        except (UnicodeError, LookupError):
            # A declared name may be that of a codec for no text ("undefined"), which raises UnicodeError itself.
            continue
    raise ReadError("the encoding of the text is not known", where=where, way_out="save it again as UTF-8")


def _guess(sample: bytes) -> str | None:
    # Most runs see only UTF-8; the detector and its tables are loaded for the first file that is not.
    best = import_module("charset_normalizer").from_bytes(sample).best()
    return None if best is None else str(best.encoding)


def _binary(where: str) -> ReadError:
    return ReadError("binary data, not text", where=where, way_out="if it is a PDF or Word file, give it the suffix .pdf or .docx")
