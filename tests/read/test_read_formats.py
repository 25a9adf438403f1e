from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from dateline.model.text import Report, SetAside
from dateline.read import ReadOptions, read

TODAY = date(2016, 10, 1)
BODY = "The army said on Saturday that it had taken the camp a few kilometres north of the city, which the rebels there denied."
MORE = "At least 45 people, among them 10 children, were killed in the east of the city on the same day, the observatory said."


def outcomes(path: Path) -> list[Report | SetAside]:
    return [reading.outcome for reading in read(path, ReadOptions(today=TODAY))]


def report(path: Path) -> Report:
    (outcome,) = outcomes(path)
    assert isinstance(outcome, Report), outcome
    return outcome


def reason(path: Path) -> str:
    (outcome,) = outcomes(path)
    assert isinstance(outcome, SetAside), outcome
    return outcome.reason


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def page(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<nav><a href="/a">Home</a> <a href="/b">World</a> <a href="/c">Sign in</a></nav>',
        "<ul>" + "".join(f'<li><a href="/{n}">Story number {n}</a></li>' for n in range(40)) + "</ul>",
        "<form><label>Name</label><input><label>Password</label><input type=password></form><p>Please sign in.</p>",
    ],
)
def test_a_page_without_an_article_is_set_aside(tmp_path: Path, body: str) -> None:
    assert reason(saved(tmp_path, "index.html", page(body))) == "no article on this page"


def test_a_page_in_a_declared_code_page(tmp_path: Path) -> None:
    html = page(f"<article><p>Żołnierze: {BODY}</p><p>{MORE}</p></article>").replace("utf-8", "iso-8859-2")
    assert "Żołnierze" in report(saved(tmp_path, "camp.html", html.encode("iso-8859-2"))).text


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing more", b"no pdf at all", b"%PDF-1.4\n" + bytes(range(256)) * 20])
def test_a_broken_pdf_is_set_aside(tmp_path: Path, data: bytes) -> None:
    assert reason(saved(tmp_path, "broken.pdf", data)).startswith("no PDF that can be opened")


def test_a_word_document_without_words_is_set_aside(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "blank.docx"))
    assert reason(tmp_path / "blank.docx") == "the document has no text"


def test_what_is_no_word_document_is_set_aside(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "zip.docx", "w") as archive:
        archive.writestr("a.txt", "words")
    assert reason(tmp_path / "zip.docx") == "no Word document that can be opened"
    assert reason(saved(tmp_path, "text.docx", BODY)) == "no Word document that can be opened"


def test_reports_of_one_file_share_its_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path, "reports.jsonl", "\n".join(json.dumps({"text": words}) for words in (BODY, MORE)))
    first, second = read(path)
    assert first.original is second.original
    assert first.outcome.original == second.outcome.original


def test_a_field_longer_than_the_csv_module_allows_is_read(tmp_path: Path) -> None:
    words = (BODY + " ") * 3_000
    assert report(saved(tmp_path, "reports.csv", f'text\n"{words}"\n')).text == words.strip()


def test_a_table_without_a_column_of_words_says_so(tmp_path: Path) -> None:
    assert reason(saved(tmp_path, "events.csv", "event,dead\nclash,3\n")).startswith("no column is named text, body")
