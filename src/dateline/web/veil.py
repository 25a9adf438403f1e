"""Names of victims and witnesses, which viewers of the role reader do not see: what leaves the server does not hold them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from pydantic_core import to_json

from dateline.ledger import Ledger
from dateline.model.names import Names
from dateline.model.text import Report
from dateline.review import MASK, masked, name_spans
from dateline.store.persons import reports_behind
from dateline.web.access import Role, Viewer

NOTHING: Final = Names()
VEIL: Final = "\ue002"
"""Stands for each letter of a name, so that spans still count right; a character of private use, so that no report carries it."""
VEILED: Final = re.compile(f"{VEIL}+")

KEYS: Final = re.compile(r"\b(?:rep|clm|evt)_[0-9a-f]{16}\b")
VOICES: Final = re.compile(r'"(name:[^"\\]+)"')
"""What in a context leads to reports: ids of reports, claims and events, and keys of voices that a report names."""


def hidden_from(viewer: Viewer, ledger: Ledger, *reports: str) -> Names:
    """The names in some reports that the viewer may not see; none for those who review."""
    if viewer.role >= Role.REVIEWER:
        return NOTHING
    found = NOTHING
    for names in ledger.names(reports).values():
        found |= names
    return found


def veiled(report: Report, names: Names) -> Report:
    """The report without the names, letter for letter as long as it was: cut it as its spans say, then `unveiled` each part."""
    if not names.gone:
        return report
    text = report.text
    for span in name_spans(text, names):
        text = f"{text[: span.start]}{VEIL * len(span)}{text[span.end :]}"
    return replace(masked(report, names), text=text)


def unveiled(words: str) -> str:
    """Words with the mark for a name that is left out in place of its veil."""
    return VEILED.sub(MASK, words) if VEIL in words else words


def shown_to(viewer: Viewer, ledger: Ledger, context: Any) -> Any:
    """A page's context as its viewer may see it: for a reader without the names in any report that it has words of."""
    if viewer.role in (Role.NOBODY, Role.REVIEWER, Role.ADMIN):
        return context
    told = to_json(context).decode()
    reports = ledger.ask(lambda connection: reports_behind(connection, set(KEYS.findall(told)), set(VOICES.findall(told))))
    return masked(context, hidden_from(viewer, ledger, *reports))
