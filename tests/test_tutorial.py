"""The tutorial and the README's examples run as they are printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.cli.demo import samples

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ID = re.compile(r"\b(clm|evt)_[0-9a-f]{16}\b")


def blocks(page: Path, language: str) -> list[str]:
    return [code for found, code in BLOCK.findall(page.read_text(encoding="utf-8")) if found == language]


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of reports, as the README takes for granted."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for sample in samples():
        shutil.copy(sample, folder)
    return folder


def test_the_walk_runs(root: Path, tmp_path: Path) -> None:
    ids: dict[str, str] = {}
    carried: list[str] = []
    for line in "".join(blocks(root / "docs" / "walk.md", "sh")).splitlines():
        if line.startswith("export DATELINE_"):
            carried.append(line)
            continue
        command = re.sub(r"\b(clm|evt)_\.\.\.", lambda found: ids[found[1]], line)
        done = run("\n".join([*carried, command]), tmp_path)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        for found in ID.finditer(done.stdout):
            ids.setdefault(found[1], found[0])
    assert {path.name for path in tmp_path.iterdir()} >= {"claims.csv", "claims.geojson", "claims.jsonl"}


def test_the_commands_of_the_readme_run(root: Path, tmp_path: Path, reports: Path) -> None:
    shutil.copy(next(path for path in reports.iterdir() if path.suffix == ".txt"), tmp_path / "report.txt")
    script = "".join(block for block in blocks(root / "README.md", "sh") if block.startswith("dateline"))
    assert "dateline verify" in script
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("reports")
def test_the_python_of_the_readme_runs(root: Path, tmp_path: Path) -> None:
    (code,) = blocks(root / "README.md", "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert " | " in done.stdout


def test_make_targets_named_in_the_documentation_exist(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    pages = [root / "README.md", root / "CONTRIBUTING.md", root / ".ci" / "run"]
    named = {name for page in pages for name in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(), re.MULTILINE)}
    assert named <= targets
    assert {"demo", "test", "check"} <= named
