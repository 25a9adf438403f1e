"""Names that columns, JSON keys and front matter go by, and the values under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ALIASES = {
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text"),
    "title": ("title", "headline", "heading"),
    "published": ("published", "date", "published_at", "publication_date", "date_published", "pub_date", "pubdate", "publishedat"),
    "source": ("source", "outlet", "publisher", "site", "sitename", "site_name", "newspaper", "publication"),
    "url": ("url", "link", "href", "source_url"),
    "name": ("id", "report", "report_id", "article_id", "uid", "guid"),
    "retrieved": ("retrieved", "retrieved_at", "accessed", "fetched", "crawled", "scraped_at"),
}
"""What a report needs, and the names it is found under, the surest first; case, spaces and hyphens do not matter."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One row, whatever its format, asked by what its fields mean."""

    values: Mapping[str, object]

    def first(self, meaning: str) -> str | None:
        """The first value that is not blank under a name with this meaning."""
        by_name = {plain_name(key): value for key, value in self.values.items()}
        for alias in ALIASES[meaning]:
            value = _as_text(by_name.get(alias))
            if value is not None:
                return value
        return None


def plain_name(name: str) -> str:
    """A field name in the form that aliases are kept in."""
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _as_text(value: object) -> str | None:
    """A string or whole number as text; of a nested object its name, as in {"source": {"name": "..."}}."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None
