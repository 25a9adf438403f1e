"""The one cleaning of a text. Words, figures and punctuation stay; only what no reader sees, or what decoding broke, changes."""

from __future__ import annotations

import re
import unicodedata
from importlib import import_module

_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\u2028|\u2029")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f"  # control characters; tab and newline stay
    "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"  # soft hyphen, zero-width, direction marks, byte-order mark
    "\u202a-\u202e\u2066-\u2069]"  # direction overrides, which can make a text read otherwise than it is stored
)
_LATIN1_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
"""A UTF-8 lead byte and a continuation byte as Latin-1 or Windows-1252 shows them: mojibake always has such a pair."""


def clean(text: str) -> str:
    """The text with line ends as newlines, NFC characters, nothing unseen, decoding slips repaired, and no blank edges."""
    text = _SURROGATES.sub("\ufffd", text)
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    if _SUSPECT.search(text):
        # ftfy costs 0.2 s to load, so only a text that shows the pair pays for it.
        repaired = import_module("dateline.read.mojibake").repaired
        text = _UNSEEN.sub("", "\n".join(repaired(line) if _SUSPECT.search(line) else line for line in text.split("\n")))
    # Latin-1 controls go last: until here they may be halves of broken characters.
    text = _LATIN1_CONTROLS.sub("", text.replace("\x85", "\n"))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str | None) -> str | None:
    """A title or a name on one line, None when nothing is left of it."""
    return None if text is None else " ".join(clean(text).split()) or None
