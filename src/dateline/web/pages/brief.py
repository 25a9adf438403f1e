"""The brief: a view of the events on two sheets, to be printed, or taken along as a PDF or as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.store.desk.choices import names
from dateline.web.access import Role, Viewer, ViewerDep
from dateline.web.asking import LedgerDep
from dateline.web.brief import Asked, Brief, brief_of, markdown_of, pdf_of
from dateline.web.filters import Answer, EventFilter, FilterDep, tidy
from dateline.web.rendering import add_page
from dateline.web.sentence import Sentence, sentence_of

router = APIRouter(tags=["brief"], dependencies=[Depends(tidy)])

PATH: Final = "/brief"

MaskQuery = Annotated[
    Answer, Query(description="Whether names of victims and witnesses are left out; for viewers who may not see them they always are.")
]
ReckonQuery = Annotated[Answer, Query(description="Whether bounds are given that take some seconds to reckon.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    """A brief of the events that meet the filter, and the ways to take it along.

    `sentence` is the filter. `masks` tells whether names are left out, and `must_mask` that the viewer may not see them. The addresses lead
    to the same brief as a PDF, as Markdown, with or without names (`other_mask`), with bounds that take long (`reckon`, None where nothing
    is left to reckon), and to the view it is made of.
    """

    brief: Brief
    sentence: Sentence
    masks: bool
    must_mask: bool
    pdf: str
    markdown: str
    other_mask: str
    reckon: str | None
    situation: str


def brief_page(ledger: LedgerDep, asked: FilterDep, viewer: ViewerDep, mask: MaskQuery = None, reckon: ReckonQuery = None) -> BriefPage:
    """Make a two-page brief of the events that meet the filter; every sentence names the claims that carry it."""
    masks = _masks(viewer, mask)
    brief = _brief(ledger, asked, masks=masks, only_quick=not reckon)
    kept = {"mask": masks or None, "reckon": reckon}
    return BriefPage(
        brief=brief,
        sentence=sentence_of(PATH, asked, ledger.ask(lambda connection: names(connection, asked.query))),
        masks=masks,
        must_mask=viewer.role < Role.REVIEWER,
        pdf=asked.address(f"{PATH}.pdf", mask=kept["mask"]),
        markdown=asked.address(f"{PATH}.md", mask=kept["mask"]),
        other_mask=asked.address(PATH, mask=None if masks else True, reckon=reckon),
        reckon=asked.address(PATH, **{**kept, "reckon": True}) if brief.waits else None,
        situation=asked.address("/situation"),
    )


def _masks(viewer: Viewer, mask: Answer) -> bool:
    """Whether names are left out: as asked, and always for those who may not see them."""
    return bool(mask) or viewer.role < Role.REVIEWER


def _brief(ledger: Ledger, asked: EventFilter, *, masks: bool, only_quick: bool) -> Brief:
    return brief_of(ledger, Asked(view=asked, mask=masks, on=datetime.now(UTC).date(), only_quick=only_quick))


def brief_pdf(ledger: LedgerDep, asked: FilterDep, viewer: ViewerDep, mask: MaskQuery = None) -> Response:
    """Make the brief as a PDF of two sheets."""
    brief = _brief(ledger, asked, masks=_masks(viewer, mask), only_quick=False)
    return _sent(pdf_of(brief), "application/pdf", "brief.pdf")


def brief_markdown(ledger: LedgerDep, asked: FilterDep, viewer: ViewerDep, mask: MaskQuery = None) -> Response:
    """Make the brief as Markdown, its claims as footnotes."""
    brief = _brief(ledger, asked, masks=_masks(viewer, mask), only_quick=False)
    return _sent(markdown_of(brief).encode(), "text/markdown; charset=utf-8", "brief.md")


def _sent(body: bytes, kind: str, name: str) -> Response:
    return Response(body, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


add_page(router, PATH, brief_page, template="brief.html")
router.add_api_route(f"{PATH}.pdf", brief_pdf, methods=["GET"], include_in_schema=False)
router.add_api_route(f"{PATH}.md", brief_markdown, methods=["GET"], include_in_schema=False)
