"""SIGKILL at any moment loses nothing and repeats nothing."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import time
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from tests.plain_walker import PlainWalker

from dateline.ledger import Ledger

REPORTS = 200
KILLS = 20


def write_reports(path: Path) -> None:
    lines = [
        json.dumps(
            {
                "id": f"r{n}",
                "text": f"Shells fell in Homs, {n} of them. The Observatory said {n} people were killed in Handarat on Saturday.",
            }
        )
        for n in range(REPORTS)
    ]
    path.write_text("\n".join(lines))


FORK = multiprocessing.get_context("fork")


def add_slowly(ledger: Path, reports: Path, is_open: Event) -> None:
    with Ledger.open(ledger, pipeline=PlainWalker(seconds=0.005)) as opened:
        is_open.set()
        opened.add(reports)


def start(ledger: Path, reports: Path) -> tuple[BaseProcess, Event]:
    """A child that adds; it is forked, so that no moment of its life is spent loading."""
    is_open = FORK.Event()
    child = FORK.Process(target=add_slowly, args=(ledger, reports, is_open))
    child.start()
    return child, is_open


def contents(path: Path) -> dict[str, list[str]]:
    """Kind -> ids in the order they were written; runs differ between the two ledgers by nature."""
    found: dict[str, list[str]] = {}
    with Ledger.open(path) as ledger:
        ledger.verify()
        for entry in ledger.database.entries():
            found.setdefault(entry.kind, []).append(entry.record)
    found.pop("run", None)
    return found


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_twenty_kills_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    reports, whole, broken = tmp_path / "reports.jsonl", tmp_path / "whole.db", tmp_path / "broken.db"
    write_reports(reports)
    with Ledger.create(whole, pipeline=PlainWalker()) as ledger:
        ledger.add(reports)
    Ledger.create(broken).close()
    moments = random.Random(20160924)
    added = [0]
    for n in range(KILLS):
        child, is_open = start(broken, reports)
        if n % 2:
            assert is_open.wait(60)
        time.sleep(moments.uniform(0.0, 0.3))
        child.kill()
        child.join()
        with Ledger.open(broken) as ledger:
            ledger.verify()
            added.append(len(ledger.reports()))
    assert added == sorted(added)
    assert len(set(added)) > KILLS // 4, "the kills came too early or too late to interrupt anything"
    child, _ = start(broken, reports)
    child.join()
    assert child.exitcode == 0
    assert contents(broken) == contents(whole)
    assert len(contents(whole)["report"]) == REPORTS
