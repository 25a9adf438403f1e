"""The whole walk with the model that ships: skipped where the model has not been put in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.annotate.reader import MODEL
from dateline.config import Config, LinkWeights
from dateline.errors import MissingExtraError
from dateline.ledger import Ledger
from dateline.model.claim import check_claim
from dateline.model.text import Report
from dateline.pipeline import Pipeline, events_of, reconciled_of, weights_of

pytestmark = pytest.mark.skipif(not MODEL.is_file(), reason="the reader model is not in this checkout")
TEXT = "The Observatory said 45 people were killed in an air strike on Aleppo on Saturday. The army took the town of Handarat."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def test_a_report_walks_from_text_to_claims_and_their_meaning(pipeline: Pipeline) -> None:
    report = Report(text=TEXT, original="0" * 64, published=date(2016, 9, 24))
    walked = pipeline.walk(report)
    assert all(check_claim(claim, report) is claim for claim in walked.claims)
    assert {resolution.claim for resolution in walked.resolutions} <= {claim.id for claim in walked.claims}
    assert any(figure.low == 45 for claim in walked.claims for figure in claim.figures)


def test_the_same_report_gives_the_same_records(pipeline: Pipeline) -> None:
    report = Report(text=TEXT, original="0" * 64, published=date(2016, 9, 24))
    assert pipeline.walk(report) == pipeline.walk(report)


def test_events_do_not_depend_on_the_order_of_reports(pipeline: Pipeline) -> None:
    walked = [pipeline.walk(Report(text=TEXT, original="0" * 64, source=name, published=date(2016, 9, 24))) for name in ("One", "Two")]
    assert events_of(walked) == events_of(reversed(walked))


def test_what_people_judged_outranks_the_weights(pipeline: Pipeline) -> None:
    walked = [pipeline.walk(Report(text=TEXT, original="0" * 64, source=name, published=date(2016, 9, 24))) for name in ("One", "Two")]
    one, two = (next(claim for claim in walk.claims if claim.figures) for walk in walked)
    assert any({one.id, two.id} <= set(event.claims) for event in reconciled_of(walked).events)
    assert not any({one.id, two.id} <= set(event.claims) for event in reconciled_of(walked, apart=[(one.id, two.id)]).events)


def test_the_weights_are_those_that_the_setting_asks_for(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = [pipeline.walk(Report(text=TEXT, original="0" * 64, source="One", published=date(2016, 9, 24)))]
    assert reconciled_of(walked, weights=weights_of(Config())).linked.weights == "fixed weights"
    learnt = weights_of(Config(link_weights=LinkWeights.LEARNT))
    monkeypatch.setattr("dateline.link.learning.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'dateline\[link\]'"):
        reconciled_of(walked, weights=learnt)


def test_a_report_without_claims_or_date_is_kept_all_the_same(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "dull.txt").write_text("The weather in the valley was mild, and the river stood low for the season.")
    with Ledger.create(tmp_path / "ledger.db", pipeline=pipeline) as ledger:
        added = ledger.add(tmp_path / "dull.txt")
        assert (added.reports, added.undated) == (1, 1)
        assert ledger.verify().reports == 1


def test_a_run_names_the_version_of_every_part(pipeline: Pipeline) -> None:
    assert [name for name, _ in pipeline.versions] == ["dateline", "reader", "ontology", "places", "actors"]
