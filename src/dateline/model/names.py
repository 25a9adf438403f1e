"""Names of people in reports: which are left out where names may not be shown, and which stay."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of one or more reports, as they are worded.

    `gone` are left out; `kept` are names of officials and of what is no person that hold one of those.
    """

    gone: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    def __or__(self, other: Names) -> Names:
        return Names(gone=self.gone | other.gone, kept=self.kept | other.kept)
