"""The situation brief: a period and a place on two sheets, as a page, a file, a PDF or Markdown; every sentence with its claims."""

from __future__ import annotations

from dateline.web.brief.making import Asked, brief_of
from dateline.web.brief.printing import pdf_of
from dateline.web.brief.record import Brief
from dateline.web.brief.writing import html_of, markdown_of

__all__ = ["Asked", "Brief", "brief_of", "html_of", "markdown_of", "pdf_of"]
