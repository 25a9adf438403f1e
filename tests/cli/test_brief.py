"""`dateline brief`: what it writes in each form and where, and what it says when it cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import Dateline

PERIOD = ("--place", "Aleppo", "--from", "2016-09-19", "--to", "2016-09-25")
FORMS = {"html": b"<!doctype html>", "md": b"# Aleppo", "pdf": b"%PDF-"}


@pytest.fixture(autouse=True)
def _with_the_parts_of_a_pdf(request: pytest.FixtureRequest) -> None:
    if "pdf" in request.node.name:
        pytest.importorskip("weasyprint", exc_type=ImportError)


@pytest.mark.parametrize("form", FORMS)
def test_a_brief_is_written_to_a_file(dateline: Dateline, ledger: Path, tmp_path: Path, form: str) -> None:
    made = tmp_path / f"brief.{form}"
    said = dateline("brief", "--ledger", ledger, *PERIOD, "--format", form, "--output", made)
    assert (said.code, said.out) == (0, "")
    assert f"{made}: Aleppo, 19 to 25 Sept 2016; unverified" in said.err
    assert made.read_bytes().startswith(FORMS[form])
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_brief_goes_to_standard_output(dateline: Dateline, ledger: Path, form: str) -> None:
    said = dateline("brief", "--ledger", ledger, *PERIOD, "--format", form)
    assert said.code == 0
    assert said.out.encode().startswith(FORMS[form])
    assert "12" in said.out
    assert "the Syrian Observatory" in said.out
    assert "standard output: Aleppo" in said.err


def test_a_pdf_goes_to_a_pipe_byte_for_byte(ledger: Path) -> None:
    command = [sys.executable, "-m", "dateline.cli", "brief", "--ledger", str(ledger), *PERIOD, "--format", "pdf"]
    made = subprocess.run(command, capture_output=True, check=True)
    assert made.stdout.startswith(FORMS["pdf"])
    assert made.stdout.rstrip().endswith(b"%%EOF")
    assert b"standard output: Aleppo" in made.stderr


def test_a_pdf_is_nothing_to_read_on_a_terminal(dateline: Dateline, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = dateline("brief", "--ledger", ledger, "--format", "pdf")
    assert said.code == 2
    assert "--output brief.pdf" in said.err


def test_an_empty_period_says_that_nothing_is_known_of_it(dateline: Dateline, ledger: Path) -> None:
    said = dateline("brief", "--ledger", ledger, "--place", "Aleppo", "--from", "2030-01-01", "--to", "2030-01-07")
    assert said.code == 0
    assert said.out.startswith("# Aleppo, 1 to 7 Jan 2030\n")
    assert "Nothing of this view." in said.out
    assert "killed" not in said.out.split("## Disputed")[0]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--from", "2016-09-25", "--to", "2016-09-19"), "turn the days round"),
        (("--from", "yesterday"), "yesterday"),
        (("--to", "2016-13-40"), "2016-13-40"),
        (("--format", "docx"), "docx"),
    ],
)
def test_what_cannot_be_asked_is_a_matter_of_usage(dateline: Dateline, ledger: Path, given: tuple[str, ...], told: str) -> None:
    said = dateline("brief", "--ledger", ledger, *given)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


@pytest.mark.parametrize("command", [("brief", "--place", "Aleppo"), ("export", "--format", "csv")], ids=lambda command: command[0])
def test_a_file_that_cannot_be_written_leaves_the_old_one(
    dateline: Dateline, ledger: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    said = dateline(*command, "--ledger", ledger, "--output", tmp_path / "nowhere" / "made.txt")
    assert said.code == 4
    assert "it cannot be written" in said.err
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    assert dateline(*command, "--ledger", ledger, "--output", folder).code == 4
    assert list(tmp_path.glob(".*unfinished")) == []


def test_names_are_left_out_when_asked(dateline: Dateline, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Market hit in Idlib\n\nShelling killed Samira Haddad, 34, a teacher, in the market of Idlib on Saturday, a neighbour said.\n",
        encoding="utf-8",
    )
    assert dateline("init", "named.dateline").code == 0
    assert dateline("add", report, "--ledger", "named.dateline", "--published", "2016-09-26").code == 0
    told, masked = (dateline("brief", "--ledger", "named.dateline", *more).out for more in ((), ("--mask-names",)))
    assert "Samira Haddad" in told
    assert "Samira" not in masked
    assert "name left out" in masked
