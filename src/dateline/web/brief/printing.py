"""A brief as a PDF of exactly two sheets, by WeasyPrint, which the extra `pdf` brings; nothing is fetched from anywhere."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import MissingExtraError, UsageError
from dateline.web.brief.borders import ASSETS
from dateline.web.brief.record import Brief
from dateline.web.brief.writing import html_of

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

SHEETS: Final = 2
SIZES: Final = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
"""How far the type is made smaller until everything stands on two sheets; a size that is tried takes as long as writing the PDF."""

BODY: Final = 10.5
"""Points of the body's type, as the style sheet has it."""

PAGED: Final = """
@page { margin: 12mm 16mm 17mm; @bottom-left { content: element(foot); width: 178mm; vertical-align: top; } }
@media print {
  .a4 { width: auto; height: auto; min-height: 0; padding: 0; overflow: visible; }
  .a4 .inner { padding: 0; }
  .a4 .pagefoot { position: running(foot); left: 0; right: 0; bottom: 0; width: 178mm; margin-top: 2mm; }
  .a4 .halves { display: table; table-layout: fixed; width: 100%; }
  .a4 .halves > * { display: table-cell; vertical-align: top; }
  .a4 .halves > * + * { padding-left: 7mm; }
  .a4.unverified::before { top: 110mm; }
}
"""
"""Here the sheets are pages, and what does not fit makes a third one, so that it is seen. What stands side by side is a table: WeasyPrint
lays flexible boxes out several times, and moves them to another page where they would fit."""

FACES: Final = {"Brief Serif": "latin-opsz-normal", "Brief Serif Ext": "latin-ext-opsz-normal"}
"""Families of the PDF -> the built font files of the desk that they come from."""

LIBRARIES: Final = (
    "a PDF needs the Pango libraries, which the system brings: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
    "(brew install pango on a Mac); Markdown and HTML need nothing"
)


def pdf_of(brief: Brief) -> bytes:
    """The two sheets as a PDF; MissingExtraError without WeasyPrint, UsageError without the libraries it needs."""
    try:
        import weasyprint
    except ImportError as error:
        raise MissingExtraError("a brief as PDF", extra="pdf") from error
    except OSError as error:
        raise UsageError(LIBRARIES) from error
    from weasyprint.text.fonts import FontConfiguration

    faces, fonts, made = _faces(), FontConfiguration(), dict[int, Any]()

    def laid_out(size: int) -> Any:
        rules = (*faces.values(), PAGED, f"@media print {{ .a4 {{ font-size: {SIZES[size] * BODY:g}pt; }} }}")
        text = html_of(brief, also="\n".join(rules))
        made[size] = weasyprint.HTML(string=text, url_fetcher=_fetcher(faces)).render(font_config=fonts)
        return made[size]

    # The largest type that fits; the smallest is taken without a look.
    best = bisect_left(range(len(SIZES) - 1), -SHEETS, key=lambda size: -len(laid_out(size).pages))
    document = made[best] if best in made else laid_out(best)
    written: bytes = document.copy(document.pages[:SHEETS]).write_pdf()
    return written


def _faces() -> dict[str, str]:
    """Address of a font file -> the rule that brings it."""
    found = {}
    for family, name in FACES.items():
        for path in sorted(ASSETS.glob(f"source-serif-4-{name}-*.woff2"))[:1]:
            found[path.as_uri()] = f'@font-face {{ font-family: "{family}"; src: url({path.as_uri()}); font-weight: 200 900; }}'
    return found


def _fetcher(known: dict[str, str]) -> Any:
    """Reads the desk's own font files and refuses everything else."""
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url not in known:
                raise ValueError(f"{url}: a brief fetches nothing")
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols={"file"})
