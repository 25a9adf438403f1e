"""Modules of the package that the build shares with it, loaded from their files: the package cannot be imported while it is being built."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

RESOLVE = Path("src/dateline/resolve")


def _load(name: str) -> ModuleType:
    path = Path(__file__).resolve().parents[2] / RESOLVE / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"_dateline_{name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


geodesy = _load("geodesy")
placenames = _load("placenames")
