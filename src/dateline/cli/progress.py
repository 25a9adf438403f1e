"""How far a long run is: a line on standard error, on a terminal only, gone when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.cli.output import console


class Counter:
    """Counts what is done; `step` names what was done last."""

    def __init__(self, progress: Progress, doing: str, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task(doing, total=total, last="")

    def step(self, last: str = "") -> None:
        """One more is done."""
        self._progress.update(self._task, advance=1, last=last)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is drawn while the block writes to the terminal."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()


@contextmanager
def counting(doing: str, total: int | None = None) -> Iterator[Counter]:
    """A counter that is shown while the block runs, where standard error is a terminal."""
    err = console(to_stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    # Redirected, standard output would go to Rich's own console, that is to standard error, even where it is piped on.
    progress = Progress(*columns, console=err, transient=True, disable=not err.is_terminal, redirect_stdout=False, redirect_stderr=False)
    with progress:
        yield Counter(progress, doing, total)
