"""Rows of a ledger as a small table that iterates, and turns into pandas or polars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dateline.errors import MissingExtraError
from dateline.export.events import EventRow
from dateline.store import AsideRow, ClaimRow, FigureRow, JudgementRow, ReportRow

if TYPE_CHECKING:
    import pandas
    import polars

Row = TypeVar("Row", ClaimRow, FigureRow, ReportRow, AsideRow, JudgementRow, EventRow)


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """Rows of one kind; iterate over them, or hand them to another library."""

    kind: type[Row]
    rows: Sequence[Row]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, n: int) -> Row:
        return self.rows[n]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in fields(self.kind))

    def records(self) -> list[dict[str, Any]]:
        """Rows as dicts."""
        return [asdict(row) for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame; MissingExtraError where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise MissingExtraError("a pandas DataFrame", extra="pandas") from error
        return pandas.DataFrame.from_records([astuple(row) for row in self.rows], columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """A polars DataFrame; MissingExtraError where polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise MissingExtraError("a polars DataFrame", extra="polars") from error
        return polars.DataFrame([astuple(row) for row in self.rows], schema=list(self.columns), orient="row", infer_schema_length=None)
