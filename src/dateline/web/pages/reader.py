"""The reader: a report as it was, its words marked by claim, and cards in the margin."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.model.reprint import Reprint
from dateline.model.text import Report
from dateline.review import masked
from dateline.store.desk import reader as asked
from dateline.store.desk.reader import Told
from dateline.web.access import Role, ViewerDep
from dateline.web.asking import LedgerDep
from dateline.web.failures import MissingError, RefusedError
from dateline.web.reading.against import Against, Changes, against_of, changes_of
from dateline.web.reading.details import ClaimDetail
from dateline.web.reading.page import ReaderPage, page_of, read
from dateline.web.rendering import add_page
from dateline.web.veil import hidden_from, veiled
from dateline.web.wording import file_name

router = APIRouter(tags=["reports"])

ReportId = Annotated[str, Path(max_length=64, description="The id of a report.")]
ClaimId = Annotated[str, Path(max_length=64, description="The id of a claim of the report.")]

T = TypeVar("T")

WAY_OUT = "Look it up in the list of reports."


def reader_page(
    ledger: LedgerDep,
    viewer: ViewerDep,
    report: ReportId,
    claim: Annotated[str | None, Query(max_length=64, description="The id of a claim that is chosen and opened.")] = None,
) -> ReaderPage:
    """Show a report as it was, with its claims, places, days and reprints."""
    told = _told(ledger, report)
    names = hidden_from(viewer, ledger, report, *(printed.other.id for printed in told.reprints))
    shown = replace(told, report=veiled(told.report, names))
    return masked(page_of(shown, chosen=claim, can_review=viewer.role >= Role.REVIEWER), names)


def claim_detail(ledger: LedgerDep, viewer: ViewerDep, report: ReportId, claim: ClaimId) -> ClaimDetail:
    """Tell everything about one claim of a report: its slots, the reasons, the rivals, its event and the judgements so far."""
    found = read(_told(ledger, report)).detail(claim)
    if found is None:
        raise MissingError(f"the report {report} has no claim {claim}", way_out="Open the report; its claims stand beside its words.")
    return masked(found, hidden_from(viewer, ledger, report))


def against_page(ledger: LedgerDep, viewer: ViewerDep, report: ReportId, other: ReportId) -> Against:
    """Show two reports that share words side by side, with what one left out and the other put in."""
    names = hidden_from(viewer, ledger, report, other)
    first, second = (replace(told, report=veiled(told.report, names)) for told in (_told(ledger, report), _told(ledger, other)))
    return masked(against_of(first, second, _shared(ledger, report, other)), names)


def changes_part(ledger: LedgerDep, viewer: ViewerDep, report: ReportId, other: ReportId) -> Changes:
    """Tell the first changes from one report to another one that shares words with it."""
    names = hidden_from(viewer, ledger, report, other)
    shared = _shared(ledger, report, other)
    first, second = (_report(ledger, key) for key in (report, other))
    return masked(changes_of(veiled(first, names), veiled(second, names), shared), names)


add_page(router, "/reports/{report}", reader_page, template="reader.html")
add_page(router, "/reports/{report}/claims/{claim}", claim_detail, template="reader_claim.html")
add_page(router, "/reports/{report}/against/{other}", against_page, template="reader_against.html")
add_page(router, "/reports/{report}/against/{other}/changes", changes_part, template="reader_changes.html")


@router.get("/reports/{report}/original", include_in_schema=False)
def original(ledger: LedgerDep, viewer: ViewerDep, report: ReportId) -> Response:
    """The bytes that a report was read from, as a file to keep: never shown by the desk, whatever they are."""
    if viewer.role < Role.REVIEWER:
        raise RefusedError("the original may name victims and witnesses, whom the role reader does not see", way_out="Ask a reviewer.")
    record = _report(ledger, report)
    data = ledger.database.original(record.original)
    if data is None:
        raise MissingError("the original was too large to be kept: the ledger holds only its digest and size", way_out=WAY_OUT)
    name = file_name(record.location or record.id)
    return Response(data, media_type="application/octet-stream", headers={"content-disposition": disposition(name), **AS_BYTES})


AS_BYTES = {"content-security-policy": "sandbox; default-src 'none'", "x-content-type-options": "nosniff", "cache-control": "no-store"}
"""An original is never run or rendered, even where a browser would open it."""


def disposition(name: str) -> str:
    """The header by which a browser saves a file under this name instead of opening it."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._- ") else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _told(ledger: Ledger, report: str) -> Told:
    return _found(ledger.ask(lambda connection: asked.told(connection, report)), report)


def _report(ledger: Ledger, report: str) -> Report:
    return _found(ledger.ask(lambda connection: asked.report_with(connection, report)), report)


def _found(found: T | None, report: str) -> T:
    if found is None:
        raise MissingError(f"the ledger holds no report {report}", way_out=WAY_OUT)
    return found


def _shared(ledger: Ledger, report: str, other: str) -> Reprint:
    """What two reports share; MissingError where it is nothing."""
    found = ledger.ask(lambda connection: asked.shared_words(connection, report, other))
    if found is None:
        raise MissingError(f"the reports {report} and {other} share no passage", way_out=WAY_OUT)
    return found
