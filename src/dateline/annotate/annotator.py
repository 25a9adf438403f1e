"""The layers of a report in one call."""

from __future__ import annotations

from dateline.annotate.numbers import find_numbers
from dateline.annotate.quotations import find_quotations
from dateline.annotate.reader import Reader
from dateline.annotate.speech import find_sayings
from dateline.annotate.times import find_times
from dateline.model.mention import Annotated
from dateline.model.text import Report


class Annotator:
    """Holds the loaded reader; `annotate` is a pure function of a report."""

    def __init__(self, reader: Reader | None = None) -> None:
        """Use `reader`, or load the one that ships with the package."""
        self.reader = Reader() if reader is None else reader

    def annotate(self, report: Report) -> Annotated:
        """A report with all its layers."""
        text = report.text
        sentences = self.reader.read(title_apart(report))
        quotations = find_quotations(text)
        return Annotated(
            report=report,
            sentences=sentences,
            numbers=find_numbers(text, sentences),
            times=find_times(text),
            quotations=quotations,
            sayings=find_sayings(text, sentences, quotations),
        )


def title_apart(report: Report) -> str:
    """The text with line breaks for the spaces around its title, which many sites run into the first sentence; offsets stay the same."""
    text, title = report.text, report.title
    if not title:
        return text
    marks = list(text)
    start = text.find(title)
    while start >= 0:
        for rim in (start - 1, start + len(title)):
            if 0 <= rim < len(text) and text[rim] == " ":
                marks[rim] = "\n"
        start = text.find(title, start + len(title))
    return "".join(marks)
