"""Adding reports from the page: handing them over, watching them being read, and stopping that."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from dateline.errors import UsageError
from dateline.read import Handed, ReadOptions
from dateline.web.access import ReviewerDep, ViewerDep
from dateline.web.adding import Adding, Facts, Progress, adding_of
from dateline.web.asking import LedgerDep
from dateline.web.failures import DeskError
from dateline.web.rendering import part_asked, show
from dateline.web.telling import TOO_MUCH
from dateline.web.wording import file_name, number

router = APIRouter(tags=["reports"])

MOST_BYTES = 100_000_000
"""What is handed over at once is held in memory until it is read; more is added from the command line."""
FORM_BYTES = 10_000_000
"""What a form may add to the files in it: pasted words, and what stands between files."""
MOST_FILES = 500
LONGEST_TEXT = 1_000_000
PASTED = "pasted.txt"
LIST = "/reports"


class TooMuchError(DeskError):
    """More was handed over at once than the desk takes."""

    status = TOO_MUCH


@router.get("/reports/adding", include_in_schema=False)
def adding_part(request: Request, ledger: LedgerDep, viewer: ViewerDep) -> Response:  # noqa: ARG001 - nobody without a login may look
    """How far the reading is, as a part of the list of reports."""
    return _answer(request, adding_of(request.app, ledger))


@router.get("/api/reports/adding")
def adding_json(request: Request, ledger: LedgerDep, viewer: ViewerDep) -> Progress | None:  # noqa: ARG001
    """Tell how far the reading of reports that were added from the page is; null where there is none."""
    return adding_of(request.app, ledger).progress()


def facts_of(outlet: Annotated[str, Form(max_length=200)] = "", published: Annotated[str, Form(max_length=10)] = "") -> Facts:
    """What the form says of all reports; UsageError for a day that is none, or that lies in the future."""
    facts = Facts(published=_day(published), outlet=outlet.strip() or None)
    ReadOptions(published=facts.published)
    return facts


@router.post("/reports/add", include_in_schema=False, max_body_size=MOST_BYTES + FORM_BYTES)
def add(
    request: Request,
    ledger: LedgerDep,
    viewer: ReviewerDep,  # noqa: ARG001 - only asked for
    facts: Annotated[Facts, Depends(facts_of)],
    files: Annotated[list[UploadFile] | None, File()] = None,
    words: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
) -> Response:
    """Read the files and the words that a form hands over."""
    handed = [*_files(files or []), *([Handed(name=PASTED, data=words.encode())] if words.strip() else [])]
    if not handed:
        raise UsageError("nothing was handed over: choose files, or paste the words of a report")
    adding = adding_of(request.app, ledger)
    adding.begin(handed, facts)
    return _answer(request, adding)


@router.post("/reports/add/stop", include_in_schema=False)
def stop(request: Request, ledger: LedgerDep, viewer: ReviewerDep) -> Response:  # noqa: ARG001
    """End the reading after the report that is being read."""
    adding = adding_of(request.app, ledger)
    adding.stop()
    return _answer(request, adding)


@router.post("/reports/add/done", include_in_schema=False)
def put_away(request: Request, ledger: LedgerDep, viewer: ReviewerDep) -> Response:  # noqa: ARG001
    """Show no more of a reading that is over."""
    adding_of(request.app, ledger).put_away()
    return RedirectResponse(LIST, status_code=303)


def _answer(request: Request, adding: Adding) -> Response:
    """A part of the page for HTMX, the list for a browser without script."""
    if part_asked(request):
        return show(request, "reports_adding.html", adding.progress(), counts=False)
    return RedirectResponse(LIST, status_code=303)


def _files(uploads: list[UploadFile]) -> list[Handed]:
    """The files of a form; an empty field is none."""
    chosen = [upload for upload in uploads if upload.filename]
    size = sum(upload.size or 0 for upload in chosen)
    if len(chosen) > MOST_FILES or size > MOST_BYTES:
        raise TooMuchError(
            f"{number(len(chosen))} files of {number(size)} bytes were handed over; the page takes {MOST_FILES} files and "
            f"{number(MOST_BYTES)} bytes at once",
            way_out="Add them in parts, or from the command line: dateline add FOLDER",
        )
    return [Handed(name=file_name(upload.filename or ""), data=upload.file.read()) for upload in chosen]


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"published {text!r} is no day; write it like 2016-09-24") from error
