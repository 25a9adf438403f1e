"""UTF-8 once read as a Western code page ("â€œ" for a quotation mark), put right."""

from __future__ import annotations

import ftfy
from ftfy.badness import is_bad

_CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    replace_lossy_sequences=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    normalization=None,
    explain=False,
)
"""Only the encoding is repaired: quotation marks, ligatures and widths are the report's own, and lost bytes are not made up."""


def repaired(line: str) -> str:
    """The line with its mojibake undone, or the line itself when it shows none."""
    return ftfy.fix_encoding(line, _CONFIG) if is_bad(line) else line
