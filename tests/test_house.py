"""Budgets of the house: sizes, names, and how fast help comes."""

from __future__ import annotations

import ast
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

MODULE_LINES = 500
FORBIDDEN = {"utils", "util", "helpers", "common", "core", "manager", "managers", "misc"}
HELP_SECONDS = 0.4
HEAVY = ("rich", "sqlalchemy", "numpy", "onnxruntime", "trafilatura", "msgspec")


def modules(root: Path) -> list[Path]:
    return sorted((root / "src" / "dateline").rglob("*.py"))


def test_no_module_is_longer_than_a_reader_can_hold(root: Path) -> None:
    too_long = {str(path.relative_to(root)): n for path in modules(root) if (n := len(path.read_text().splitlines())) > MODULE_LINES}
    assert too_long == {}


def test_no_module_is_named_for_nothing(root: Path) -> None:
    assert [str(path.relative_to(root)) for path in modules(root) if FORBIDDEN & {path.stem, *path.relative_to(root).parts}] == []


def test_one_broad_except_at_the_door(root: Path) -> None:
    broad = {
        str(path.relative_to(root))
        for path in modules(root)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert broad == {"src/dateline/cli/door.py"}


def test_only_the_settings_and_the_command_line_read_the_environment(root: Path) -> None:
    readers = {
        str(path.relative_to(root).parts[2])
        for path in modules(root)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and node.attr in {"environ", "getenv"}
    }
    assert readers <= {"cli", "config.py"}


def test_help_loads_nothing_heavy() -> None:
    probe = (
        "import sys, contextlib, io\nfrom dateline.cli.door import run\nwith contextlib.redirect_stdout(io.StringIO()): run(['--help'])\n"
    )
    done = subprocess.run([sys.executable, "-c", f"{probe}print(*sys.modules)"], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stdout.split())


def _seconds_of_help() -> float:
    """Processor time of one `dateline --help`: the time on the clock of a machine with nothing else to do."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "dateline.cli", "--help"], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.skipif(os.name != "posix", reason="processor time of children is told on POSIX only")
def test_help_comes_at_once() -> None:
    assert min(_seconds_of_help() for _ in range(5)) < HELP_SECONDS
