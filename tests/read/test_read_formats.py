from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pypdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A6
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dateline.model.text import PublishedBy, Report, SetAside
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


def test_a_page_gives_its_article_and_what_it_declares(tmp_path: Path) -> None:
    head = (
        "<title>Army takes camp | Orontes Wire</title>"
        '<meta property="og:title" content="Army takes camp"><meta property="og:site_name" content="Orontes Wire">'
        '<meta property="article:published_time" content="2016-09-24T21:15:00+03:00"><link rel="canonical" href="https://orontes.example/camp">'
    )
    body = (
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
        f"<article><h1>Army takes camp</h1><p>{BODY}</p><p>{MORE}</p></article><footer>All rights reserved.</footer>"
    )
    found = report(saved(tmp_path, "camp.html", page(body, head)))
    assert found.text == f"Army takes camp\n\n{BODY}\n\n{MORE}"
    assert (found.title, found.source, found.url) == ("Army takes camp", "Orontes Wire", "https://orontes.example/camp")
    assert (found.published, found.published_by) == (date(2016, 9, 24), PublishedBy.METADATA)


def test_a_page_without_a_declared_date_has_none(tmp_path: Path) -> None:
    body = f"<article><h1>Army takes camp</h1><p>{BODY}</p><p>{MORE}</p><p>It fell on 3 May 2014.</p></article><footer>© 2015</footer>"
    assert report(saved(tmp_path, "camp.html", page(body))).published is None


def test_markdown_loses_its_markup_and_keeps_its_words(tmp_path: Path) -> None:
    marked = BODY.replace(" a few ", "\na **few** ")
    text = (
        f"---\ntitle: Other\ndate: 2016-09-24\nsource: 'Orontes Wire'\n---\n# Army *takes* camp\n\n{marked}\n\n"
        "- [One](https://x.example) was killed\n- Two `fled`\n\n"
        "| who | dead |\n| --- | --- |\n| army | 3 |\n\n<div>x</div>\n\n> “It is over.”\n"
    )
    found = report(saved(tmp_path, "camp.md", text))
    assert found.text == f"Army takes camp\n\n{BODY}\n\nOne was killed\n\nTwo fled\n\nwho | dead\n\narmy | 3\n\n“It is over.”"
    assert (found.title, found.source, found.published) == ("Army takes camp", "Orontes Wire", date(2016, 9, 24))


PAGES = (
    (
        "Orontes Wire",
        "Rebels said on Saturday that they had retaken",
        "the camp, while the bombard-",
        "ment of rebel-",
        "held districts went on and no",
        "1",
    ),
    (
        "Orontes Wire",
        "word came from the army about the camp or",
        "about the road to the city, officials said on",
        "Sunday in the town.",
        "2",
    ),
    ("Orontes Wire", "The army denied on Sunday that the camp was lost,", "and said that its men held all of the camp.", "3"),
)


def printed(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF with these lines on its pages; a page without lines is a picture, as a scanner makes it."""
    picture = io.BytesIO()
    Image.new("L", (40, 40), 128).save(picture, "PNG")
    canvas = Canvas(str(path), pagesize=A6, invariant=1)
    for lines in pages:
        for n, line in enumerate(lines):
            canvas.drawString(20, 400 - 14 * n, line)
        if not lines:
            canvas.drawImage(ImageReader(picture), 20, 200)
        canvas.showPage()
    canvas.save()
    return path


def test_a_pdf_becomes_paragraphs_across_its_pages(tmp_path: Path) -> None:
    found = report(printed(tmp_path / "camp.pdf", PAGES))
    assert found.text == (
        "Rebels said on Saturday that they had retaken the camp, while the bombardment of rebel-held districts went on and no word came "
        "from the army about the camp or about the road to the city, officials said on Sunday in the town.\n\n"
        "The army denied on Sunday that the camp was lost, and said that its men held all of the camp."
    )
    assert found.published is None
    assert found.notes[0].startswith("the document's properties say it was made on")


def test_a_scanned_pdf_is_set_aside(tmp_path: Path) -> None:
    first, second, whole = outcomes(printed(tmp_path / "scan.pdf", [(), ()]))
    assert isinstance(first, SetAside)
    assert isinstance(second, SetAside)
    assert first.reason == second.reason == "the page is a picture without text"
    assert isinstance(whole, SetAside)
    assert (whole.reason, whole.way_out) == ("the PDF has no text, only pictures of it", "run OCR over it first, for example with ocrmypdf")


def test_one_page_without_text_does_not_empty_the_report(tmp_path: Path) -> None:
    scanned, rest = outcomes(printed(tmp_path / "camp.pdf", [PAGES[0], (), PAGES[2]]))
    assert isinstance(scanned, SetAside)
    assert scanned.where.endswith("camp.pdf, page 2")
    assert isinstance(rest, Report)
    assert "The army denied on Sunday" in rest.text


def test_a_pdf_locked_only_against_printing_is_read(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=printed(tmp_path / "plain.pdf", PAGES))
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    assert report(tmp_path / "locked.pdf").text == report(tmp_path / "plain.pdf").text


def test_a_word_document_keeps_the_order_of_paragraphs_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Army takes camp", level=0)
    document.add_paragraph(BODY)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), ("place", "dead", "camp", "3"), strict=True):
        cell.text = words
    left, right = table.add_row().cells
    left.merge(right).text = "total 3"
    document.add_paragraph(MORE)
    document.core_properties.created = datetime(2013, 12, 23, tzinfo=UTC)
    document.save(str(tmp_path / "camp.docx"))
    found = report(tmp_path / "camp.docx")
    assert found.text == f"Army takes camp\n\n{BODY}\n\nplace | dead\n\ncamp | 3\n\ntotal 3\n\n{MORE}"
    assert (found.title, found.published) == ("Army takes camp", None)
    assert found.notes[0] == "the document's properties say it was made on 2013-12-23; not taken as its publication date"


def test_json_lines_under_other_names_and_a_broken_one_between(tmp_path: Path) -> None:
    good = {
        "id": 7,
        "headline": "Army takes camp",
        "body": BODY,
        "date": "9/24/2016",
        "source": {"name": "Orontes Wire"},
        "link": "https://x.example",
    }
    lines = [json.dumps(good), '{"text": "broken', "", json.dumps({"title": "no words"}), json.dumps({"text": MORE, "date": "soon"})]
    path = saved(tmp_path, "reports.jsonl", "\n".join(lines))
    first, broken, wordless, last = outcomes(path)
    assert isinstance(first, Report)
    assert first.text == f"Army takes camp\n\n{BODY}"
    assert (first.title, first.source, first.url) == ("Army takes camp", "Orontes Wire", "https://x.example")
    assert (first.published, first.published_by, first.name, first.part) == (date(2016, 9, 24), PublishedBy.METADATA, "7", "line 1")
    assert isinstance(broken, SetAside)
    assert broken.where == f"{path}, line 2"
    assert broken.reason.startswith("no JSON: ")
    assert isinstance(wordless, SetAside)
    assert wordless.reason.endswith("it has title")
    assert isinstance(last, Report)
    assert (last.name, last.published) == ("reports-5", None)
    assert last.notes[0] == "its date 'soon' was not taken: write it as YYYY-MM-DD"


def test_one_line_in_a_code_page_does_not_spoil_the_others(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"“{words}”"}, ensure_ascii=False) for words in (BODY, MORE)]
    path = saved(tmp_path, "reports.jsonl", lines[0].encode("cp1252") + b"\n" + lines[1].encode())
    assert [outcome.text for outcome in outcomes(path) if isinstance(outcome, Report)] == [f"“{BODY}”", f"“{MORE}”"]


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (("8/3/2016", "3/25/2016"), [date(2016, 8, 3), date(2016, 3, 25)]),
        (("8/3/2016", "25/3/2016"), [date(2016, 3, 8), date(2016, 3, 25)]),
        (("8/3/2016", "9/3/2016"), [None, None]),
    ],
)
def test_the_column_shows_the_order_of_its_dates(tmp_path: Path, values: tuple[str, ...], days: list[date | None]) -> None:
    path = saved(tmp_path, "reports.jsonl", "\n".join(json.dumps({"text": BODY, "date": value}) for value in values))
    assert [outcome.published for outcome in outcomes(path) if isinstance(outcome, Report)] == days


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_under_any_delimiter(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["Title", "Text", "Published", "Outlet"], ["Army takes camp", f'"{BODY}\n{MORE}"', "2016-09-24", "Orontes Wire"]]
    found = report(saved(tmp_path, "reports.csv", "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)))
    assert found.text == f"Army takes camp\n\n{BODY}\n{MORE}"
    assert (found.title, found.source, found.published, found.part) == ("Army takes camp", "Orontes Wire", date(2016, 9, 24), "row 2")


def test_rows_of_a_table_that_do_not_fit_are_set_aside(tmp_path: Path) -> None:
    path = saved(tmp_path, "reports.csv", f'id,text\n1,"{BODY}"\n2,one,two,three\n3,\n\n5,"{MORE}"\n')
    one, too_many, wordless, last = outcomes(path)
    assert isinstance(one, Report)
    assert isinstance(too_many, SetAside)
    assert (too_many.where, too_many.reason) == (f"{path}, row 3", "4 values under 2 columns")
    assert isinstance(wordless, SetAside)
    assert isinstance(last, Report)
    assert last.name == "5"
