"""Every exception of Dateline, drawn as a tree.

DatelineError
├── UsageError            the call or the command line is off                          exit code 2
├── ReviewConflictError   another reviewer has judged the same since                   exit code 2
├── RecordError           this one record cannot be used; it is set aside              exit code 3
│   ├── ReadError         a file, or one part of it, cannot be read
│   └── ClaimError        a claim breaks a rule, e.g. its quote is not in the report
├── ServiceError          a database or a file system did not answer                   exit code 4
│   ├── LedgerLockedError     another process holds the ledger, or it is read-only
│   └── StorageFullError      no space is left where the ledger lies
├── LedgerDoubtError      the chain of the ledger does not close                       exit code 5
└── MissingExtraError     an optional part is not installed; names the command         exit code 2

A message says what, where, the value, and the way out.
"""

from __future__ import annotations

from typing import ClassVar


class DatelineError(Exception):
    """Base of every error Dateline raises on purpose; `exit_code` is what the command line returns for it."""

    exit_code: ClassVar[int] = 1


class UsageError(DatelineError):
    """The call or the command line is off."""

    exit_code = 2


class RecordError(DatelineError):
    """One record cannot be used: it is set aside with this reason, and the run goes on."""

    exit_code = 3

    def __init__(self, what: str, *, where: str, way_out: str | None = None) -> None:
        """Say `what` is wrong, `where` (file, page or line), and the `way_out` if there is one."""
        self.what = what
        self.where = where
        self.way_out = way_out
        super().__init__(f"{where}: {what}" + (f" ({way_out})" if way_out is not None else ""))


class ReadError(RecordError):
    """A file, or one part of it, cannot be read."""


class ClaimError(RecordError):
    """A claim breaks a rule of the ledger, for example its quote is not in the report."""


class ServiceError(DatelineError):
    """A database or a file system did not answer."""

    exit_code = 4


class LedgerLockedError(ServiceError):
    """Another process holds the ledger, or it may only be read."""


class StorageFullError(ServiceError):
    """No space is left where the ledger lies; nothing already written is lost."""


class LedgerDoubtError(DatelineError):
    """The ledger's chain of hashes does not close: some entry was changed, removed or added outside Dateline."""

    exit_code = 5


class MissingExtraError(DatelineError):
    """An optional part is not installed."""

    exit_code = 2

    def __init__(self, feature: str, *, extra: str) -> None:
        """Name the `feature` that was asked for and the `extra` that brings it."""
        super().__init__(f"{feature} needs an optional part: pip install 'dateline[{extra}]'")


class ReviewConflictError(DatelineError):
    """Another reviewer has judged the same since; nothing was recorded, and nothing is lost."""

    exit_code = 2

    def __init__(self, subject: str, *, judgement: str, reviewer: str, says: str, reason: str) -> None:
        """Name the record, and the other `judgement` by its id, with who says what in it and why."""
        self.subject = subject
        self.judgement = judgement
        self.reviewer = reviewer
        self.says = says
        self.reason = reason
        super().__init__(
            f"{subject}: {reviewer} has judged it too ({judgement}: {says}, because {reason!r}), and nothing of yours was recorded; "
            f"replace that judgement knowingly (seen: {judgement}), or let yours stand beside it as a dissent"
        )
