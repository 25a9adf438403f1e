from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import UsageError
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


def test_an_unknown_date_stays_unknown_and_says_how_to_give_one(tmp_path: Path) -> None:
    found = report(saved(tmp_path, "camp.txt", BODY))
    assert (found.published, found.published_by, found.dateline) == (None, PublishedBy.UNKNOWN, None)
    assert found.notes == ("its publication date is not known: give it with --published",)


def test_a_given_date_in_the_future_is_refused() -> None:
    with pytest.raises(UsageError, match="2016-10-03 lies after today"):
        ReadOptions(today=TODAY, published=date(2016, 10, 3))
    assert ReadOptions(today=TODAY, published=date(2016, 10, 2)).published == date(2016, 10, 2)


def test_a_future_date_in_metadata_gives_way_to_the_next(tmp_path: Path) -> None:
    found = report(saved(tmp_path, "2016-09-24.jsonl", f'{{"text": "24 September 2016\\n\\n{BODY}", "date": "2026-09-24"}}'))
    assert (found.published, found.published_by) == (date(2016, 9, 24), PublishedBy.DATELINE)
    assert found.notes == ("the date 2026-09-24 (page metadata) lies after today (2016-10-01) and was not taken",)


def test_another_language_is_read_when_asked_for(tmp_path: Path) -> None:
    path = saved(tmp_path, "arabic.txt", "قال المرصد السوري لحقوق الإنسان إن خمسة وأربعين شخصا قتلوا في أحياء حلب الشرقية")
    (reading,) = read(path, ReadOptions(today=TODAY, languages=("en", "ar")))
    assert isinstance(reading.outcome, Report)
    assert reading.outcome.language == "ar"


def test_text_in_a_code_page_is_read_and_noted(tmp_path: Path) -> None:
    found = report(saved(tmp_path, "old.txt", f"The rebels’ camp “has fallen”. {BODY}".encode("cp1252")))
    assert found.text.startswith("The rebels’ camp “has fallen”.")
    assert "the bytes are no UTF-8; read as cp1252" in found.notes


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/z.txt", ".hidden.txt"):
        saved(tmp_path, name, BODY)
    assert [reading.outcome.name for reading in read(tmp_path) if isinstance(reading.outcome, Report)] == ["a", "z", "c"]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert set_aside(tmp_path).reason == "there are no files in this folder"


def test_one_name_is_for_one_file(tmp_path: Path) -> None:
    (reading,) = read(saved(tmp_path, "camp.txt", BODY), ReadOptions(name="r1"))
    assert isinstance(reading.outcome, Report)
    assert reading.outcome.name == "r1"
    with pytest.raises(UsageError, match="one name"):
        read(tmp_path, ReadOptions(name="r1"))


def test_a_file_above_the_limit_is_set_aside_unread(tmp_path: Path) -> None:
    (reading,) = read(saved(tmp_path, "long.txt", BODY), ReadOptions(max_bytes=50))
    assert isinstance(reading.outcome, SetAside)
    assert (reading.outcome.reason, reading.outcome.way_out) == ("larger than 50 bytes", "split it into smaller files")


@pytest.mark.parametrize(
    "data",
    [
        f"Army takes camp\n\n{BODY}",
        f'{{"title": "Army takes camp", "text": "{BODY}"}}\n',
        f"<!DOCTYPE html><html><head><title>Army takes camp</title></head><body><article><p>{BODY}</p></article></body></html>",
    ],
)
def test_a_stream_is_known_by_its_beginning(data: str) -> None:
    (reading,) = read(io.BytesIO(data.encode()), ReadOptions(today=TODAY))
    assert isinstance(reading.outcome, Report)
    assert (reading.outcome.title, reading.outcome.location) == ("Army takes camp", "-")
    assert reading.outcome.text == f"Army takes camp\n\n{BODY}"


def test_standard_input_is_a_dash() -> None:
    script = "from dateline.read import read; print([r.outcome.text for r in read('-')])"
    done = subprocess.run([sys.executable, "-c", script], input=BODY.encode(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == str([BODY])
