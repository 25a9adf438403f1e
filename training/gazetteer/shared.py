"""Modules of the package that the build shares with it, loaded as siblings under a name of their own.

The package itself cannot be imported while it is being built: its dependencies are not there yet.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

RESOLVE = Path("src/dateline/resolve")
PACKAGE = "_dateline_resolve"

if TYPE_CHECKING:
    from dateline.resolve import gazetteer_tables as tables
    from dateline.resolve import geodesy, placenames
else:
    _package = ModuleType(PACKAGE)
    _package.__path__ = [str(Path(__file__).resolve().parents[2] / RESOLVE)]
    sys.modules[PACKAGE] = _package
    geodesy, placenames, tables = (importlib.import_module(f"{PACKAGE}.{name}") for name in ("geodesy", "placenames", "gazetteer_tables"))

__all__ = ["geodesy", "placenames", "tables"]
