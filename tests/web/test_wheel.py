"""A wheel that is made of what git keeps, by Python alone, holds the browser side."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.web.conftest import missing

REGISTRY = ("pypi.org", 443)
SECONDS = 10
MIB = 1 << 20


@pytest.fixture(scope="module")
def clone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git keeps of the project as it is now, and nothing that was built."""
    kept = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if kept.returncode != 0:
        missing("this test makes a wheel of what git keeps, and git does not answer here")
    folder = tmp_path_factory.mktemp("clone")
    for name in filter(None, kept.stdout.split("\0")):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)
    return folder


@pytest.mark.slow
def test_a_wheel_of_a_clean_clone_holds_the_browser_side(root: Path, clone: Path, tmp_path: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    if not uv.is_file():
        missing("this test needs uv beside its Python, as `make test` brings it")
    (tmp_path / "bin").mkdir()
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}/bin"}
    for name in ("node", "npm", "npx"):
        (tmp_path / "bin" / name).write_text("#!/bin/sh\necho 'no Node of this machine may be used' >&2\nexit 1\n")
        (tmp_path / "bin" / name).chmod(0o755)
    made = subprocess.run(
        [uv, "build", "--wheel", "--out-dir", tmp_path, clone], env=environment, capture_output=True, text=True, check=False
    )
    if made.returncode != 0 and not _reaches_a_registry():
        missing(f"this test needs the package registries: {made.stderr[-500:]}")
    assert made.returncode == 0, made.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as held:
        names = set(held.namelist())
        sources = {path.stem for path in (root / "frontend" / "src" / "pages").glob("*.ts")}
        manifest = held.read("dateline/web/static/manifest.json").decode()
        licences = held.read("dateline/web/static/licences.txt").decode()
        weight = sum(info.compress_size for info in held.infolist() if info.filename.startswith("dateline/web/static/"))
    assert {f"src/pages/{name}.ts" for name in sources} <= {word for word in manifest.split('"') if word.startswith("src/pages/")}
    assert "dateline/web/templates/base.html" in names
    for word in ("SIL OPEN FONT LICENSE", "MapLibre contributors", "world-atlas", "@observablehq/plot"):
        assert word in licences
    assert not any("node_modules" in name or name.startswith("frontend/") or "axe" in name for name in names)
    assert weight < 4 * MIB


def test_the_licence_of_the_package_names_those_of_its_browser_side(root: Path) -> None:
    expression = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"].split(" AND ")
    locked = json.loads((root / "frontend" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    built = {package["license"] for path, package in locked.items() if path and not package.get("dev")}
    alike = {"BSD-0-Clause": "0BSD", "(MIT OR Apache-2.0)": "MIT"}
    assert {alike.get(licence, licence) for licence in built} <= set(expression)


def _reaches_a_registry() -> bool:
    try:
        socket.create_connection(REGISTRY, timeout=SECONDS).close()
    except OSError:
        return False
    return True
