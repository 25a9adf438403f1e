"""Write the sample reports that are no plain text (PDF, Word) into the package. The words stand here; the files are made from them.

python -m training.samples [FOLDER]
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

NOTE = "Written for the Dateline project from published facts; the outlet is invented and this is no news report."
TOLL = (
    "Observatory counts 45 dead in a day in eastern Aleppo",
    (
        "At least 45 people, among them 10 children, were killed in eastern Aleppo on Saturday, "
        "the Syrian Observatory for Human Rights said on Sunday."
    ),
    "The monitor said at least 180 people had been killed in rebel-held areas of Aleppo province since Monday.",
    "Activists in the city put the two-day death toll at more than 200.",
    "The United States, Britain and France called for an emergency meeting of the Security Council.",
)
CORRECTION = (
    "Observatory raises toll of attack on aid convoy",
    (
        "The Syrian Observatory for Human Rights said on Wednesday that at least 20 people were killed "
        "in the attack on an aid convoy at Urum al-Kubra on Monday."
    ),
    "It had said on Monday that 12 people were killed.",
    "The Red Cross said around 20 civilians and one aid worker had died.",
    "The United Nations suspended its aid convoys in Syria.",
)


def write_pdf(path: Path) -> None:
    styles = getSampleStyleSheet()
    title, *body = TOLL
    story = [Paragraph(title, styles["Title"]), Spacer(1, 12)]
    for words in (*body, NOTE):
        story += [Paragraph(words, styles["BodyText"]), Spacer(1, 6)]
    SimpleDocTemplate(str(path), pagesize=A5, title=title, author="Observer's Digest (sample)", invariant=1).build(story)


def write_docx(path: Path) -> None:
    document = Document()
    title, *body = CORRECTION
    document.add_heading(title, level=0)
    for words in (*body, NOTE):
        document.add_paragraph(words)
    properties = document.core_properties
    properties.title, properties.author = title, "Orontes Wire (sample)"
    properties.created = properties.modified = datetime(2016, 9, 21, 9, 0, tzinfo=UTC)
    document.save(str(path))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "src" / "dateline" / "samples"
    write_pdf(folder / "2016-09-25-toll.pdf")
    write_docx(folder / "2016-09-21-correction.docx")


if __name__ == "__main__":
    main()
