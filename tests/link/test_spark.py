"""The link model on a real Spark, on this machine: the same pairs and the same scores as in this process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from tests.link.test_learning import rows_of, scored_here

from dateline.link.learning import SplinkEngine
from dateline.link.weights import FIXED

NEEDED = "this test needs Spark: pip install pyspark, and Java 17 or newer (apt-get install default-jre-headless)"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Splink's Spark, with two threads and without a page of its own."""
    pyspark = pytest.importorskip("pyspark.sql", reason=NEEDED)
    if shutil.which("java") is None:
        pytest.skip(NEEDED)
    from splink import SparkAPI

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
        "spark.default.parallelism": "4",
    }
    builder = pyspark.SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setCheckpointDir(str(tmp_path_factory.mktemp("spark")))
    yield SparkAPI(spark_session=session)  # type: ignore[no-untyped-call]
    session.stop()


@pytest.mark.filterwarnings("ignore")
def test_spark_scores_as_this_process_does(database: Any) -> None:
    rows = rows_of(60)
    assert {(min(a, b), max(a, b)): score for a, b, score in SplinkEngine(database).scores(rows, FIXED)} == scored_here(rows)
