from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dateline.model.ids import digest
from dateline.model.text import PublishedBy, Reading, Report, SetAside
from dateline.read import ReadOptions, read

TODAY = date(2016, 10, 1)
BODY = "The army said on Saturday that it had taken the camp a few kilometres north of the city, which the rebels there denied."


def reading_of(location: Path, published: date | None = None, outlet: str | None = None) -> Reading:
    (reading,) = read(location, ReadOptions(today=TODAY, published=published, outlet=outlet))
    return reading


def report(location: Path, published: date | None = None) -> Report:
    outcome = reading_of(location, published).outcome
    assert isinstance(outcome, Report), outcome
    return outcome


def set_aside(location: Path) -> SetAside:
    outcome = reading_of(location).outcome
    assert isinstance(outcome, SetAside), outcome
    return outcome


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_file_is_one_report(tmp_path: Path) -> None:
    path = saved(tmp_path, "handarat.txt", f"Army takes camp\n\n{BODY}\n")
    reading = reading_of(path, date(2016, 9, 24), "Orontes Wire")
    assert reading.original == path.read_bytes()
    assert reading.outcome == Report(
        text=f"Army takes camp\n\n{BODY}",
        original=digest(path.read_bytes()),
        source="Orontes Wire",
        title="Army takes camp",
        published=date(2016, 9, 24),
        published_by=PublishedBy.GIVEN,
        language="en",
        location=str(path),
        name="handarat",
    )


def test_dates_are_known_in_their_order(tmp_path: Path) -> None:
    printed = saved(tmp_path, "2016-09-26-camp.txt", f"Army takes camp\n\nALEPPO, Sept 25 (Agency) - {BODY}")
    by_text = report(printed)
    assert (by_text.published, by_text.published_by) == (date(2016, 9, 25), PublishedBy.DATELINE)
    by_person = report(printed, date(2016, 9, 29))
    assert (by_person.published, by_person.published_by) == (date(2016, 9, 29), PublishedBy.GIVEN)
    assert by_person.dateline == date(2016, 9, 25)
    assert by_person.notes == ("the text dates itself 2016-09-25, not 2016-09-29; its relative days are counted from 2016-09-25",)
    by_name = report(saved(tmp_path, "2016-09-24-camp.txt", BODY))
    assert (by_name.published, by_name.published_by) == (date(2016, 9, 24), PublishedBy.FILE_NAME)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file whose reading fails; Linux has /proc/self/mem")
def test_a_file_that_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "memory.txt").symlink_to("/proc/self/mem")
    assert set_aside(tmp_path / "memory.txt").reason.startswith("the file cannot be read: ")


def test_a_printed_date_in_the_future_is_no_dateline(tmp_path: Path) -> None:
    found = report(saved(tmp_path, "camp.txt", f"Published 24 September 2026\n\n{BODY}"))
    assert (found.published, found.dateline) == (None, None)
    assert found.notes[0] == "the date 2026-09-24 (dateline in the text) lies after today (2016-10-01) and was not taken"


def test_a_device_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "null.txt").symlink_to("/dev/null")
    assert set_aside(tmp_path / "null.txt").reason == "not a regular file"


def test_two_million_characters_are_read(tmp_path: Path) -> None:
    text = (BODY + "\n") * (2_000_000 // (len(BODY) + 1))
    assert report(saved(tmp_path, "long.txt", text)).text == text.strip()


def test_the_libraries_of_formats_wait_for_their_first_file() -> None:
    script = (
        "import sys, dateline.read; "
        "print(sorted({'trafilatura', 'pypdf', 'docx', 'markdown_it', 'ftfy', 'py3langid', 'charset_normalizer'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout.decode().strip() == "[]"
