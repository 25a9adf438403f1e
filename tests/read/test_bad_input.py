"""Bad input: what is set aside, where it stands, and the way out; the rest of the run goes on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from importlib import resources
from pathlib import Path

import pytest
from tests.read.making import PARAGRAPHS, TEXT, aside, page, pdf, readings, report, word, written

from dateline.cli import door
from dateline.model.text import Report, SetAside
from dateline.read.options import MAX_CHARACTERS

ARABIC = "قصفت طائرات حربية الأحياء المحاصرة في شرق حلب يوم الجمعة ما أدى إلى مقتل أربعين شخصا على الأقل بحسب المرصد السوري لحقوق الإنسان."

BROKEN: dict[str, tuple[str, bytes, str, str | None]] = {
    "empty": ("x.txt", b"", "the file is empty", None),
    "blank": ("x.txt", b" \n\t\r\n", "the file is empty", None),
    "binary": ("x.txt", bytes(range(256)) * 8, "binary data, not text", ".pdf or .docx"),
    "picture": ("x.txt", b"\x89PNG\r\n\x1a\n" + b"a" * 500, "binary data, not text", ".pdf or .docx"),
    "no words": ("x.txt", b"12 45 -- 9.\n", "there are no words in it", None),
    "cut UTF-16": ("x.txt", TEXT.encode("utf-16")[:-1], "broken utf-16 text at byte", "save it again as UTF-8"),
    "Arabic": ("x.txt", ARABIC.encode(), "written in another language (ar); Dateline reads en", "give a translation"),
    "no article": ("x.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article on this page", "copy its words"),
    "broken PDF": ("x.pdf", b"%PDF-1.7\n", "no PDF that can be opened", "print it to a new PDF"),
    "broken Word": ("x.docx", b"PK\x03\x04 and no more", "no Word document that can be opened", "save it as .docx"),
    "table without text": (
        "x.csv",
        b"id,day\n1,2016-09-24\n",
        "no column is named text, body",
        "name the column with the report's words 'text'",
    ),
    "table without names": ("x.csv", b"a" * (MAX_CHARACTERS + 2), "no line of column names", "name the columns in the first line"),
    "unknown suffix": ("x.odt", TEXT.encode(), "Dateline does not read .odt", "it reads .csv, .docx"),
    "no suffix": ("x", TEXT.encode(), "Dateline does not read files without a suffix", "it reads .csv, .docx"),
}


def with_neighbour(file: Path) -> tuple[SetAside, Report]:
    """What came of the file, and of the good report behind it in its folder."""
    written(file.with_name("zz.txt"), TEXT)
    bad, good = (reading.outcome for reading in readings(file.parent))
    assert isinstance(bad, SetAside)
    assert isinstance(good, Report)
    return bad, good


@pytest.mark.parametrize("case", BROKEN)
def test_it_is_set_aside_with_a_reason_and_the_rest_goes_on(tmp_path: Path, case: str) -> None:
    name, content, reason, way_out = BROKEN[case]
    bad, good = with_neighbour(written(tmp_path / name, content))
    assert bad.where == str(tmp_path / name)
    assert reason in bad.reason
    assert way_out is None or way_out in (bad.way_out or "")
    assert good.text == TEXT


def test_a_word_that_begins_like_a_file_of_sound_is_text(tmp_path: Path) -> None:
    assert report(written(tmp_path / "x.txt", f"RIFFRAFF IS BLAMED\n\n{TEXT}")).title == "RIFFRAFF IS BLAMED"


@pytest.mark.parametrize("charset", ["undefined", "hex", "no-such-code"])
def test_a_page_that_declares_no_real_encoding_is_read_all_the_same(tmp_path: Path, charset: str) -> None:
    file = written(tmp_path / "x.html", page(head=f'<meta charset="{charset}">').replace("market", "marché").encode("cp1252"))
    assert "shelled a marché in eastern Aleppo" in report(file).text


def test_unseen_marks_of_direction_are_left_out_and_arabic_names_stay(tmp_path: Path) -> None:
    mixed = TEXT.replace("Handarat camp", "Handarat camp (\u202bمخيم حندرات\u202c)")
    assert report(written(tmp_path / "x.txt", mixed)).text == TEXT.replace("Handarat camp", "Handarat camp (مخيم حندرات)")


def test_a_pdf_behind_a_password_is_set_aside(tmp_path: Path) -> None:
    bad, _ = with_neighbour(pdf(tmp_path / "p.pdf", [[PARAGRAPHS[0][:90]]], password="secret"))
    assert (bad.reason, bad.way_out) == ("the PDF is encrypted", "save a copy without its password")


def test_a_word_file_with_broken_xml_is_set_aside(tmp_path: Path) -> None:
    whole = io.BytesIO(word(tmp_path / "w.docx").read_bytes())
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "w.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: 200 if name == "word/document.xml" else None])
    bad, _ = with_neighbour(tmp_path / "w.docx")
    assert bad.reason == "no Word document that can be opened"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "cut', "no JSON: "),
        ("[1, 2]", "no JSON object but a list"),
        ("[" * 100_000, "no JSON: "),
        ('{"id": "a", "day": "2016-09-24"}', "no words under any of the names text, body"),
        ('{"text": "12."}', "there are no words in it"),
    ],
    ids=["cut", "list", "deep", "no text", "no words"],
)
def test_one_broken_line_costs_no_other(tmp_path: Path, line: str, reason: str) -> None:
    good = json.dumps({"text": TEXT})
    first, bad, last = (r.outcome for r in readings(written(tmp_path / "n.jsonl", f"{good}\n{line}\n{good}\n")))
    assert isinstance(bad, SetAside)
    assert bad.where == f"{tmp_path / 'n.jsonl'}, line 2"
    assert bad.reason.startswith(reason)
    assert [o.part for o in (first, last) if isinstance(o, Report)] == ["line 1", "line 3"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_with_the_line_ends_of_any_system(tmp_path: Path, end: str) -> None:
    file = written(tmp_path / "t.csv", end.join(("date,text", f'2016-09-24,"{PARAGRAPHS[0]}"')))
    assert (report(file).text, str(report(file).published)) == (PARAGRAPHS[0], "2016-09-24")


def test_samples_read_as_their_golden_texts(root: Path) -> None:
    golden = {file.stem: file.read_text(encoding="utf-8").strip() for file in (root / "tests" / "golden" / "texts").glob("*.txt")}
    with resources.as_file(resources.files("dateline") / "samples") as folder:
        outcomes = [reading.outcome for reading in readings(folder)]
    assert [outcome for outcome in outcomes if isinstance(outcome, SetAside)] == []
    assert {outcome.name: outcome.text for outcome in outcomes if isinstance(outcome, Report)} == golden


@pytest.mark.parametrize("name", ["p.pdf", "w.docx"])
def test_a_stream_of_pages_or_of_word_is_known_by_how_it_begins(tmp_path: Path, name: str) -> None:
    file = pdf(tmp_path / name, [[PARAGRAPHS[0][:90]]]) if name.endswith("pdf") else word(tmp_path / name)
    from_stream, from_file = report(io.BytesIO(file.read_bytes())), report(file)
    assert (from_stream.text, from_stream.original, from_stream.location) == (from_file.text, from_file.original, "-")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", ARABIC, "written in another language (ar)"),
        ("t.csv", "id,day\n1,2016-09-24\n", "name the column with the report's words 'text'"),
        ("n.jsonl", '{"text": "cut', "n.jsonl, line 1: no JSON"),
    ],
)
def test_the_command_says_what_where_and_the_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, said: str
) -> None:
    file = written(tmp_path / name, content)
    assert door.run(["read", str(file)]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in " ".join(captured.err.split())


def test_missing_files_and_names_no_system_allows(tmp_path: Path) -> None:
    assert aside(tmp_path / "none.txt").reason == "there is no such file"
    long = aside(tmp_path / f"{'a' * 300}.txt")
    assert long.reason.startswith("the file cannot be read: ")
    assert long.way_out == "check its permissions and the disk"


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_links_that_go_in_circles_or_nowhere_end(tmp_path: Path) -> None:
    (tmp_path / "back").symlink_to(tmp_path)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    written(tmp_path / "zz.txt", TEXT)
    *bad, good = (reading.outcome for reading in readings(tmp_path))
    assert {Path(b.where).name: b.reason for b in bad if isinstance(b, SetAside)} == {
        "back": "a link leads back to a folder above it; its files are read there",
        "lost.txt": "a link that leads nowhere",
        "pipe.txt": "not a regular file",
        "self.txt": "a link that leads nowhere",
    }
    assert isinstance(good, Report)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this user may read everything")
def test_files_that_may_not_be_read_are_set_aside(tmp_path: Path) -> None:
    file = written(tmp_path / "x.txt", TEXT)
    file.chmod(0)
    bad, _ = with_neighbour(file)
    assert bad.reason.startswith("the file cannot be read: ")
    assert bad.way_out == "check its permissions and the disk"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell the peak memory of a process")
@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_a_text_of_50_megabytes_is_set_aside_in_bounded_time_and_memory(tmp_path: Path, suffix: str) -> None:
    with (tmp_path / f"big{suffix}").open("w", encoding="utf-8") as file:
        paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
        file.writelines(paragraphs for _ in range(50_000_000 // len(paragraphs)))
    probe = (
        "import resource, sys\nfrom dateline.read import read\n(reading,) = read(sys.argv[1])\n"
        "peak = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(peak, resource.getrusage(resource.RUSAGE_SELF).ru_utime, reading.outcome.reason)"
    )
    done = subprocess.run([sys.executable, "-c", probe, str(tmp_path / f"big{suffix}")], capture_output=True, text=True, check=True)
    memory, seconds, reason = done.stdout.split(maxsplit=2)
    assert "at most 2,000,000 are read" in reason
    assert int(memory) < 400_000
    assert float(seconds) < 6
