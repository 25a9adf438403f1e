"""`dateline serve` and the end of `dateline demo`: a server in a process of its own, asked over the network of this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from tests.cli.running import Dateline

UP_SECONDS = 30


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answer(url: str, process: subprocess.Popen[str]) -> httpx.Response:
    """What the desk says once it is up."""
    ends = time.monotonic() + UP_SECONDS
    while True:
        try:
            return httpx.get(url)
        except httpx.TransportError:
            assert process.poll() is None, process.communicate()[1]
            assert time.monotonic() < ends, "the desk did not start"
            time.sleep(0.1)


@pytest.fixture
def ledger(dateline: Dateline, tmp_path: Path) -> Path:
    path = tmp_path / "aleppo.dateline"
    dateline("init", path)
    return path


@pytest.mark.parametrize("arguments", [["serve"], ["demo", "--serve"]], ids=["serve", "demo"])
def test_serves_until_it_is_ended(ledger: Path, arguments: list[str]) -> None:
    port = free_port()
    command, *options = arguments
    options += ["--port", str(port), "--no-open"] if command == "serve" else []
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline.cli", command, str(ledger), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "BROWSER": "true"},
    )
    assert process.stderr is not None
    told = next(line for line in process.stderr if "The desk of" in line)
    url = told.split(" is open at ")[1].split()[0]
    assert str(ledger) in told
    assert answer(f"{url}/reports", process).status_code == 200
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=UP_SECONDS)
    assert process.returncode == 0
    assert err.strip().endswith("The desk is closed.")


def test_a_taken_port_is_named_with_the_way_out(ledger: Path, dateline: Dateline) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = dateline("serve", ledger, "--port", str(port), "--no-open")
    assert said.code == 2
    assert f"port {port} of 127.0.0.1 is taken" in said.err
    assert f"--port {port + 1}" in said.err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "example.org", "127.0.0.1.example.org"])
def test_listens_on_this_machine_only(ledger: Path, dateline: Dateline, host: str) -> None:
    said = dateline("serve", ledger, "--host", host)
    assert said.code == 2
    assert "this machine only" in said.err
    assert "ssh -L" in said.err


def test_no_ledger_is_told_before_anything_opens(dateline: Dateline, tmp_path: Path) -> None:
    said = dateline("serve", tmp_path / "none.dateline", "--port", "0", "--no-open")
    assert said.code == 2
    assert "dateline init" in said.err


def test_the_demo_ends_by_itself_where_nobody_looks_on(dateline: Dateline, tmp_path: Path) -> None:
    said = dateline("demo", tmp_path / "demo.dateline")
    assert said.code == 0
    assert f"serve {tmp_path / 'demo.dateline'}" in said.out
