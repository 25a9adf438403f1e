"""What holds for any bytes and any text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import ftfy.badness
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.read.making import TEXT, readings, report, written

from dateline.model.ids import digest
from dateline.model.text import Report
from dateline.read.clean import clean

SEEN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")))
ORDINARY = st.text(st.sampled_from([*map(chr, range(32, 127)), *"\n\téüçşñ“”‘’—–…«»€حلبחלבشАлеппо中"]))
"""What reports are written with: ASCII, accents, printers' punctuation, names in other scripts.

Capitals with an accent are left out: with a mark like § right behind them they can be told from mojibake by no one.
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws") / "x.txt"


@given(data=st.binary(min_size=1, max_size=2000))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_one_report_or_one_reason(file: Path, data: bytes) -> None:
    (reading,) = readings(written(file, data))
    if isinstance(reading.outcome, Report):
        assert reading.outcome.text == clean(reading.outcome.text)
    else:
        assert reading.outcome.reason
        assert reading.outcome.where == str(file)
    assert reading.outcome.original in {None, digest(data)}


@given(more=SEEN)
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back_cleaned_and_no_further_changed(file: Path, more: str) -> None:
    assert report(written(file, f"{TEXT}\n\n{more}")).text == clean(f"{TEXT}\n\n{more}")


@given(more=ORDINARY)
@settings(max_examples=200, deadline=None)
def test_ordinary_text_comes_back_unchanged(file: Path, more: str) -> None:
    assume(not ftfy.badness.is_bad(more))
    assert report(written(file, f"{TEXT}\n\n{more}")).text == unicodedata.normalize("NFC", f"{TEXT}\n\n{more}").strip()
