"""Running `dateline` in this process, and a report to run it on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.cli import door

REPORT = """Shelling kills 12 in Aleppo, rebels deny withdrawal

At least 12 people, including 3 children, were killed on Saturday when artillery shelled a market in eastern Aleppo, the Syrian Observatory
for Human Rights said.

The army said it had captured the Handarat camp north of the city on Friday. A rebel commander denied that the camp had fallen.
"""
"""Written for these tests; it tells of nothing that happened."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


class Dateline:
    """Runs `dateline` in this process, through its one door."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        code = door.run([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        return Said(code, captured.out, captured.err)
