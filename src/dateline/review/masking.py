"""Names left out: the same words with a mark where a name of a victim or a witness stood. The words are gone, not hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeVar

from dateline.model.names import Names
from dateline.model.text import Report, Span

MASK: Final = "[name left out]"
"""What stands where a name stood."""
ID: Final = re.compile(r"(?:clm|rep|evt|jdg|bat|lnk|src|rpt|run)_[0-9a-f]{16}|[0-9a-f]{64}")
POSSESSIVE: Final = r"(?:['’]s|s)?"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedReport(Report):
    """A report without the names; `stored` is the id of the report that was read, and so is this one's."""

    stored: str

    @property
    def id(self) -> str:
        """The id of the report that was read."""
        return self.stored


def name_spans(text: str, names: Names) -> tuple[Span, ...]:
    """Where names that are left out stand in a text."""
    pattern = _pattern(names)
    if pattern is None:
        return ()
    return tuple(Span(*match.span()) for match in pattern.finditer(text) if _goes(match, names))


def masked(record: T, names: Names) -> T:
    """A text, or a record with every text in it, without the names; spans of a record still count the characters of the text as it was."""
    return _masked(record, names) if names.gone else record


def _masked(value: Any, names: Names) -> Any:
    if isinstance(value, str):
        return _text(value, names) if type(value) is str else value
    if isinstance(value, tuple | list):
        return type(value)(_masked(item, names) for item in value)
    if isinstance(value, Mapping):
        return {key: _masked(item, names) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        before = {column.name: getattr(value, column.name) for column in fields(value) if column.init}
        changed = {name: _masked(old, names) for name, old in before.items()}
        new = {name: item for name, item in changed.items() if item is not before[name] and item != before[name]}
        if isinstance(value, Report):
            return MaskedReport(**{**before, **new, "stored": value.id})
        return replace(value, **new) if new else value
    return value


def _text(text: str, names: Names) -> str:
    if ID.fullmatch(text):
        return text
    if text.startswith("name:"):
        return f"name:{MASK}" if any(name.casefold() in text for name in names.gone) else text
    pattern = _pattern(names)
    return text if pattern is None else pattern.sub(lambda match: MASK if _goes(match, names) else match[0], text)


def _goes(match: re.Match[str], names: Names) -> bool:
    return " ".join(match["name"].split()) in names.gone


@lru_cache(maxsize=1024)
def _pattern(names: Names) -> re.Pattern[str] | None:
    """Finds names, the longest first, so that a kept name that holds one of those that go stands as it is."""
    if not names.gone:
        return None
    holding = {name for name in names.kept if not names.gone.isdisjoint(name.split())}
    every = sorted(names.gone | holding, key=lambda name: (-len(name), name))
    worded = "|".join(r"\s+".join(map(re.escape, name.split())) for name in every)
    return re.compile(rf"(?<!\w)(?P<name>{worded}){POSSESSIVE}(?!\w)")
