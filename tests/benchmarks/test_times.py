"""The reader of TimeML files and the weekdays of cards, which `python -m benchmarks.times` measures with."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks.times import Document, Mention, Score, found_in, score, timeml, weekday_score

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>made_up</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2016-09-25" temporalFunction="false" functionInDocument="CREATION_TIME">2016-09-25</TIMEX3></DCT>
<TITLE>Convoy hit</TITLE>
<TEXT>
A convoy was <EVENT eid="e1" class="OCCURRENCE">hit</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2016-09-19">Monday</TIMEX3>.
Aid &amp; food had not come for <TIMEX3 tid="t2" type="DURATION" value="P5Y">five years</TIMEX3>.
</TEXT>
</TimeML>
"""


def test_a_timeml_file_is_read_and_scored(tmp_path: Path) -> None:
    (tmp_path / "made_up.tml").write_text(TIMEML, encoding="utf-8")
    (document,) = timeml(tmp_path)
    assert document.published == date(2016, 9, 25)
    assert [(document.text[each.start : each.end], each.value) for each in document.gold] == [
        ("Monday", "2016-09-19"),
        ("five years", "P5Y"),
    ]
    total = Score()
    score(document, found_in(document), total, Counter())
    assert (total.gold, total.found, total.strict, total.value) == (2, 2, 2, 2)


def test_a_weekday_counts_once_and_right_when_the_gold_allows_its_day() -> None:
    text = "A convoy was hit on Monday."
    document = Document("made up", text, date(2016, 9, 25), (), history=False)
    at = text.index("Monday")
    mentions = [Mention(document, at, at + 6, frozenset({day})) for day in ("2016-09-26", "2016-09-19")]
    assert weekday_score(mentions, Counter()) == (1, 1)
    errors = Counter[str]()
    assert weekday_score(mentions[:1], errors) == (1, 0)
    assert errors.total() == 1
